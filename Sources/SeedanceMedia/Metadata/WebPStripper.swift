import SeedanceAPI

/// Rewrites a WebP file with nothing in it but the picture and its alpha.
///
/// Source: RFC 9649, 2.5 (simple files), 2.7 (extended files).
enum WebPStripper {
    static func strip(_ bytes: [UInt8], limits: Limits) -> [UInt8]? {
        let file = ByteView(bytes)
        guard var chunks = WebPChunks(bytes) else { return nil }
        var canvas: PixelSize?
        var alpha: WebPChunk?
        var picture: WebPChunk?
        var isFirst = true
        for _ in 0..<max(limits.chunks, 0) {
            let step = chunks.next()
            if step == .end {
                return picture.flatMap { assemble(file, canvas: canvas, alpha: alpha, picture: $0) }
            }
            guard case .chunk(let chunk) = step,
                let data = file.view(at: chunk.data.lowerBound, count: chunk.data.count)
            else { return nil }
            switch chunk.type {
            case "VP8X":
                guard isFirst, let flags = data.byte(0), flags & WebPHeader.animationFlag == 0, data.count == 10,
                    let width = data.uint24(4, .littleEndian), let height = data.uint24(7, .littleEndian)
                else { return nil }
                canvas = PixelSize(width: width + 1, height: height + 1)
            case "ANIM", "ANMF":
                return nil
            case "ALPH":
                guard canvas != nil, alpha == nil, picture == nil else { return nil }
                alpha = chunk
            case "VP8 ", "VP8L":
                // A simple file has nothing else in it.
                guard picture == nil, canvas != nil || isFirst else { return nil }
                picture = chunk
            default:
                break
            }
            isFirst = false
        }
        return nil
    }

    /// A still picture from chunks of a file; nil unless they lie in it and agree.
    static func assemble(
        _ file: ByteView, canvas: PixelSize?, alpha: WebPChunk?, picture: WebPChunk
    ) -> [UInt8]? {
        guard let data = file.view(at: picture.data.lowerBound, count: picture.data.count) else { return nil }
        let isLossless = picture.type == "VP8L"
        guard let bitstream = isLossless ? WebPBitstream(lossless: data) : WebPBitstream(lossy: data),
            canvas == nil || canvas == bitstream.size, alpha == nil || !isLossless
        else { return nil }
        var body: [UInt8] = []
        body.reserveCapacity(file.count)
        if let alpha {
            body.append(contentsOf: "VP8X".utf8)
            body.append(contentsOf: littleEndian(10, bytes: 4))
            body.append(contentsOf: littleEndian(WebPHeader.alphaFlag, bytes: 4))
            body.append(contentsOf: littleEndian(bitstream.size.width - 1, bytes: 3))
            body.append(contentsOf: littleEndian(bitstream.size.height - 1, bytes: 3))
            append(alpha, of: file, to: &body)
        }
        append(picture, of: file, to: &body)
        return Array("RIFF".utf8) + littleEndian(body.count + 4, bytes: 4) + Array("WEBP".utf8) + body
    }

    /// With a padding byte behind an odd length.
    private static func append(_ chunk: WebPChunk, of file: ByteView, to body: inout [UInt8]) {
        guard let whole = file.view(at: chunk.range.lowerBound, count: chunk.range.count) else { return }
        body.append(contentsOf: whole.slice)
        if whole.count % 2 == 1 { body.append(0) }
    }

    private static func littleEndian(_ value: Int, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
