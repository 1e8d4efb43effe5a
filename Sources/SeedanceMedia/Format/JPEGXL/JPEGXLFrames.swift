import SeedanceAPI

/// Steps through the frames of a JPEG XL codestream, which are more than one in animations and where parts are patched in.
///
/// libjxl makes room for a frame before it has read any of it, and ends the whole process where that fails. So every
/// frame is measured beforehand, and each of them has to be there. Where the frames cannot be followed (behind a coded profile, or behind groups in an
/// order of their own) the check ends without an error.
/// **Source**: ISO/IEC 18181-1, F (frame header), F.3 (TOC).
struct JPEGXLFrames {
    private enum Kind: UInt32 { case regular, lowFrequency, reference, skipProgressive }

    private struct Frame {
        var kind = Kind.regular
        var isModular = false
        var size: PixelSize
        var upsampling = 1
        var groupShift = 1
        var passes = 1
        /// How often the frame is reduced by eight.
        var level = 0
        var isLast = true
        var duration: UInt32 = 0

        /// How many entries the table of contents has. Source: F.3.1.
        var sections: Int {
            let factor = upsampling << (3 * level)
            let width = (size.width + factor - 1) / factor
            let height = (size.height + factor - 1) / factor
            func groups(_ side: Int) -> Int { ((width + side - 1) / side) * ((height + side - 1) / side) }
            let side = 128 << groupShift
            let count = groups(side)
            return count == 1 && passes == 1 ? 1 : 2 + groups(side * 8) + count * passes
        }
    }

    let metadata: JPEGXLMetadata
    /// Of the stored picture.
    let size: PixelSize
    let context: HeaderContext

    /// - Parameter bits: at the first frame.
    /// **Throws**: `limitExceeded`, `damaged` for a frame much larger than the picture, `truncated`.
    func check(_ bits: inout JPEGXLBits, _ budget: inout HeaderBudget) throws(MediaError) {
        if let preview = metadata.preview {
            guard try next(&bits, preview) != nil else { return }
        }
        while true {
            try budget.countChunk()
            guard let frame = try next(&bits, size) else { return }
            if frame.isLast { return }
        }
    }

    /// Reads one frame's header and goes behind its data; nil where that cannot be known.
    private func next(_ bits: inout JPEGXLBits, _ size: PixelSize) throws(MediaError) -> Frame? {
        bits.skipToByte()
        let frame = try header(&bits, size)
        // Patches are kept in frames of their own, which may be larger than a small picture.
        let most = max(4 * self.size.area, 1 << 20)
        guard frame.size.width <= context.limits.side, frame.size.height <= context.limits.side,
            frame.size.area <= most
        else { throw context.damaged("a frame of it has \(frame.size) pixels, much more than the picture") }
        guard try !bits.flag() else { return nil }
        bits.skipToByte()
        var dataBytes: UInt64 = 0
        for _ in 0..<frame.sections {
            dataBytes += UInt64(try bits.number(.bits(10), .bits(14, 1024), .bits(22, 17_408), .bits(30, 4_211_712)))
        }
        bits.skipToByte()
        try bits.skip(dataBytes * 8)
        return frame
    }

    private func header(_ bits: inout JPEGXLBits, _ size: PixelSize) throws(MediaError) -> Frame {
        var frame = Frame(size: size)
        if try bits.flag() { return frame }
        frame.kind = Kind(rawValue: try bits.bits(2)) ?? .regular
        frame.isModular = try bits.flag()
        let usesLowFrequencyFrame = try bits.largeNumber() & 0x20 != 0
        let isYCbCr = metadata.isXYB ? false : try bits.flag()
        if isYCbCr, !usesLowFrequencyFrame { _ = try bits.bits(6) }
        if !usesLowFrequencyFrame {
            frame.upsampling = 1 << Int(try bits.bits(2))
            for _ in metadata.extras { _ = try bits.bits(2) }
        }
        if frame.isModular { frame.groupShift = Int(try bits.bits(2)) }
        if !frame.isModular, metadata.isXYB { _ = try bits.bits(6) }
        if frame.kind != .reference { frame.passes = try passes(&bits) }
        if frame.kind == .lowFrequency { frame.level = Int(try bits.bits(2)) + 1 }
        let isPartial = frame.kind == .lowFrequency ? false : try crop(&bits, &frame)
        var replaces = true
        let isShown = frame.kind == .regular || frame.kind == .skipProgressive
        frame.isLast = isShown
        if isShown {
            replaces = try blending(&bits, isPartial)
            for _ in metadata.extras { _ = try blending(&bits, isPartial) }
            if metadata.isAnimated {
                frame.duration = try bits.number(.value(0), .value(1), .bits(8), .bits(32))
                if metadata.hasTimecodes { _ = try bits.bits(32) }
            }
            let isLast = try bits.flag()
            frame.isLast = isLast && frame.kind == .regular
        }
        var reference: UInt32 = 0
        if frame.kind != .lowFrequency, !frame.isLast { reference = try bits.bits(2) }
        let canBeReferenced =
            !frame.isLast && frame.kind != .lowFrequency && (frame.duration == 0 || reference != 0)
        if frame.kind == .reference || (isShown && canBeReferenced && replaces && !isPartial) { _ = try bits.flag() }
        try bits.skip(8 * UInt64(try bits.number(.value(0), .bits(4), .bits(5, 16), .bits(10, 48))))
        try skipFilter(&bits, isModular: frame.isModular)
        try bits.skipExtensions()
        return frame
    }

    /// Source: F.2, `passes`.
    private func passes(_ bits: inout JPEGXLBits) throws(MediaError) -> Int {
        let count = Int(try bits.number(.value(1), .value(2), .value(3), .bits(3, 4)))
        guard count > 1 else { return 1 }
        let steps = Int(try bits.number(.value(0), .value(1), .value(2), .bits(1, 3)))
        try bits.skip(UInt64(2 * (count - 1) + 2 * steps))
        for _ in 0..<steps { _ = try bits.number(.value(0), .value(1), .value(2), .bits(3)) }
        return count
    }

    /// Whether the frame leaves some of the picture bare.
    private func crop(_ bits: inout JPEGXLBits, _ frame: inout Frame) throws(MediaError) -> Bool {
        guard try bits.flag() else { return false }
        func side(_ bits: inout JPEGXLBits) throws(MediaError) -> Int {
            Int(try bits.number(.bits(8), .bits(11, 256), .bits(14, 2304), .bits(30, 18_688)))
        }
        var (x, y) = (0, 0)
        let hasPlace = frame.kind == .regular || frame.kind == .skipProgressive
        if hasPlace { (x, y) = (try side(&bits), try side(&bits)) }
        let width = try side(&bits)
        frame.size = PixelSize(width: width, height: try side(&bits))
        guard frame.size.width > 0, frame.size.height > 0 else { throw context.damaged("a frame of it is empty") }
        func signed(_ value: Int) -> Int { value & 1 == 0 ? value / 2 : -(value + 1) / 2 }
        return hasPlace
            && (signed(x) > 0 || signed(y) > 0 || signed(x) + frame.size.width < size.width
                || signed(y) + frame.size.height < size.height)
    }

    /// Whether the frame takes the place of what was there. Source: F.2, `BlendingInfo`.
    private func blending(_ bits: inout JPEGXLBits, _ isPartial: Bool) throws(MediaError) -> Bool {
        let mode = try bits.number(.value(0), .value(1), .value(2), .bits(2, 3))
        let usesAlpha = !metadata.extras.isEmpty && (mode == 2 || mode == 3)
        if usesAlpha { _ = try bits.number(.value(0), .value(1), .value(2), .bits(3, 3)) }
        if usesAlpha || mode == 4 { _ = try bits.flag() }
        if mode != 0 || isPartial { _ = try bits.bits(2) }
        return mode == 0
    }

    /// Source: J.1 (`RestorationFilter`).
    private func skipFilter(_ bits: inout JPEGXLBits, isModular: Bool) throws(MediaError) {
        if try bits.flag() { return }
        if try bits.flag(), try bits.flag() { try bits.skip(6 * 16) }
        if try bits.bits(2) > 0 {
            if !isModular, try bits.flag() { try bits.skip(8 * 16) }
            if try bits.flag() { try bits.skip(5 * 16) }
            if try bits.flag() { try bits.skip(isModular ? 3 * 16 : 4 * 16) }
            if isModular { try bits.skip(16) }
        }
        try bits.skipExtensions()
    }
}
