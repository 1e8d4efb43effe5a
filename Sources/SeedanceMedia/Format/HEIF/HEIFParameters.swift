import SeedanceAPI

/// What coded data says of itself, which is what its decoder will believe.
struct HEIFParameters: Hashable {
    /// Of the picture that comes out, and of the memory that it takes.
    var shown: PixelSize
    var stored: PixelSize
    /// Nil where it does not say.
    var color: ColorCodePoints?

    /// Encoders round up to whole blocks, the largest of which have 64 pixels.
    var isPlausible: Bool { stored.width - shown.width < 128 && stored.height - shown.height < 128 }

    /// A sequence parameter set of HEVC with its header of two bytes; nil for what is none that can be read.
    ///
    /// Source: ITU-T H.265, 7.3.2.2.1 and 7.3.3.
    init?(hevc unit: ByteView) {
        // Far longer than any that an encoder writes.
        var bits = HEIFBits(HEIFParameters.unescaped(unit.slice.dropFirst(2).prefix(4096)))
        bits.skip(4)
        let layers = bits.number(bits: 3)
        bits.skip(1 + 96)
        var present: [(profile: Bool, level: Bool)] = []
        for _ in 0..<layers { present.append((bits.bit(), bits.bit())) }
        if layers > 0 { bits.skip(2 * (8 - layers)) }
        for layer in present { bits.skip((layer.profile ? 88 : 0) + (layer.level ? 8 : 0)) }
        _ = bits.exponential()
        let chroma = bits.exponential()
        if chroma == 3 { bits.skip(1) }
        stored = PixelSize(width: bits.exponential(), height: bits.exponential())
        var margins = [0, 0, 0, 0]
        if bits.bit() { margins = margins.map { _ in bits.exponential() } }
        let (x, y) = (chroma == 1 || chroma == 2 ? 2 : 1, chroma == 1 ? 2 : 1)
        shown = PixelSize(
            width: stored.width - x * (margins[0] + margins[1]), height: stored.height - y * (margins[2] + margins[3]))
        guard !bits.isOverrun, chroma <= 3, shown.width > 0, shown.height > 0 else { return nil }
        color = HEIFParameters.colorOfHEVC(&bits, layers: layers)
    }

    /// Three bytes in a row that could be taken for a start code have a 3 between them. Source: ITU-T H.265, 7.4.2.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var (result, zeros) = ([UInt8](), 0)
        for byte in bytes {
            if zeros >= 2, byte == 3 {
                zeros = 0
                continue
            }
            zeros = byte == 0 ? zeros + 1 : 0
            result.append(byte)
        }
        return result
    }

    /// A sequence header of AV1 without the header of its unit. No frame of the sequence is larger.
    ///
    /// Source: AV1 Bitstream & Decoding Process Specification, 5.5.1.
    init?(av1 unit: ByteView) {
        var bits = HEIFBits(Array(unit.slice.prefix(1024)))
        let profile = bits.number(bits: 3)
        bits.skip(1)
        let isReduced = bits.bit()
        if isReduced {
            bits.skip(5)
        } else {
            HEIFParameters.skipOperatingPoints(&bits)
        }
        let (width, height) = (bits.number(bits: 4) + 1, bits.number(bits: 4) + 1)
        stored = PixelSize(width: bits.number(bits: width) + 1, height: bits.number(bits: height) + 1)
        shown = stored
        guard !bits.isOverrun else { return nil }
        color = HEIFParameters.colorOfAV1(&bits, profile: profile, isReduced: isReduced)
    }

    private static func skipOperatingPoints(_ bits: inout HEIFBits) {
        var delayBits: Int?
        if bits.bit() {
            bits.skip(64)
            if bits.bit() { _ = bits.exponential() }
            if bits.bit() {
                delayBits = bits.number(bits: 5) + 1
                bits.skip(32 + 5 + 5)
            }
        }
        let hasDelays = bits.bit()
        for _ in 0...bits.number(bits: 5) {
            bits.skip(12)
            if bits.number(bits: 5) > 7 { bits.skip(1) }
            if let delayBits, bits.bit() { bits.skip(2 * delayBits + 1) }
            if hasDelays, bits.bit() { bits.skip(4) }
        }
    }
}
