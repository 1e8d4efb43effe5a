/// The picture formats that can be read.
public enum ImageFormat: String, Hashable, CaseIterable, Sendable {
    case jpeg
    case png
    case webp
    case gif
    case bmp
    case tiff
    /// HEIF whose pictures are coded in anything but AV1; nearly always HEVC.
    case heic
    case avif
    case jpegXL = "jxl"

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
        case .heic: "HEIC"
        case .avif: "AVIF"
        case .jpegXL: "JPEG XL"
        }
    }
}
