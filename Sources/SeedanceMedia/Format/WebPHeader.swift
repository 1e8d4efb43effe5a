import SeedanceAPI

/// Reads the header and the chunk list of a WebP file.
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
                try read(chunk, data, &found, &budget, context)
            }
        }
        guard let bitstream = found.bitstream else { throw context.damaged("it has no picture data") }
        if let canvas = found.canvas, canvas != bitstream.size {
            throw context.damaged("its header says \(canvas) pixels and its picture data \(bitstream.size)")
        }
        return ImageHeader(
            format: .webp, codedSize: bitstream.size, orientation: found.orientation ?? .upright, bitDepth: 8,
            colorModel: found.isLossless ? .rgb : .ycbcr, hasAlpha: bitstream.hasAlpha || found.hasAlphaChunk,
            isLossless: found.isLossless, profilePayload: found.profile.map(ProfilePayload.raw),
            details: .webp(WebPDetails(isExtended: found.canvas != nil)))
    }

    private struct Found {
        var canvas: PixelSize?
        var bitstream: WebPBitstream?
        var isLossless = false
        var hasAlphaChunk = false
        var sawExif = false
        var orientation: Orientation?
        var profile: [UInt8]?
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
            if flags & animationFlag != 0 { throw context.unsupported("an animated WebP picture") }
            let canvas = PixelSize(width: width + 1, height: height + 1)
            try context.check(canvas)
            found.canvas = canvas
        case "ANIM", "ANMF":
            throw context.unsupported("an animated WebP picture")
        case "VP8 ", "VP8L":
            // Only the first counts.
            guard found.bitstream == nil else { break }
            found.isLossless = chunk.type == "VP8L"
            let bitstream = found.isLossless ? WebPBitstream(lossless: data) : WebPBitstream(lossy: data)
            guard let bitstream else { throw context.damaged("its picture data has no valid header") }
            try context.check(bitstream.size)
            found.bitstream = bitstream
        case "ALPH":
            if found.bitstream == nil, found.canvas != nil { found.hasAlphaChunk = true }
        default:
            try budget.countMetadata(data.count)
            if chunk.type == "EXIF", !found.sawExif {
                found.sawExif = true
                found.orientation = EXIF.orientation(in: data, limits: context.limits)
            } else if chunk.type == "ICCP", found.profile == nil {
                try budget.checkProfile(data.count)
                found.profile = Array(data.slice)
            }
        }
    }
}
