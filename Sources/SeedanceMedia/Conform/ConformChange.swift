/// One thing that is done to a video so that the service takes it.
public struct ConformChange: Hashable, Sendable, Codable {
    /// A word that never changes its meaning.
    public enum Code: String, Hashable, Sendable, CaseIterable, Codable {
        /// The end was cut off. From and to in seconds.
        case trimmed
        /// Both sides were cut off, because the shape was too wide or too high.
        case cropped
        /// The size of the upright picture with square pixels.
        case scaled
        /// The picture was turned or mirrored, as the file asks players to do.
        case turned
        case deinterlaced
        /// Frames a second.
        case frameRate = "frame-rate"
        /// High dynamic range became the ordinary one.
        case toneMapped = "tone-mapped"
        /// The matrix, the range or the primaries of colours.
        case color
        /// How samples are stored, for example with 10 bits.
        case samples
        case codec
        case sound
        case container
        /// The file was too large.
        case bytes
    }

    public let code: Code
    /// What it was, for people.
    public let from: String
    /// What it is now, for people.
    public let to: String

    init(_ code: Code, from: String, to: String) {
        self.code = code
        self.from = from
        self.to = to
    }
}
