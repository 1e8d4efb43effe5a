import FFmpeg
import SeedanceAPI

/// How a video is changed so that the service takes it: computed from its facts, before a pixel is touched.
package struct ConformPlan: Hashable, Sendable {
    /// What is done; empty when the service takes the file as it is and shows it rightly.
    package let changes: [ConformChange]
    package let warnings: [MediaWarning]

    /// As decoded.
    package let stored: PixelSize
    /// The part that is kept, in stored pixels.
    package let window: PixelRect
    /// Of the upright result.
    package let size: PixelSize
    package let orientation: Orientation
    package let isInterlaced: Bool
    /// Of the stored pictures, with every gap filled.
    package let colorimetry: Colorimetry
    /// Colours for which a matrix and a range are not enough.
    package let hasWideColors: Bool
    package let frameRate: FrameRate
    package let frameCount: Int
    package let hasSound: Bool
    /// When the result begins, in ticks of the video's time base.
    package let origin: Int64
    /// Bytes that the file may have.
    package let byteLimit: Int

    package var isNeeded: Bool { !changes.isEmpty }
    /// How long the result is.
    package var seconds: Double { Double(frameCount) / frameRate.value }

    /// - Parameter input: how an error names the file.
    /// **Throws**: `cannotFit` for a video that is too short, or whose shape no size suits.
    package init(_ facts: VideoFacts, _ limits: VideoLimits, input: String) throws(MediaError) {
        let length = try ConformedLength(facts, limits.seconds, input: input)
        let shape = try ConformedSize(facts, limits, input: input)
        let rate = ConformedRate(facts, limits.frameRate)
        changes = ConformPlan.changes(facts, limits, length, shape, rate)
        warnings = shape.warnings + ConformPlan.soundWarnings(facts)
        stored = facts.stored
        window = shape.window
        size = shape.size
        orientation = facts.orientation
        isInterlaced = facts.isInterlaced
        colorimetry = facts.colorimetry
        hasWideColors = facts.hasWideColors
        frameRate = rate.target
        frameCount = length.frames(at: rate.target)
        hasSound = facts.soundCodec != nil && facts.isSoundDecoded
        origin = facts.firstPicture
        byteLimit = limits.bytes
    }

    private static func soundWarnings(_ facts: VideoFacts) -> [MediaWarning] {
        guard let sound = facts.soundCodec, !facts.isSoundDecoded else { return [] }
        return [MediaWarning(.soundDropped, "The sound (\(sound)) cannot be decoded and was left out.")]
    }
}
