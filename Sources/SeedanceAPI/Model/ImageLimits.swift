/// What a frame image or a reference image may be.
///
/// Source: ByteDance's documentation of the Seedance 2.0 family; the media types also Runware's `mediaStorage`.
public struct ImageLimits: Hashable, Sendable, Codable {
    /// Width divided by height.
    public var ratio: ClosedRange<Double>
    /// Width and height in pixels.
    public var side: ClosedRange<Int>
    /// A file must have fewer bytes than this.
    public var bytes: Int
    /// Reference images in one task.
    public var references: Int
    /// What is safe to send.
    public var mediaTypes: [MediaType]

    public init(
        ratio: ClosedRange<Double>, side: ClosedRange<Int>, bytes: Int, references: Int, mediaTypes: [MediaType]
    ) {
        self.ratio = ratio
        self.side = side
        self.bytes = bytes
        self.references = references
        self.mediaTypes = mediaTypes
    }
}
