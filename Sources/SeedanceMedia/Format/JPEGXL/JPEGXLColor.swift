/// The colours of a JPEG XL picture.
///
/// **Source**: ISO/IEC 18181-1, D.3.4 (`ColourEncoding`), whose numbers are nearly those of ITU-T H.273.
struct JPEGXLColor {
    var isGray = false
    var hasProfile = false
    /// Nil where there is a profile, and for primaries, white points and exponents that have no number.
    var codePoints: ColorCodePoints? = ColorCodePoints(primaries: 1, transfer: 13, matrix: 0, isFullRange: true)

    /// sRGB.
    init() {}

    init(_ bits: inout JPEGXLBits) throws(MediaError) {
        if try bits.flag() { return }
        codePoints = nil
        hasProfile = try bits.flag()
        let space = try bits.choice()
        isGray = space == 1
        guard !hasProfile else { return }
        var (white, primaries, transfer) = (1, 1, 0)
        // The third space is XYB itself, which needs no more words.
        if space != 2 {
            white = try bits.choice()
            if white == 2 { try JPEGXLColor.skipPoint(&bits) }
            if !isGray {
                primaries = try bits.choice()
                if primaries == 2 { for _ in 0..<3 { try JPEGXLColor.skipPoint(&bits) } }
            }
            if try bits.flag() { try bits.skip(24) } else { transfer = try bits.choice() }
        }
        _ = try bits.choice()
        guard let number = JPEGXLColor.primaries(primaries, white: white), [1, 8, 13, 16, 17, 18].contains(transfer)
        else { return }
        codePoints = ColorCodePoints(primaries: number, transfer: transfer, matrix: 0, isFullRange: true)
    }

    /// P3 with the white of screens and of cinemas has two numbers in H.273, and one here.
    private static func primaries(_ primaries: Int, white: Int) -> Int? {
        switch (primaries, white) {
        case (1, 1): 1
        case (9, 1): 9
        case (11, 1): 12
        case (11, 11): 11
        default: nil
        }
    }

    private static func skipPoint(_ bits: inout JPEGXLBits) throws(MediaError) {
        for _ in 0..<2 {
            _ = try bits.number(.bits(19), .bits(19, 524_288), .bits(20, 1_048_576), .bits(21, 2_097_152))
        }
    }
}
