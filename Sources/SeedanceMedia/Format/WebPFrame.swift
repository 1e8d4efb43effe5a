import SeedanceAPI

/// One frame of an animated WebP file: an ordinary WebP picture in another wrapping.
///
/// **Units**: pixels of the canvas.
/// **Source**: RFC 9649, 2.7.1.2 (`ANMF`).
struct WebPFrame: Hashable, Sendable {
    let left, top: Int
    let size: PixelSize
    let alpha: WebPChunk?
    let picture: WebPChunk
    let bitstream: WebPBitstream

    var isLossless: Bool { picture.type == "VP8L" }
    var hasAlpha: Bool { bitstream.hasAlpha || alpha != nil }

    /// Reads the frame in an `ANMF` chunk.
    ///
    /// **Throws**: `damaged` when it reaches beyond the canvas, has no picture in it, or contradicts itself.
    init(
        _ chunk: WebPChunk, of file: ByteView, canvas: PixelSize, _ budget: inout HeaderBudget, _ context: HeaderContext
    ) throws(MediaError) {
        guard let data = file.view(at: chunk.data.lowerBound, count: chunk.data.count),
            let x = data.uint24(0, .littleEndian), let y = data.uint24(3, .littleEndian),
            let width = data.uint24(6, .littleEndian), let height = data.uint24(9, .littleEndian), data.count >= 16
        else { throw context.damaged("its first frame has no header") }
        // Places are stored in steps of two pixels, sizes as one less. All of them have 24 bits.
        (left, top) = (2 * x, 2 * y)
        size = PixelSize(width: width + 1, height: height + 1)
        guard left + size.width <= canvas.width, top + size.height <= canvas.height else {
            throw context.damaged("its first frame (\(size) at \(left),\(top)) reaches beyond its canvas (\(canvas))")
        }
        var chunks = WebPChunks(file, in: (chunk.data.lowerBound + 16)..<chunk.data.upperBound)
        var alpha: WebPChunk?
        while true {
            try budget.countChunk()
            guard case .chunk(let inner) = chunks.next() else {
                throw context.damaged("its first frame has no picture data")
            }
            if inner.type == "ALPH", alpha == nil { alpha = inner }
            guard inner.type == "VP8 " || inner.type == "VP8L" else { continue }
            let coded = file.view(at: inner.data.lowerBound, count: inner.data.count)
            let isLossless = inner.type == "VP8L"
            guard let bitstream = coded.flatMap({ isLossless ? WebPBitstream(lossless: $0) : WebPBitstream(lossy: $0) })
            else { throw context.damaged("the picture data of its first frame has no valid header") }
            guard bitstream.size == size else {
                throw context.damaged("its first frame is \(size) pixels, and its picture data \(bitstream.size)")
            }
            // The lossless coding has its own.
            self.alpha = isLossless ? nil : alpha
            self.bitstream = bitstream
            picture = inner
            return
        }
    }

    /// A still WebP file with nothing in it but this frame; nil if the file has changed since.
    func file(from bytes: [UInt8]) -> [UInt8]? {
        WebPStripper.assemble(ByteView(bytes), canvas: size, alpha: alpha, picture: picture)
    }
}
