/// What a reference video may be.
///
/// Older and newer documents differ about pixels and bytes: inside the older limits is safe, between the two is a
/// warning, outside the newer ones an error.
/// Source: ByteDance's documentation of the Seedance 2.0 family.
public struct VideoLimits: Hashable, Sendable, Codable {
    /// Reference videos in one task.
    public var references: Int
    /// Duration of each.
    public var seconds: ClosedRange<Double>
    /// Duration of all together.
    public var totalSeconds: Double
    /// Frames a second.
    public var frameRate: ClosedRange<Double>
    /// Width and height in pixels.
    public var side: ClosedRange<Int>
    /// Width divided by height.
    public var ratio: ClosedRange<Double>
    /// Width times height, by the older documents: safe.
    public var pixels: ClosedRange<Int>
    /// Width times height, by the newer documents.
    public var pixelsAtMost: ClosedRange<Int>
    /// Bytes of a file, by the older documents: safe.
    public var bytes: Int
    /// Bytes of a file, by the newer documents.
    public var bytesAtMost: Int
    /// The containers that are taken.
    public var mediaTypes: [MediaType]
    /// Coding formats by the names that FFmpeg gives them.
    public var codecs: [String]

    public init(
        references: Int, seconds: ClosedRange<Double>, totalSeconds: Double, frameRate: ClosedRange<Double>,
        side: ClosedRange<Int>, ratio: ClosedRange<Double>, pixels: ClosedRange<Int>, pixelsAtMost: ClosedRange<Int>,
        bytes: Int, bytesAtMost: Int, mediaTypes: [MediaType], codecs: [String]
    ) {
        self.references = references
        self.seconds = seconds
        self.totalSeconds = totalSeconds
        self.frameRate = frameRate
        self.side = side
        self.ratio = ratio
        self.pixels = pixels
        self.pixelsAtMost = pixelsAtMost
        self.bytes = bytes
        self.bytesAtMost = bytesAtMost
        self.mediaTypes = mediaTypes
        self.codecs = codecs
    }
}
