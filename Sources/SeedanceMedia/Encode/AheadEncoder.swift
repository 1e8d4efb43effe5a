import JPEG
import SeedanceAPI

/// Encodes a JPEG while the picture's rows are still being made.
///
/// Used by one thread at a time: whoever makes the rows, then whoever waits for that thread.
final class AheadEncoder {
    let quality: Int
    private let size: PixelSize
    private var encoder: JPEGEncoder?

    /// Nil when libjpeg cannot begin; then the picture is encoded afterwards, which says why.
    init?(size: PixelSize, quality: Int) {
        self.size = size
        self.quality = quality
        guard let encoder = try? PictureEncoder.beginJPEG(size, quality: quality) else { return nil }
        self.encoder = consume encoder
    }

    /// - Parameter picture: the first row of all.
    func write(_ picture: UnsafePointer<UInt8>, _ rows: Range<Int>) {
        let stride = size.width * 3
        do throws(JPEGError) {
            try encoder?.write(picture + rows.lowerBound * stride, stride: stride, count: rows.count)
        } catch {
            encoder = nil
        }
    }

    /// The file of a part that begins at multiples of 8; nil if anything went wrong on the way, or chroma is reduced.
    func finish(_ part: PixelRect) -> EncodedImage? {
        guard let encoder = encoder.take(),
            let bytes = try? encoder.finish(x: part.x, y: part.y, width: part.width, height: part.height)
        else { return nil }
        return EncodedImage(format: .jpeg, bytes: bytes, size: part.size, isUntouched: false, quality: quality)
    }

    /// The file; nil if anything went wrong on the way.
    func finish() -> EncodedImage? {
        guard let encoder = encoder.take(), let bytes = try? encoder.finish() else { return nil }
        return EncodedImage(format: .jpeg, bytes: bytes, size: size, isUntouched: false, quality: quality)
    }
}
