/// What the media of a task may be, where only upstream documents say so.
///
/// What breaks one of these is a warning, unless every version of the documents forbids it.
/// Source: ByteDance's documentation of the Seedance 2.0 family.
public struct InputLimits: Hashable, Sendable, Codable {
    /// For frame images and reference images.
    public var images: ImageLimits
    /// For reference videos.
    public var videos: VideoLimits
    /// For reference audio.
    public var audios: AudioLimits
    /// A request's body must have fewer bytes than this.
    public var bodyBytes: Int

    public init(images: ImageLimits, videos: VideoLimits, audios: AudioLimits, bodyBytes: Int) {
        self.images = images
        self.videos = videos
        self.audios = audios
        self.bodyBytes = bodyBytes
    }

    /// The limits of the Seedance 2.0 family. A megabyte is taken as 1,000,000 bytes, the smaller reading.
    public static let seedance2 = InputLimits(
        images: ImageLimits(
            ratio: 0.4...2.5,
            side: 300...6000,
            bytes: 30_000_000,
            references: 9,
            mediaTypes: [.png, .jpeg, .webp]  // those that Runware's storage names, too
        ),
        videos: VideoLimits(
            references: 3,
            seconds: 2...15,
            totalSeconds: 15,
            frameRate: 24...60,
            side: 300...6000,
            ratio: 0.4...2.5,
            pixels: 409_600...927_408,  // older documents
            pixelsAtMost: 407_696...8_295_044,  // newer documents
            bytes: 50_000_000,  // older documents
            bytesAtMost: 200_000_000,  // newer documents
            mediaTypes: [.mp4, .quickTime],
            codecs: ["h264", "hevc"]
        ),
        audios: AudioLimits(
            references: 3,
            seconds: 2...15,
            totalSeconds: 15,
            bytes: 15_000_000,
            mediaTypes: [.wav, .mp3]
        ),
        bodyBytes: 64_000_000
    )
}
