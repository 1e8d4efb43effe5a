/// A local file that a draft names: `file:cat.jpg`, or `file:clip.mp4#last` for a frame of a video.
///
/// Only a draft has these. In a task they are a problem, because the service cannot read them.
public struct LocalMedia: Hashable, Sendable, CustomStringConvertible {
    /// The path as written, relative to the draft unless it begins with a slash. Nothing in it is an escape.
    public let path: String
    /// Which frame of a video is meant; nil for the file itself.
    public let frame: FramePosition?

    /// Names a file, or one frame of a video file.
    public init(path: String, frame: FramePosition? = nil) {
        self.path = path
        self.frame = frame
    }

    /// Reads a string that begins with `file:`, in lower case; nil for every other string and for an empty path.
    ///
    /// Only `#first` and `#last` at the end name a frame; any other `#` belongs to the path.
    public init?(parsing text: String) {
        guard text.utf8.starts(with: "file:".utf8) else { return nil }
        var path = text.dropFirst(5)
        var frame: FramePosition?
        for position in FramePosition.allCases where path.hasSuffix("#\(position.rawValue)") {
            frame = position
            path = path.dropLast(position.rawValue.count + 1)
            break
        }
        guard !path.isEmpty, !path.utf8.contains(0) else { return nil }
        self.init(path: String(path), frame: frame)
    }

    /// The form in which a draft writes it.
    public var description: String { "file:\(path)" + (frame.map { "#\($0.rawValue)" } ?? "") }
}
