/// The picture formats that can be read.
public enum ImageFormat: String, Hashable, CaseIterable, Sendable {
    case jpeg
    case png
    case webp
    case gif
    case bmp
    case tiff

    /// The media type as registered with IANA: `image/jpeg`.
    public var mediaType: String { "image/\(rawValue)" }

    /// The name for people: `JPEG`.
    public var name: String {
        switch self {
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .webp: "WebP"
        case .gif: "GIF"
        case .bmp: "BMP"
        case .tiff: "TIFF"
        }
    }
}
