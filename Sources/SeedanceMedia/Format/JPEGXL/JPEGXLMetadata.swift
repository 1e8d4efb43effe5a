import SeedanceAPI

/// What a JPEG XL codestream says of its picture in front of it.
///
/// **Source**: ISO/IEC 18181-1, D.3 (`ImageMetadata`).
struct JPEGXLMetadata {
    struct Extra {
        /// 0 alpha, 1 depth, 2 spot colour, 3 selection, 4 black, 5 colour filter array, 6 thermal.
        var type = 0
        var isAssociated = false
    }

    var orientation = Orientation.upright
    var preview: PixelSize?
    var isAnimated = false
    var hasTimecodes = false
    var bitDepth = 8
    var extras: [Extra] = []
    var isXYB = true
    var color = JPEGXLColor()
    /// Bytes of the coded ICC profile; nil if there is none.
    var codedProfileBytes: UInt64?
    /// Whether the first frame is coded in modular mode, which alone can be lossless; nil where that cannot be known.
    var isModular: Bool?

    init(_ bits: inout JPEGXLBits, _ context: HeaderContext) throws(MediaError) {
        if try !bits.flag() { try read(&bits, context) }
        try JPEGXLMetadata.skipTransform(&bits, isXYB: isXYB)
        if color.hasProfile {
            codedProfileBytes = try bits.largeNumber()
        } else {
            bits.skipToByte()
            if preview == nil {
                // A frame that says nothing is coded with transforms. Source: F.2 (`FrameHeader`).
                var ahead = bits
                isModular = try ahead.flag() ? false : try ahead.bits(3) >> 2 == 1
            }
        }
    }

    private mutating func read(_ bits: inout JPEGXLBits, _ context: HeaderContext) throws(MediaError) {
        let hasMore = try bits.flag()
        if hasMore {
            orientation = Orientation(tag: Int(try bits.bits(3)) + 1)
            if try bits.flag() { _ = try bits.size() }
            if try bits.flag() { preview = try bits.previewSize() }
            isAnimated = try bits.flag()
            if isAnimated { hasTimecodes = try JPEGXLMetadata.animation(&bits) }
        }
        bitDepth = try JPEGXLMetadata.depth(&bits)
        _ = try bits.flag()
        let count = Int(try bits.number(.value(0), .value(1), .bits(4, 2), .bits(12, 1)))
        guard count <= context.limits.extraChannels else {
            throw context.exceeded(
                "The JPEG XL picture has \(count) channels beside its colours; the limit is"
                    + " \(context.limits.extraChannels).", hint: "Export it with colours and transparency alone.")
        }
        for _ in 0..<count { extras.append(try Extra(&bits)) }
        isXYB = try bits.flag()
        color = try JPEGXLColor(&bits)
        if hasMore, try !bits.flag() { try bits.skip(16 + 16 + 1 + 16) }
        try bits.skipExtensions()
    }

    /// Whether its frames carry time codes.
    private static func animation(_ bits: inout JPEGXLBits) throws(MediaError) -> Bool {
        _ = try bits.number(.value(100), .value(1000), .bits(10, 1), .bits(30, 1))
        _ = try bits.number(.value(1), .value(1001), .bits(8, 1), .bits(10, 1))
        _ = try bits.number(.value(0), .bits(3), .bits(16), .bits(32))
        return try bits.flag()
    }

    /// **Source**: ISO/IEC 18181-1, D.3.5 (`BitDepth`).
    fileprivate static func depth(_ bits: inout JPEGXLBits) throws(MediaError) -> Int {
        guard try bits.flag() else {
            return Int(try bits.number(.value(8), .value(10), .value(12), .bits(6, 1)))
        }
        let depth = Int(try bits.number(.value(32), .value(16), .value(24), .bits(6, 1)))
        _ = try bits.bits(4)
        return depth
    }

    /// **Source**: ISO/IEC 18181-1, D.3.1: `default_m`, `opsin_inverse_matrix`, `cw_mask` and the weights.
    private static func skipTransform(_ bits: inout JPEGXLBits, isXYB: Bool) throws(MediaError) {
        if try bits.flag() { return }
        if isXYB, try !bits.flag() { try bits.skip(16 * 16) }
        let mask = try bits.bits(3)
        for (index, weights) in [15, 55, 210].enumerated() where mask >> UInt32(index) & 1 == 1 {
            try bits.skip(UInt64(weights) * 16)
        }
    }
}

extension JPEGXLMetadata.Extra {
    /// **Source**: ISO/IEC 18181-1, D.3.6 (`ExtraChannelInfo`).
    fileprivate init(_ bits: inout JPEGXLBits) throws(MediaError) {
        self.init()
        if try bits.flag() { return }
        type = try bits.choice()
        _ = try JPEGXLMetadata.depth(&bits)
        _ = try bits.number(.value(0), .value(3), .value(4), .bits(3, 1))
        let nameBytes = try bits.number(.value(0), .bits(4), .bits(5, 16), .bits(10, 48))
        try bits.skip(UInt64(nameBytes) * 8)
        switch type {
        case 0: isAssociated = try bits.flag()
        case 2: try bits.skip(4 * 16)
        case 5: _ = try bits.number(.value(1), .bits(2), .bits(4, 3), .bits(8, 19))
        default: break
        }
    }
}

extension JPEGXLBits {
    /// **Source**: ISO/IEC 18181-1, B.3 (extensions).
    mutating func skipExtensions() throws(MediaError) {
        let mask = try largeNumber()
        var sum: UInt64 = 0
        for index in 0..<UInt64(64) where mask >> index & 1 == 1 {
            let (next, overflow) = sum.addingReportingOverflow(try largeNumber())
            sum = overflow ? .max : next
        }
        try skip(sum)
    }
}
