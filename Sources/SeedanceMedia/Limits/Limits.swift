/// What an input may cost before it is refused, checked before a decoder sees it.
///
/// The one place where such bounds stand. Beyond one of them there is `limitExceeded`, which says what was found, what
/// the limit is, and which flag raises it where there is one. How deep boxes and elements lie in each other needs no
/// number: every reader asks for a box by its place, and none follows a file's own nesting.
///
/// Source of the defaults: between imgproxy's 50 and Cloudflare's 100 megapixels and 30 s, see the README.
public struct Limits: Hashable, Sendable, Codable {
    /// Bytes of a picture file, and of a video that has to be held in memory. A camera's largest JPEG is about 60 MB.
    public var pictureBytes = 100_000_000
    /// Bytes of a video file, which is read piece by piece.
    public var videoBytes = 2_000_000_000
    /// Width times height of a stored picture; of a video with its pixels made square. Source: Cloudflare's.
    public var pixels = 100_000_000
    /// Width or height of a stored picture. No format's ordinary pictures have more; JPEG's numbers end there.
    public var side = 65_536
    /// The longer side for one pixel of the shorter. A line of pixels has no content, and costs scalers tables of its
    /// length.
    public var aspect = 20_000
    /// Frames of a video, or packets of any stream. Two days of video; more is made to fill memory.
    public var frames = 10_000_000
    /// Seconds that a video or a sound says that it runs: two days, as for `frames`.
    public var duration = 172_800.0
    /// Streams in a video. Phones write up to six.
    public var streams = 8
    /// Chunks, segments, blocks or directory entries in one picture file.
    public var chunks = 100_000
    /// Scans of a progressive JPEG: each costs a pass over the whole picture. Encoders write about ten. The decoder
    /// itself ends at 500, so that more than that has no effect. Source: libjpeg-turbo's advice on denial of service.
    public var scans = 500
    /// Bytes that the text and metadata chunks of one file may claim, compressed.
    public var metadataBytes = 16 << 20
    /// Bytes of an ICC profile after decompression. Those of presses have 2–3 MB.
    public var profileBytes = 4 << 20
    /// Items of an HEIF file. libheif has the same limit since 1.19; a phone's picture of 200 megapixels has 821.
    public var items = 1_000
    /// Pieces that one item of an HEIF file may lie in. libheif's, too.
    public var itemExtents = 32
    /// Properties in an HEIF file.
    public var itemProperties = 5_000
    /// References between the items of an HEIF file.
    public var itemReferences = 20_000
    /// Channels of a JPEG XL picture beside its colours, each a picture more to decode.
    /// Source: ISO/IEC 18181-1, M (level 5).
    public var extraChannels = 4
    /// Boxes or elements of a video file that are looked at for its verdict. As all of this group far beyond what real
    /// files have; where there is more, the rest is not looked at and the verdict says so.
    public var structureParts = 2_000_000
    /// Tracks of a video file that are looked at for its verdict, whether or not they are streams that are decoded.
    public var structureTracks = 1_000
    /// Entries of all sample tables together: 120 hours of video and sound.
    public var tableEntries = 30_000_000
    /// Items of metadata that are listed for one video.
    public var metadataItems = 200
    /// Files that one draft may name; the service takes fifteen.
    public var draftFiles = 48
    /// Tasks in one file. Far more than anyone sends at once, and each costs a verdict of its own.
    public var tasks = 1_000
    /// Pictures, videos and sounds of all tasks in one file: every file that they name is opened.
    public var inputs = 1_000
    /// Bytes of memory that decoding one input may take. Together with program text and the calling process that stays
    /// under 512 MB. What decoding will take is estimated from the header; a worker is held to it by the system.
    public var memory = 448 << 20
    /// Seconds for one input, from opening to the last byte written.
    public var seconds = 30.0

    public init() {}

    public static let standard = Limits()
}
