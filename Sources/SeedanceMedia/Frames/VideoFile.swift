import FFmpeg
import SeedanceAPI

/// An opened video: told by its first bytes, within the limits, nothing decoded yet.
struct VideoFile: ~Copyable {
    let name: String
    let container: VideoContainer
    let bytes: Int
    /// How much of the file comes before the zeros that it ends in, if it does.
    let writtenBytes: Int
    /// How long the file would be if it were whole, where its beginning says so.
    let promisedBytes: Int?
    let limits: Limits
    let demuxer: Demuxer
    let streams: [StreamInfo]
    /// The one to be shown, by its place among `streams`.
    let videoIndex: Int
    /// Held open for as long as the demuxer reads from it.
    private let opened: OpenedMedia

    private var source: ByteSource { opened.source }

    var video: StreamInfo { streams[videoIndex] }

    private init(
        _ opened: consuming OpenedMedia, _ demuxer: consuming Demuxer, _ container: VideoContainer, bytes: Int,
        promised: Int?, _ streams: [StreamInfo], _ videoIndex: Int
    ) {
        name = opened.name
        limits = opened.limits
        promisedBytes = promised
        writtenBytes = opened.source.endOfContent
        self.opened = opened
        self.demuxer = demuxer
        self.container = container
        self.bytes = bytes
        self.streams = streams
        self.videoIndex = videoIndex
    }

    /// What a decoder may allocate: the header's size has been held against the limits, and decoders round it up to
    /// their blocks and add margins.
    var pixelsWithMargins: Int {
        // MP4 does not tell for MPEG-4 part 2; then the picture is held against them when it is there.
        video.width > 0 && video.height > 0
            ? (video.width + 256) * (video.height + 256) : min(limits.pixels, 1 << 40) * 2 + (1 << 20)
    }

    /// **Throws**: `limitExceeded`.
    func checkSize(_ size: PixelSize) throws(MediaError) {
        let (pixels, overflow) = size.width.multipliedReportingOverflow(by: size.height)
        guard !overflow, pixels <= limits.pixels else {
            throw MediaError(
                .limitExceeded, name, "The video has \(size) pixels a frame; the limit is \(limits.pixels).",
                hint: "Raise it with --max-megapixels if you trust the file.")
        }
        try checkMemory(size)
    }

    /// Which of the videos it is.
    private var videoNumber: Int { streams[..<videoIndex].count { $0.kind == .video } }

    private var isEncrypted: Bool {
        switch container {
        case .mp4, .mov: ISOBoxes(source).isEncrypted(track: video.id)
        case .webm, .mkv: MatroskaElements(source).isEncrypted(video: videoNumber)
        case .avi, .mpegts: false
        }
    }

    /// The part of the picture that is to be shown, and how wide its samples are for their height, where the container
    /// says so in a place that FFmpeg does not read.
    func aperture(of picture: PixelSize) -> (rect: PixelRect?, sampleAspectRatio: Double?) {
        switch container {
        case .mp4, .mov: return (ISOBoxes(source).cleanAperture(ofTrack: video.id)?.rect(in: picture), nil)
        case .webm, .mkv:
            let crop = MatroskaElements(source).crop(ofVideo: videoNumber)
            return (crop?.rect(in: picture), crop?.sampleAspectRatio(in: picture))
        case .avi, .mpegts: return (nil, nil)
        }
    }

    /// - Parameter looksInside: whether to read on until the streams' own headers have been seen. MP4, MOV, WebM and
    ///   Matroska say enough without.
    /// **Throws**: `notAVideo`, `noVideo`, `encrypted`, `limitExceeded`, `damaged`, `timeout` and what opening throws.
    static func open(
        _ source: MediaSource, limits: Limits, looksInside: Bool = true
    ) throws(MediaError) -> VideoFile {
        try open(OpenedMedia.open(source, limits: limits), looksInside: looksInside)
    }

    private static func container(of prefix: [UInt8], _ name: String) throws(MediaError) -> VideoContainer {
        switch SniffedFormat.sniff(prefix) {
        case .video(let container): return container
        case .other(let other) where other.isVideo:
            throw MediaError(
                .notAVideo, name, "This is \(other.description), which is not read.",
                hint: "Convert it to MP4 first.")
        case let other:
            let what = other.map { "This is \($0), not a video." } ?? "This is no video format that is known."
            throw MediaError(
                .notAVideo, name, what, hint: "Frames are taken from MP4, MOV, WebM, Matroska, AVI and MPEG-TS.")
        }
    }

    /// Takes over a file that has been opened. **Throws**: as above.
    static func open(_ opened: consuming OpenedMedia, looksInside: Bool = true) throws(MediaError) -> VideoFile {
        let (name, limits, bytes) = (opened.name, opened.limits, opened.bytes)
        let container = try container(of: opened.prefix, name)
        // libavformat believes what such an index says of its length, gigabytes too.
        if container == .mov || container == .mp4, ISOBoxes(opened.source).isIndexCompressed {
            throw MediaError(
                .unsupportedFormat, name, "The index of this \(container.name) file is compressed, which is not read.",
                hint: "Convert it to MP4 first.")
        }
        let demuxer: Demuxer
        do throws(FFmpegError) {
            demuxer = try Demuxer.open(
                opened.source, format: container.demuxer, looksInside: looksInside || !container.describesItself,
                subject: name)
        } catch {
            throw MediaError(error, reading: "\(container.name) video", input: name)
        }
        let streams = demuxer.streams
        let index = try check(streams, container, name, limits)
        // What describes itself is opened without a look inside, and then only its streams say how long they run.
        let stated = container.describesItself ? streams.compactMap(\.duration).max() : nil
        try limits.checkDuration(demuxer.statedDuration ?? stated, of: "video", name)
        let promised = container.promisedBytes(opened.prefix)
        let file = VideoFile(opened, demuxer, container, bytes: bytes, promised: promised, streams, index)
        if file.isEncrypted {
            throw MediaError(
                .encrypted, name, "The video is encrypted.", hint: "Export it without protection first.")
        }
        return file
    }

    private static func check(
        _ streams: [StreamInfo], _ container: VideoContainer, _ name: String, _ limits: Limits
    ) throws(MediaError) -> Int {
        if streams.count > limits.streams {
            throw MediaError(
                .limitExceeded, name, "The file has \(streams.count) streams; the limit is \(limits.streams).",
                hint: "Keep only the video and its sound.")
        }
        guard let index = VideoFile.shown(streams) else {
            throw MediaError(
                .noVideo, name, "The \(container.name) file has no video in it.", hint: "Name a file with a video.")
        }
        return index
    }

    /// The stream that a player shows: moving pictures before still ones, the default before others, then file order.
    private static func shown(_ streams: [StreamInfo]) -> Int? {
        let candidates = streams.indices.filter { streams[$0].kind == .video && !streams[$0].isAttachedPicture }
        return candidates.max { left, right in
            rank(streams[left]) < rank(streams[right]) || (rank(streams[left]) == rank(streams[right]) && left > right)
        }
    }

    private static func rank(_ stream: StreamInfo) -> Int {
        (stream.looksStill ? 0 : 2) + (stream.isDefault ? 1 : 0)
    }
}

extension StreamInfo {
    /// A track of one picture in a format for pictures: a cover that nobody marked as one.
    fileprivate var looksStill: Bool {
        ["mjpeg", "png", "bmp", "gif", "tiff", "webp"].contains(codec) && (frames ?? 0) == 1
    }
}

extension VideoContainer {
    /// FFmpeg's name of the input format.
    var demuxer: String {
        switch self {
        case .mp4, .mov: "mov"
        case .webm, .mkv: "matroska"
        case .avi: "avi"
        case .mpegts: "mpegts"
        }
    }

    /// Whether its own headers say what a decoder has to know.
    var describesItself: Bool {
        switch self {
        case .mp4, .mov, .webm, .mkv: true
        case .avi, .mpegts: false
        }
    }
}
