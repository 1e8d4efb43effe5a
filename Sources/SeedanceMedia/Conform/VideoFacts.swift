import FFmpeg
import SeedanceAPI

/// What decides how a video has to be changed: what its container says, and what its first pictures are.
package struct VideoFacts: Hashable, Sendable {
    package var mediaType: String
    package var bytes: Int
    /// How long pictures are shown.
    package var seconds: Double
    /// Frames a second, of a varying rate that at which every picture has its own time.
    package var frameRate: Double?
    /// Frames a second on average, where the rate varies.
    package var averageFrameRate: Double?
    /// As decoded, before rotation and with samples that need not be square.
    package var stored: PixelSize
    /// The part of it that is shown.
    package var visible: PixelRect
    /// How wide a sample is for its height.
    package var sampleAspectRatio: Double
    package var orientation: Orientation
    package var isInterlaced: Bool
    /// FFmpeg's name.
    package var codec: String
    /// FFmpeg's name.
    package var pixelFormat: String
    /// With every gap filled.
    package var colorimetry: Colorimetry
    /// Colours for which a matrix and a range are not enough.
    package var hasWideColors: Bool
    /// FFmpeg's name of the coding of the sound; nil when there is none.
    package var soundCodec: String?
    /// Whether sound comes out of its decoder, if there is a decoder.
    package var isSoundDecoded: Bool
    /// When the first picture is shown, in ticks of the video's time base.
    package var firstPicture: Int64

    package init(
        mediaType: String = "video/mp4", bytes: Int = 1_000_000, seconds: Double, frameRate: Double?,
        averageFrameRate: Double? = nil, stored: PixelSize, visible: PixelRect? = nil, sampleAspectRatio: Double = 1,
        orientation: Orientation = .upright, isInterlaced: Bool = false, codec: String = "h264",
        pixelFormat: String = "yuv420p",
        colorimetry: Colorimetry = VideoFacts.plainColors, hasWideColors: Bool = false, soundCodec: String? = nil,
        isSoundDecoded: Bool = true,
        firstPicture: Int64 = 0
    ) {
        self.mediaType = mediaType
        self.bytes = bytes
        self.seconds = seconds
        self.frameRate = frameRate
        self.averageFrameRate = averageFrameRate
        self.stored = stored
        self.visible = visible ?? PixelRect(stored)
        self.sampleAspectRatio = sampleAspectRatio
        self.orientation = orientation
        self.isInterlaced = isInterlaced
        self.codec = codec
        self.pixelFormat = pixelFormat
        self.colorimetry = colorimetry
        self.hasWideColors = hasWideColors
        self.soundCodec = soundCodec
        self.isSoundDecoded = isSoundDecoded
        self.firstPicture = firstPicture
    }

    /// What ordinary video of high definition has, and every result.
    package static let plainColors = Colorimetry(
        matrix: .bt709, isFullRange: false, primaries: .bt709, transfer: .bt709)

    /// A part of the stored picture, upright and with square samples, the direction that is too small enlarged.
    package func shown(_ part: PixelSize) -> (width: Double, height: Double) {
        var (width, height) = (Double(part.width), Double(part.height))
        if sampleAspectRatio > 1 { width *= sampleAspectRatio } else { height /= sampleAspectRatio }
        return orientation.swapsSides ? (height, width) : (width, height)
    }
}
