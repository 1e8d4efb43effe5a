/// The numbers of colour that stand in coded data. They count where the file itself names none.
extension HEIFParameters {
    /// What follows a picture's size in a sequence parameter set, as far as the colour in its annex (VUI).
    ///
    /// Source: ITU-T H.265, 7.3.2.2.1, 7.3.4, 7.3.7 and E.2.1.
    static func colorOfHEVC(_ bits: inout HEIFBits, layers: Int) -> ColorCodePoints? {
        for _ in 0..<2 { _ = bits.exponential() }
        let orderBits = bits.exponential() + 4
        let orderings = bits.bit() ? layers + 1 : 1
        for _ in 0..<3 * orderings + 6 { _ = bits.exponential() }
        if bits.bit(), bits.bit() { skipScalingLists(&bits) }
        bits.skip(2)
        if bits.bit() {
            bits.skip(8)
            for _ in 0..<2 { _ = bits.exponential() }
            bits.skip(1)
        }
        guard skipReferenceSets(&bits) else { return nil }
        if bits.bit() {
            for _ in 0..<min(bits.exponential(), 33) { bits.skip(min(orderBits, 16) + 1) }
        }
        bits.skip(2)
        guard bits.bit() else { return nil }
        // The shape of pixels, and whether edges may be cut off.
        if bits.bit(), bits.number(bits: 8) == 255 { bits.skip(32) }
        if bits.bit() { bits.skip(1) }
        guard bits.bit() else { return nil }
        bits.skip(3)
        let isFullRange = bits.bit()
        var points = ColorCodePoints(primaries: 2, transfer: 2, matrix: 2, isFullRange: isFullRange)
        if bits.bit() {
            points.primaries = bits.number(bits: 8)
            points.transfer = bits.number(bits: 8)
            points.matrix = bits.number(bits: 8)
        }
        return bits.isOverrun ? nil : points
    }

    private static func skipScalingLists(_ bits: inout HEIFBits) {
        for size in 0..<4 {
            for _ in stride(from: 0, to: 6, by: size == 3 ? 3 : 1) {
                guard bits.bit() else {
                    _ = bits.exponential()
                    continue
                }
                for _ in 0..<min(64, 16 << (2 * size)) + (size > 1 ? 1 : 0) { _ = bits.exponential() }
            }
        }
    }

    /// False for what cannot be read.
    private static func skipReferenceSets(_ bits: inout HEIFBits) -> Bool {
        let count = bits.exponential()
        guard count <= 64 else { return false }
        var pictures = 0
        for index in 0..<count {
            if index > 0, bits.bit() {
                bits.skip(1)
                _ = bits.exponential()
                var used = 0
                for _ in 0...pictures where bits.bit() || bits.bit() { used += 1 }
                pictures = used
            } else {
                pictures = bits.exponential() + bits.exponential()
                guard pictures <= 32 else { return false }
                for _ in 0..<pictures {
                    _ = bits.exponential()
                    bits.skip(1)
                }
            }
        }
        return !bits.isOverrun
    }

    /// What follows a picture's size in a sequence header, as far as the colour.
    ///
    /// Source: AV1 Bitstream & Decoding Process Specification, 5.5.1 and 5.5.2.
    static func colorOfAV1(_ bits: inout HEIFBits, profile: Int, isReduced: Bool) -> ColorCodePoints? {
        if !isReduced, bits.bit() { bits.skip(7) }
        bits.skip(3)
        if !isReduced {
            bits.skip(4)
            let hasOrder = bits.bit()
            if hasOrder { bits.skip(2) }
            // Screen content: chosen by each frame, or else said here.
            let choosesTools = bits.bit()
            let tools = choosesTools ? true : bits.bit()
            if tools, !bits.bit() { bits.skip(1) }
            if hasOrder { bits.skip(3) }
        }
        bits.skip(3)
        let isDeep = bits.bit()
        if profile == 2, isDeep { bits.skip(1) }
        let isGray = profile == 1 ? false : bits.bit()
        var points = ColorCodePoints(primaries: 2, transfer: 2, matrix: 2, isFullRange: true)
        if bits.bit() {
            points.primaries = bits.number(bits: 8)
            points.transfer = bits.number(bits: 8)
            points.matrix = bits.number(bits: 8)
        }
        // sRGB without a matrix has no other range.
        let isPlain = !isGray && points.primaries == 1 && points.transfer == 13 && points.matrix == 0
        if !isPlain { points.isFullRange = bits.bit() }
        return bits.isOverrun ? nil : points
    }
}
