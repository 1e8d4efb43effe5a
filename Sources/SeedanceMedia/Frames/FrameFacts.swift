import SeedanceAPI

/// Which picture of a video one is, and what was made of it.
public struct FrameFacts: Hashable, Sendable, Codable {
    public let position: FramePosition
    /// When it is shown, in seconds from the beginning of the file's timeline; nil where the file does not say.
    public let time: Double?
    /// How many pictures are shown before it; nil where only decoding the whole file would tell.
    public let index: Int?
    public let color: FrameColor
    /// High dynamic range was brought into the ordinary one.
    public let isToneMapped: Bool
    /// Two fields were made into one picture.
    public let isDeinterlaced: Bool
}
