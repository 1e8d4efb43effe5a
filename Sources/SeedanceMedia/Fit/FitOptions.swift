import SeedanceAPI

/// What to do with a picture whose shape is not the wanted one.
public enum FitMode: String, Hashable, Sendable, CaseIterable, Codable {
    /// Cut off what is too much.
    case crop
    /// Show all of it on a plain background.
    case pad
    /// Show all of it on an enlarged and blurred copy of itself.
    case blur
    /// Bend it.
    case stretch
}

/// The size to come out.
public enum FitSize: Hashable, Sendable, Codable {
    /// The row of that resolution whose shape loses least of the picture.
    case nearest(Resolution)
    case row(FrameSize)
    /// The picture's own shape, scaled only as far as its sides need to lie in this range.
    case own(sides: ClosedRange<Int>)

    /// The row, where the size is one of the service's.
    func row(for upright: PixelSize) -> FrameSize? {
        switch self {
        case .nearest(let resolution): FrameSize.nearest(to: upright, resolution: resolution)
        case .row(let row): row
        case .own: nil
        }
    }

    func output(for upright: PixelSize) -> PixelSize {
        switch self {
        case .nearest(let resolution): FrameSize.nearest(to: upright, resolution: resolution).size
        case .row(let row): row.size
        case .own(let sides): FitSize.scaled(upright, into: sides)
        }
    }

    /// The largest side decides when both ends of the range cannot be kept.
    private static func scaled(_ size: PixelSize, into sides: ClosedRange<Int>) -> PixelSize {
        let (short, long) = (Double(min(size.width, size.height)), Double(max(size.width, size.height)))
        let scale = min(max(1, Double(sides.lowerBound) / short), Double(sides.upperBound) / long)
        func side(_ length: Int) -> Int { max(1, Int((Double(length) * scale).rounded())) }
        return PixelSize(width: side(size.width), height: side(size.height))
    }
}

/// A colour in 8-bit sRGB.
public struct RGBColor: Hashable, Sendable, Codable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    public static let white = RGBColor(red: 255, green: 255, blue: 255)
}

/// How pictures are fitted to the service's sizes.
public struct FitOptions: Hashable, Sendable, Codable {
    public var size = FitSize.nearest(.p720)
    public var mode = FitMode.crop
    public var focus = FitFocus.center
    /// What shows where the picture does not reach, and through its transparent parts.
    public var background = RGBColor.white

    public init() {}

    /// Whether a window is to be found in the picture: a crop to another shape.
    var findsFocus: Bool {
        if case .own = size { return false }
        return focus == .attention && mode == .crop
    }
}
