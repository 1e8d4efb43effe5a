#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What blocks show, for flashes.
struct FlashLevels {
    /// Luminance of a screen for each mean of a block. **Units**: cd/m². Source: ITU-R BT.1702, for 8-bit levels.
    let luminance: [Float]
    let layout: PictureLayout
    private let linear: [Float]
    /// No colour whose red chroma is lower is four fifths red.
    static let leastRed = 160

    init(_ layout: PictureLayout) {
        self.layout = layout
        luminance = (0...255).map { sample in
            Float(413.435 * pow(max(0, 0.002745 * layout.limited(sample) + 0.0189623), 2.2))
        }
        linear = (0...255).map { Float(pow(Double($0) / 255, 2.2)) }
    }

    /// 320 times what red has more than green and blue, in linear light; 0 for what is not saturated red.
    func red(luma: Int, blue: Int, red: Int) -> Float {
        guard red > Self.leastRed else { return 0 }
        let y = layout.isFullRange ? Double(luma) : (Double(luma) - 16) * 255 / 219
        let scale = layout.isFullRange ? 1 : 255.0 / 224
        let (b, r) = (Double(blue - 128) * scale, Double(red - 128) * scale)
        // BT.709; BT.601 is near enough for what is this red.
        func light(_ value: Double) -> Float { linear[Int(min(max(value, 0), 255))] }
        let (red, green, blue) = (light(y + 1.5748 * r), light(y - 0.1873 * b - 0.4681 * r), light(y + 1.8556 * b))
        guard red >= 0.8 * (red + green + blue) else { return 0 }
        return max(0, red - green - blue) * 320
    }
}
