import SeedanceAPI

/// Reads the header and the chunk list of a WebP file.
///
/// An animation is read as far as its first frame, whose place and size are held against the canvas; the others have to
/// be there.
///
/// Source: RFC 9649, 2.5 to 2.7.
enum WebPHeader {
    /// Bits of the `VP8X` flags.
    static let animationFlag = 0x02
    static let alphaFlag = 0x10

    static func parse(_ bytes: [UInt8], _ context: HeaderContext) throws(MediaError) -> ImageHeader {
        let file = ByteView(bytes)
        guard var chunks = WebPChunks(bytes) else { throw context.truncated("it is shorter than its header says") }
        var budget = HeaderBudget(context)
        var found = Found()
        loop: while true {
            try budget.countChunk()
            switch chunks.next() {
            case .end: break loop
            case .overrun: throw context.damaged("a chunk is longer than the file")
            case .chunk(let chunk):
                guard let data = file.view(at: chunk.data.lowerBound, count: chunk.data.count) else { break loop }
                if chunk.type == "ANMF", found.isAnimated {
                    try readFrame(chunk, of: file, &found, &budget, context)
                } else {
                    try read(chunk, data, &found, &budget, context)
                }
            }
        }
        if found.isAnimated, let canvas = found.canvas { return try animation(canvas, found, context) }
        guard let bitstream = found.bitstream else { throw context.damaged("it has no picture data") }
        if let canvas = found.canvas, canvas != bitstream.size {
            throw context.damaged("its header says \(canvas) pixels and its picture data \(bitstream.size)")
        }
        var header = ImageHeader(
            format: .webp, codedSize: bitstream.size, orientation: found.orientation ?? .upright, bitDepth: 8,
            colorModel: found.isLossless ? .rgb : .ycbcr, hasAlpha: bitstream.hasAlpha || found.hasAlphaChunk,
            isLossless: found.isLossless, profilePayload: found.profile.map(ProfilePayload.raw),
            details: .webp(WebPDetails(isExtended: found.canvas != nil)))
        if found.hasLargeProfile { header.leaveOutLargeProfile() }
        return header
    }

    private static func animation(
        _ canvas: PixelSize, _ found: Found, _ context: HeaderContext
    ) throws(MediaError) -> ImageHeader {
        guard let frame = found.firstFrame else { throw context.damaged("it is an animation without a frame") }
        return ImageHeader(
            format: .webp, codedSize: canvas, orientation: found.orientation ?? .upright, bitDepth: 8,
            colorModel: frame.isLossless ? .rgb : .ycbcr, hasAlpha: frame.hasAlpha || frame.size != canvas,
            isLossless: frame.isLossless, isAnimated: found.frameCount > 1,
            profilePayload: found.profile.map(ProfilePayload.raw),
            details: .webp(WebPDetails(isExtended: true, firstFrame: frame)))
    }

    /// Only the first one is looked into; of the others it is enough that they are there.
    private static func readFrame(
        _ chunk: WebPChunk, of file: ByteView, _ found: inout Found, _ budget: inout HeaderBudget,
        _ context: HeaderContext
    ) throws(MediaError) {
        guard let canvas = found.canvas else { throw context.damaged("its frames have no canvas") }
        found.frameCount += 1
        if found.firstFrame == nil {
            found.firstFrame = try WebPFrame(chunk, of: file, canvas: canvas, &budget, context)
        }
    }

    private struct Found {
        var canvas: PixelSize?
        var isAnimated = false
        var frameCount = 0
        var firstFrame: WebPFrame?
        var bitstream: WebPBitstream?
        var isLossless = false
        var hasAlphaChunk = false
        var sawExif = false
        var orientation: Orientation?
        var profile: [UInt8]?
        var hasLargeProfile = false
    }

    private static func read(
        _ chunk: WebPChunk, _ data: ByteView, _ found: inout Found, _ budget: inout HeaderBudget,
        _ context: HeaderContext
    ) throws(MediaError) {
        switch chunk.type {
        case "VP8X":
            guard found.canvas == nil, found.bitstream == nil, let flags = data.byte(0),
                let width = data.uint24(4, .littleEndian), let height = data.uint24(7, .littleEndian)
            else { throw context.damaged("its extended header is not in order") }
            found.isAnimated = flags & animationFlag != 0
            let canvas = PixelSize(width: width + 1, height: height + 1)
            try context.check(canvas)
            found.canvas = canvas
        case "ANIM", "ANMF":
            // The background colour is a hint that nobody follows, and a still picture has no frames.
            break
        case "VP8 ", "VP8L":
            guard !found.isAnimated else {
                throw context.damaged("it is an animation with a picture outside its frames")
            }
            // Only the first counts.
            guard found.bitstream == nil else { break }
            found.isLossless = chunk.type == "VP8L"
            let bitstream = found.isLossless ? WebPBitstream(lossless: data) : WebPBitstream(lossy: data)
            guard let bitstream else { throw context.damaged("its picture data has no valid header") }
            try context.check(bitstream.size)
            found.bitstream = bitstream
        case "ALPH":
            if found.bitstream == nil, found.canvas != nil { found.hasAlphaChunk = true }
        case "ICCP":
            if found.profile == nil, !found.hasLargeProfile {
                found.hasLargeProfile = !budget.allowsProfile(data.count)
                if !found.hasLargeProfile { found.profile = Array(data.slice) }
            }
        default:
            try budget.countMetadata(data.count)
            if chunk.type == "EXIF", !found.sawExif {
                found.sawExif = true
                found.orientation = EXIF.orientation(in: data, limits: context.limits)
            }
        }
    }
}
