/// A media type without parameters, such as `image/png`, always in lower case.
///
/// Source: RFC 6838, section 4.2; the names are those of IANA's registry where it has one.
public struct MediaType: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The name, `image/png`.
    public let rawValue: String

    /// Takes any name; upper case becomes lower case, because media types do not tell them apart.
    public init(rawValue: String) { self.rawValue = rawValue.lowercased() }

    /// Reads `type/subtype`; nil when one of them is missing or has a character that RFC 6838 does not allow.
    public init?(parsing text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(Self.isRestrictedName) else { return nil }
        self.init(rawValue: text)
    }

    private static func isRestrictedName(_ name: Substring) -> Bool {
        guard (1...127).contains(name.utf8.count), let first = name.utf8.first else { return false }
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: false
            }
        }
        return isAlphanumeric(first) && name.utf8.allSatisfy { isAlphanumeric($0) || "!#$&-^_.+".utf8.contains($0) }
    }

    public var description: String { rawValue }

    public static let jpeg = MediaType(rawValue: "image/jpeg")
    public static let png = MediaType(rawValue: "image/png")
    public static let webp = MediaType(rawValue: "image/webp")
    public static let gif = MediaType(rawValue: "image/gif")
    public static let bmp = MediaType(rawValue: "image/bmp")
    public static let tiff = MediaType(rawValue: "image/tiff")
    public static let heic = MediaType(rawValue: "image/heic")
    public static let avif = MediaType(rawValue: "image/avif")
    public static let mp4 = MediaType(rawValue: "video/mp4")
    public static let quickTime = MediaType(rawValue: "video/quicktime")
    public static let webm = MediaType(rawValue: "video/webm")
    public static let matroska = MediaType(rawValue: "video/x-matroska")
    public static let avi = MediaType(rawValue: "video/x-msvideo")
    public static let mpegTransportStream = MediaType(rawValue: "video/mp2t")
    public static let wav = MediaType(rawValue: "audio/wav")
    public static let mp3 = MediaType(rawValue: "audio/mpeg")
    public static let m4a = MediaType(rawValue: "audio/mp4")
    public static let aac = MediaType(rawValue: "audio/aac")
    public static let ogg = MediaType(rawValue: "audio/ogg")
    public static let flac = MediaType(rawValue: "audio/flac")

    /// Whether it is a picture, moving ones such as GIF among them.
    public var isImage: Bool { rawValue.hasPrefix("image/") }
    /// Whether it is a video container; what is in there may be sound alone.
    public var isVideo: Bool { rawValue.hasPrefix("video/") }
    /// Whether it is sound alone.
    public var isAudio: Bool { rawValue.hasPrefix("audio/") }

    /// What a file of this type is commonly named, without the dot; nil for types that this package does not know.
    public var preferredExtension: String? { Self.extensions[self] }

    private static let extensions: [MediaType: String] = [
        .jpeg: "jpg", .png: "png", .webp: "webp", .gif: "gif", .bmp: "bmp", .tiff: "tiff", .heic: "heic",
        .avif: "avif", .mp4: "mp4", .quickTime: "mov", .webm: "webm", .matroska: "mkv", .avi: "avi",
        .mpegTransportStream: "ts", .wav: "wav", .mp3: "mp3", .m4a: "m4a", .aac: "aac", .ogg: "ogg", .flac: "flac",
    ]
}
