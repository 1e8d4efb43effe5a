import FFmpeg
import SeedanceAPI

/// A decoded picture of a video, as its decoder delivers it, with what is known about it.
final class VideoFrame {
    let frame: Frame
    /// The picture shown before the last one or after the first one, where that is needed: see `Deinterlacing`.
    let neighbour: Frame?
    let position: FramePosition
    /// Seconds from the beginning of the file's timeline.
    let time: Double?
    /// How many pictures are shown before it; nil where only reading the whole file would tell.
    let index: Int?
    let stream: StreamInfo
    /// How the pictures of the video are to be turned, where they say so themselves.
    let displayMatrix: DisplayMatrix?
    /// The part of the picture that the container says is to be shown; nil for all of it.
    let cleanAperture: PixelRect?
    /// How wide a sample of it is for its height; nil for what stream and frame say.
    let sampleAspectRatio: Double?
    let warnings: [MediaWarning]

    init(
        _ frame: consuming Frame, neighbour: consuming Frame?, _ position: FramePosition, time: Double?, index: Int?,
        stream: StreamInfo,
        displayMatrix: DisplayMatrix? = nil, cleanAperture: PixelRect? = nil, sampleAspectRatio: Double? = nil,
        warnings: [MediaWarning]
    ) {
        self.displayMatrix = displayMatrix
        self.cleanAperture = cleanAperture
        self.sampleAspectRatio = sampleAspectRatio
        self.frame = frame
        self.neighbour = neighbour
        self.position = position
        self.time = time
        self.index = index
        self.stream = stream
        self.warnings = warnings
    }
}
