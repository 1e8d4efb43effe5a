import SeedanceAPI

/// The first frame of an animated PNG file whose default image is not part of the animation.
///
/// **Units**: pixels of the canvas, which has the size of the default image.
/// **Source**: PNG third edition, 11.3.5.2 (`fcTL`), 11.3.5.3 (`fdAT`).
struct APNGFrame: Hashable, Sendable {
    let left, top: Int
    let size: PixelSize
    /// The frame's control chunk; its data follows.
    let control: Range<Int>

    /// Nil where the default image is the first frame, and where there is no frame: then the default image is shown.
    ///
    /// **Throws**: `damaged` for a frame that reaches beyond the canvas.
    static func first(
        in bytes: [UInt8], canvas: PixelSize, _ context: HeaderContext
    ) throws(MediaError) -> APNGFrame? {
        let file = ByteView(bytes)
        var chunks = PNGChunks(bytes)
        var hasImageData = false
        while case .chunk(let chunk) = chunks.next() {
            if chunk.type == "IDAT" { hasImageData = true }
            guard chunk.type == "fcTL" else { continue }
            guard hasImageData else { return nil }
            return try APNGFrame(chunk, file, canvas, context)
        }
        return nil
    }

    private init(
        _ chunk: PNGChunk, _ file: ByteView, _ canvas: PixelSize, _ context: HeaderContext
    ) throws(MediaError) {
        guard let data = file.view(at: chunk.data.lowerBound, count: chunk.data.count), data.count == 26,
            let width = data.uint32(4, .bigEndian), let height = data.uint32(8, .bigEndian),
            let x = data.uint32(12, .bigEndian), let y = data.uint32(16, .bigEndian)
        else { throw context.damaged("its first frame has no header") }
        size = PixelSize(width: width, height: height)
        (left, top) = (x, y)
        control = chunk.range
        // Numbers of 32 bits, whose sums fit.
        guard width > 0, height > 0, x + width <= canvas.width, y + height <= canvas.height else {
            throw context.damaged("its first frame (\(size) at \(x),\(y)) reaches beyond its canvas (\(canvas))")
        }
    }
}
