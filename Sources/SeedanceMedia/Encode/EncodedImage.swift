import SeedanceAPI

/// A whole picture file in memory, without metadata.
public struct EncodedImage: Hashable, Sendable, Codable {
    public let format: EncodedFormat
    public let bytes: [UInt8]
    public let size: PixelSize
    /// Whether the coded picture data is the source's own, byte for byte.
    public let isUntouched: Bool
    /// The quality it was encoded with; nil for PNG and for untouched data.
    public let quality: Int?

    public var mediaType: MediaType { format.mediaType }

    /// The form in which a task carries it.
    public var dataURI: DataURI { DataURI(mediaType: mediaType, data: bytes) }
}

/// The formats that the service stores and that we write.
public enum EncodedFormat: String, Hashable, Sendable, CaseIterable, Codable {
    case png, jpeg, webp

    public var mediaType: MediaType {
        switch self {
        case .png: .png
        case .jpeg: .jpeg
        case .webp: .webp
        }
    }

    /// Without a dot.
    public var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

    /// The format that a file name asks for; nil when its extension names none of ours.
    public init?(fileName: String) {
        let parts = fileName.split(separator: "/").last?.split(separator: ".") ?? []
        guard parts.count > 1, let ending = parts.last?.lowercased() else { return nil }
        switch ending {
        case "png": self = .png
        case "jpg", "jpeg", "jpe", "jfif": self = .jpeg
        case "webp": self = .webp
        default: return nil
        }
    }

    init?(_ format: ImageFormat) {
        switch format {
        case .png: self = .png
        case .jpeg: self = .jpeg
        case .webp: self = .webp
        case .gif, .bmp, .tiff, .heic, .avif, .jpegXL: return nil
        }
    }
}
