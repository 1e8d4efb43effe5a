import FFmpeg
import JPEG
import SeedanceAPI

/// Pictures to files: JPEG through libjpeg-turbo, PNG and WebP through libavcodec.
enum PictureEncoder {
    /// From here on chroma keeps its full resolution.
    private static let fullChromaQuality = 90

    /// zlib's level. On photographs 6 takes four times as long as 4 to save 5 %.
    private static let compressionLevel = 4

    /// **Throws**: `missingLibrary` where FFmpeg lacks the encoder, else `internalDefect`.
    static func encode(
        _ picture: Picture, as format: EncodedFormat, quality: Int, name: String
    ) throws(MediaError) -> EncodedImage {
        do {
            let bytes: [UInt8]
            switch format {
            case .jpeg:
                bytes = try JPEGEncoder.encode(
                    picture.pixels, width: picture.size.width, height: picture.size.height, quality: quality,
                    hasFullChroma: quality >= fullChromaQuality)
            case .png: bytes = try encode(picture, as: .png(level: compressionLevel))
            case .webp: bytes = try encode(picture, as: .webp(quality: quality))
            }
            return EncodedImage(
                format: format, bytes: bytes, size: picture.size, isUntouched: false,
                quality: format == .png ? nil : quality)
        } catch let error as FFmpegError where error.kind == .missingLibrary || error.kind == .missingCodec {
            throw MediaError(error, reading: "\(format.rawValue) encoder", input: name)
        } catch {
            throw MediaError(.internalDefect, name, "Encoding as \(format.rawValue) failed: \(error).")
        }
    }

    private static func encode(_ picture: Picture, as format: ImageEncoder.Format) throws(FFmpegError) -> [UInt8] {
        try ImageEncoder.encode(picture.frame(as: format.pixelFormat), as: format)
    }

    /// The highest quality up to `quality` whose file has at most `limit` bytes; nil if not even the lowest has.
    static func encode(
        _ picture: Picture, as format: EncodedFormat, quality: Int, within limit: Int, name: String
    ) throws(MediaError) -> EncodedImage? {
        let best = try encode(picture, as: format, quality: quality, name: name)
        if best.bytes.count <= limit { return best }
        if format == .png { return nil }
        // Sizes grow with quality but for the step to full chroma, so halving finds the highest that fits.
        var (low, high) = (1, quality - 1)
        var found: EncodedImage?
        while low <= high {
            let middle = (low + high) / 2
            let image = try encode(picture, as: format, quality: middle, name: name)
            if image.bytes.count <= limit {
                found = image
                low = middle + 1
            } else {
                high = middle - 1
            }
        }
        return found
    }
}
