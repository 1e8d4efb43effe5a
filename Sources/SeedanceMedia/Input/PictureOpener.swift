import FFmpeg
import SeedanceAPI

/// From a source to a decoder that knows what it has before it: sniffed, measured, within the limits.
struct PictureOpener {
    let limits: Limits

    /// **Throws**: everything that can be known without decoding a pixel.
    func open(_ source: MediaSource) throws(MediaError) -> PictureDecoder {
        let deadline = ByteSource.now + limits.seconds
        let bytes = try source.read(limit: limits.pictureBytes)
        let header = try PictureOpener.header(of: bytes, name: source.name, limits: limits)
        let color = ColorConversion.decide(for: header)
        return PictureDecoder(
            bytes: bytes, header: header, name: source.name, limits: limits, deadline: deadline,
            conversion: color.conversion, colorWarnings: color.warnings)
    }

    static func header(of bytes: [UInt8], name: String, limits: Limits) throws(MediaError) -> ImageHeader {
        var header = try ImageHeader.parse(bytes, name: name, limits: limits)
        header.resolveProfile(in: bytes, limits: limits) { compressed, limit in
            inflate(compressed, limit: limit)
        }
        return header
    }
}
