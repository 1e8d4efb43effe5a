/// What an input may cost before it is refused, checked before a decoder sees it.
///
/// Source of the defaults: between imgproxy's 50 and Cloudflare's 100 megapixels and 30 s, see the README.
public struct Limits: Hashable, Sendable {
    /// Bytes of a picture file. A camera's largest JPEG is about 60 MB.
    public var pictureBytes = 100_000_000
    /// Bytes of a video file.
    public var videoBytes = 2_000_000_000
    /// Width times height of a stored picture.
    public var pixels = 100_000_000
    /// Width or height of a stored picture.
    public var side = 65_536
    /// Bytes of an ICC profile after decompression.
    public var profileBytes = 4 << 20
    /// Bytes that the text and metadata chunks of one file may claim, compressed.
    public var metadataBytes = 16 << 20
    /// Chunks, segments, blocks or directory entries in one file.
    public var chunks = 100_000
    /// Streams in a video.
    public var streams = 8
    /// Seconds for one input, from opening to the last byte written.
    public var seconds = 30.0

    public init() {}

    public static let standard = Limits()
}
