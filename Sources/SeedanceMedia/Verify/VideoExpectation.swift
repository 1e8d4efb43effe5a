import SeedanceAPI

/// What a file is held against: what was asked for, as far as that is known.
public struct VideoExpectation: Hashable, Sendable, Codable {
    /// What the service can be asked for by `outputFormat`.
    public enum Container: String, Hashable, Sendable, CaseIterable, Codable {
        case mp4, mov, webm
    }

    /// Nil: any of the three.
    public var container: Container?
    /// The sizes that are right. Upright, with square pixels.
    public var sizes: [PixelSize]
    /// Whether the sizes come from a task; else they are all that the service makes.
    public var isSizeAsked: Bool
    /// **Units**: seconds. Nil: what the container says of itself.
    public var duration: Double?
    /// Nil: as it is.
    public var hasAudio: Bool?
    /// Frames a second.
    public var frameRate: Double
    public var firstFrame: SentFrame?
    public var lastFrame: SentFrame?
    /// Length of the file as it was announced.
    public var byteCount: Int?
    /// Hash of the file as it was announced: 64 hexadecimal digits.
    public var sha256: String?

    /// A picture that a video was to begin or end with.
    public enum SentFrame: Hashable, Sendable {
        case picture(MediaSource)
        /// It cannot be had here; the reason completes a sentence.
        case unavailable(String)
    }

    /// The pictures are files, which travel apart.
    private enum CodingKeys: String, CodingKey {
        case container, sizes, isSizeAsked, duration, hasAudio, frameRate, byteCount, sha256
    }

    /// Nothing is known of what was asked: the file is held against what it says of itself and what the service makes.
    public init(profile: ModelProfile = .seedance2Mini) {
        sizes = profile.sizes.map(\.size)
        isSizeAsked = false
        frameRate = 24
    }
}
