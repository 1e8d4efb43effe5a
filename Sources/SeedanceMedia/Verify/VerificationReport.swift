import SeedanceAPI

/// Everything that a verification found out about one file.
public struct VerificationReport: Hashable, Sendable, Codable {
    public enum Verdict: String, Hashable, Sendable, Codable { case pass, warn, fail }

    /// How the input was named.
    public let input: String
    /// What the file is by its content: `mp4`, `mov`, `webm`, or what else could be told; nil for the unknown.
    public internal(set) var container: String?
    /// As shown: upright, with square pixels.
    public internal(set) var size: PixelSize?
    /// How long pictures are shown. **Units**: seconds.
    public internal(set) var duration: Double?
    public internal(set) var frameRate: Double?
    /// Pictures: decoded ones where there was decoding, else those that the container lists.
    public internal(set) var frames: Int?
    public internal(set) var videoCodec: String?
    public internal(set) var audioCodec: String?
    /// In the order of `Checks.all`.
    public internal(set) var checks: [Finding]
    /// Measurements over time, for plots.
    public internal(set) var series: VerificationSeries
    /// Small pictures of the video; empty unless asked for.
    public internal(set) var thumbnails: [Thumbnail]
    /// What was sent and what came back; empty where nothing was compared.
    public internal(set) var comparisons: [FrameComparison]

    /// What the video looks like in a few numbers, to find its like.
    package var fingerprint: VideoFingerprint?

    package init(
        input: String, container: String? = nil, size: PixelSize? = nil, duration: Double? = nil,
        frameRate: Double? = nil, frames: Int? = nil, videoCodec: String? = nil, audioCodec: String? = nil,
        checks: [Finding] = [], series: VerificationSeries = VerificationSeries(), thumbnails: [Thumbnail] = [],
        comparisons: [FrameComparison] = []
    ) {
        self.input = input
        self.container = container
        self.size = size
        self.duration = duration
        self.frameRate = frameRate
        self.frames = frames
        self.videoCodec = videoCodec
        self.audioCodec = audioCodec
        self.checks = checks
        self.series = series
        self.thumbnails = thumbnails
        self.comparisons = comparisons
    }

    /// The worst status.
    public var verdict: Verdict {
        switch checks.map(\.status.weight).max() ?? 0 {
        case 2: .fail
        case 1: .warn
        default: .pass
        }
    }

    public subscript(id: String) -> Finding? { checks.first { $0.id == id } }
}

/// Measurements over time. **Units**: seconds for `time`.
public struct VerificationSeries: Hashable, Sendable, Codable {
    public struct Point: Hashable, Sendable, Codable {
        public var time: Double
        public var value: Double

        public init(time: Double, value: Double) {
            self.time = time
            self.value = value
        }
    }

    /// Mean luma of each picture, from 0 (black) to 1 (white).
    public var brightness: [Point] = []
    /// Mean difference of each picture from the one before it, from 0 to 1.
    public var motion: [Point] = []
    /// Momentary loudness (400 ms), in LUFS; silence is at -70.
    public var loudness: [Point] = []

    public init() {}
}

/// A small picture of a video, upright.
public struct Thumbnail: Hashable, Sendable, Codable {
    /// When it is shown. **Units**: seconds from the beginning of the first picture.
    public var time: Double
    public var picture: Picture

    public init(time: Double, picture: Picture) {
        self.time = time
        self.picture = picture
    }
}

/// A picture that was sent, beside the one that came back.
public struct FrameComparison: Hashable, Sendable, Codable {
    public var position: FramePosition
    /// Both have the same size: that of the video as shown, or a smaller one of its shape.
    public var sent: Picture
    public var received: Picture

    public init(position: FramePosition, sent: Picture, received: Picture) {
        self.position = position
        self.sent = sent
        self.received = received
    }
}
