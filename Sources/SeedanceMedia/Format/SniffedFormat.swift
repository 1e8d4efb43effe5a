/// What a file is, judged by its first bytes and never by its name.
package enum SniffedFormat: Hashable, Sendable, CustomStringConvertible {
    case image(ImageFormat)
    case video(VideoContainer)
    case audio(AudioContainer)
    case other(OtherFormat)

    /// With its article, to stand in a sentence: "a JPEG picture", "an MP4 video", "a web page (HTML)".
    package var description: String {
        switch self {
        case .image(.heic), .image(.avif): "an \(image?.name ?? "") picture"
        case .image(let format): "a \(format.name) picture"
        case .video(.mp4), .video(.avi), .video(.mpegts): "an \(video?.name ?? "") video"
        case .video(let container): "a \(container.name) video"
        case .audio(let container): container.description
        case .other(let format): format.description
        }
    }

    package var image: ImageFormat? {
        if case .image(let format) = self { format } else { nil }
    }

    package var video: VideoContainer? {
        if case .video(let container) = self { container } else { nil }
    }

    /// The error for a file that is read as a picture; nil if it is one that can be read.
    package func refusal(asPicture name: String) -> MediaError? {
        switch self {
        case .image:
            nil
        case .video:
            MediaError(
                .notAPicture, name, "This is \(self), not a picture.",
                hint: "Take a frame of it with `seedance frames`; in a draft write file:NAME#first or file:NAME#last.")
        case .audio:
            MediaError(
                .notAPicture, name, "This is \(self), not a picture.",
                hint: "Name a \(ImageFormat.choice) picture.")
        case .other(let format):
            MediaError(format.isPicture ? .unsupportedFormat : .notAPicture, name, format.reason, hint: format.hint)
        }
    }
}
