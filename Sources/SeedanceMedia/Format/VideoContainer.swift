/// The video containers that can be told apart by their first bytes.
package enum VideoContainer: String, Hashable, CaseIterable, Sendable {
    case mp4
    case mov
    case webm
    case mkv
    case avi
    case mpegts

    /// The media type: `video/quicktime`.
    package var mediaType: String {
        switch self {
        case .mp4: "video/mp4"
        case .mov: "video/quicktime"
        case .webm: "video/webm"
        case .mkv: "video/x-matroska"
        case .avi: "video/x-msvideo"
        case .mpegts: "video/mp2t"
        }
    }

    /// The name for people: `QuickTime`.
    package var name: String {
        switch self {
        case .mp4: "MP4"
        case .mov: "QuickTime"
        case .webm: "WebM"
        case .mkv: "Matroska"
        case .avi: "AVI"
        case .mpegts: "MPEG-TS"
        }
    }
}
