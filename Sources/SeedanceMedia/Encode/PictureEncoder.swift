import FFmpeg
import JPEG
import SeedanceAPI

/// Pictures to files: JPEG through libjpeg-turbo, PNG and WebP through libavcodec.
enum PictureEncoder {
    /// From here on chroma keeps its full resolution.
    private static let fullChromaQuality = 90

    /// zlib's level. On photographs 4 takes half as long again to save nothing, 6 four times as long to save 5 %; drawings
    /// are an eighth larger than with 4.
    private static let compressionLevel = 2

    /// **Throws**: `missingLibrary` where FFmpeg lacks the encoder, else `internalDefect`.
    static func encode(
        _ picture: Picture, as format: EncodedFormat, quality: Int, name: String
    ) throws(MediaError) -> EncodedImage {
        do {
            let bytes: [UInt8]
            switch format {
            case .jpeg:
                bytes = try encodeJPEG(picture, quality: quality)
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

    private static func encodeJPEG(_ picture: Picture, quality: Int) throws(JPEGError) -> [UInt8] {
        let encoder = try beginJPEG(picture.size, quality: quality)
        try picture.pixels.withUnsafeBufferPointer { pixels throws(JPEGError) in
            guard let start = pixels.baseAddress else { return }
            try encoder.write(start, stride: picture.size.width * 3, count: picture.size.height)
        }
        return try encoder.finish()
    }

    static func beginJPEG(_ size: PixelSize, quality: Int) throws(JPEGError) -> JPEGEncoder {
        try JPEGEncoder.begin(
            width: size.width, height: size.height, quality: quality, hasFullChroma: quality >= fullChromaQuality)
    }
}
