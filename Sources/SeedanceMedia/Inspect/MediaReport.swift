import SeedanceAPI

/// What a media file is, and whether the service takes it.
public struct MediaReport: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable { case image, video }

    /// One of the service's limits on inputs, held against the file.
    public struct Limit: Hashable, Sendable {
        public enum Status: String, Hashable, Sendable { case pass, warn, fail }

        /// A word that never changes its meaning.
        public let id: String
        public let status: Status
        public let value: JSONValue
        /// For people, for example `0.4…2.5`.
        public let allowed: String
    }

    public let kind: Kind
    public let mediaType: String
    /// Of the upright picture with square pixels.
    public let size: PixelSize
    public let bytes: Int
    /// Pictures only: EXIF's tag.
    public let orientation: Int?
    public let profile: String?
    /// Pictures only: the row of the service's table whose shape loses least.
    public let nearest: FrameSize?
    /// Videos only, all as their container says.
    public let duration: Double?
    public let frameRate: Double?
    public let frames: Int?
    public let videoCodec: String?
    public let audioCodec: String?
    public let limits: [Limit]
}
