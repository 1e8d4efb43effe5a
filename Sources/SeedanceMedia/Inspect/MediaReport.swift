import SeedanceAPI

/// What a media file is, and whether the service takes it.
public struct MediaReport: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable { case image, video, audio }

    /// One of the service's limits on inputs, held against the file.
    public struct Limit: Hashable, Sendable, Codable {
        public enum Status: String, Hashable, Sendable, Codable { case pass, warn, fail }

        /// A word that never changes its meaning.
        public let id: String
        public let status: Status
        /// Null where it could not be found out.
        public let value: JSONValue
        /// For people, for example `0.4…2.5`.
        public let allowed: String
    }

    public enum FrameRateMode: String, Hashable, Sendable, Codable {
        case constant
        /// Frames follow each other at unequal distances; the frame rate is their mean.
        case variable
    }

    public let kind: Kind
    public let mediaType: String
    public let bytes: Int
    /// Of the upright picture with square pixels; nil for sound.
    public internal(set) var size: PixelSize?

    /// Pictures only: EXIF's tag.
    public internal(set) var orientation: Int?
    public internal(set) var profile: String?
    /// Pictures only: the row of the service's table whose shape loses least.
    public internal(set) var nearest: FrameSize?

    /// Videos and sound: `mp4`.
    public internal(set) var container: String?
    /// Videos: from the beginning of the first frame that is shown to the end of the last one. Sound: what is heard.
    /// **Units**: seconds. Nil where nothing in the file tells.
    public internal(set) var duration: Double?
    /// Videos only. **Units**: frames a second.
    public internal(set) var frameRate: Double?
    public internal(set) var frameRateMode: FrameRateMode?
    /// Videos only: those that are shown and whose data is in the file.
    public internal(set) var frames: Int?
    public internal(set) var video: VideoTrack?
    /// The sound that is played with a video unless the viewer chooses another, or the sound itself.
    public internal(set) var audio: AudioTrack?

    public internal(set) var limits: [Limit] = []
    /// Where the file is not what it says of itself.
    public internal(set) var warnings: [MediaWarning] = []

    public var videoCodec: String? { video?.codec }
    public var audioCodec: String? { audio?.codec }

    init(kind: Kind, mediaType: String, bytes: Int) {
        self.kind = kind
        self.mediaType = mediaType
        self.bytes = bytes
    }
}
