import FFmpeg
import SeedanceAPI

/// How a video is changed so that the service takes it: computed from its facts, before a pixel is touched.
package struct ConformPlan: Hashable, Sendable {
    /// Whether the service would refuse the file as it is, or show it wrongly.
    package let isNeeded: Bool
    /// What is done, if it is needed; with it comes what cannot be kept when a video is encoded anew.
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

    /// How long the result is.
    package var seconds: Double { Double(frameCount) / frameRate.value }

    /// Seconds by which a file may be shorter than it says.
    static let tolerance = 0.5

    /// - Parameter input: how an error names the file.
    /// **Throws**: `cannotFit` for a video that is too short, or whose shape no size suits.
    package init(_ facts: VideoFacts, _ limits: VideoLimits, input: String) throws(MediaError) {
        // To three places, as the report on a file says it.
        let seconds = (facts.seconds * 1000).rounded() / 1000
        guard seconds >= limits.seconds.lowerBound else {
            throw MediaError(
                .cannotFit, input,
                "The video lasts \(text(facts.seconds)) s; the service takes \(text(limits.seconds.lowerBound)) to "
                    + "\(text(limits.seconds.upperBound)) s, and a shorter one is not made longer.",
                hint: "Give a longer one.")
        }
        let rate = ConformedRate(facts, limits.frameRate)
        let shape = try ConformedSize(facts, limits, input: input)
        frameRate = rate.target
        (window, size, orientation) = (shape.window, shape.size, facts.orientation)
        isInterlaced = facts.isInterlaced
        (stored, colorimetry, hasWideColors) = (facts.stored, facts.colorimetry, facts.hasWideColors)
        (origin, byteLimit) = (facts.firstPicture, limits.bytes)
        hasSound = facts.soundCodec != nil && facts.isSoundDecoded
        let isTrimmed = seconds > limits.seconds.upperBound
        // To the nearest frame, but not beyond what is allowed.
        let most = Int((limits.seconds.upperBound * rate.target.value + 0.001).rounded(.down))
        let least = Int((limits.seconds.lowerBound * rate.target.value - 0.001).rounded(.up))
        frameCount = max(least, min(most, rate.target.frames(in: min(facts.seconds, limits.seconds.upperBound))))

        var needed: [ConformChange] = []
        var inPassing: [ConformChange] = []
        func add(_ code: ConformChange.Code, _ from: String, _ to: String, isNeeded: Bool = true) {
            let change = ConformChange(code, from: from, to: to)
            if isNeeded { needed.append(change) } else { inPassing.append(change) }
        }
        if isTrimmed { add(.trimmed, "\(text(facts.seconds)) s", "\(text(Double(frameCount) / frameRate.value)) s") }
        if let cut = shape.cut { add(.cropped, cut.from, cut.to) }
        if shape.original != size.description {
            add(.scaled, shape.original, size.description, isNeeded: shape.isNeeded)
        }
        if orientation != .upright { add(.turned, orientation.sentence, "upright") }
        if isInterlaced { add(.deinterlaced, "interlaced", "progressive") }
        if let from = rate.from, rate.isNeeded || from != rate.target.description {
            add(.frameRate, from, rate.target.description, isNeeded: rate.isNeeded)
        }
        switch colorimetry.transfer {
        case .pq: add(.toneMapped, "HDR (PQ)", "SDR")
        case .hlg: add(.toneMapped, "HDR (HLG)", "SDR")
        default:
            let (from, to) = (colorimetry.sentence, VideoFacts.plainColors.sentence)
            if from != to { add(.color, from, to, isNeeded: false) }
        }
        if facts.pixelFormat != "yuv420p", facts.pixelFormat != "yuvj420p" {
            add(.samples, facts.pixelFormat, "yuv420p", isNeeded: false)
        }
        if facts.codec != "h264" { add(.codec, facts.codec, "h264", isNeeded: !limits.codecs.contains(facts.codec)) }
        if let sound = facts.soundCodec, facts.isSoundDecoded, sound != "aac" {
            add(.sound, sound, "aac", isNeeded: false)
        }
        if facts.mediaType != "video/mp4" {
            let isTaken = limits.mediaTypes.contains { $0.rawValue == facts.mediaType }
            add(.container, facts.mediaType, "video/mp4", isNeeded: !isTaken)
        }
        if facts.bytes > limits.bytes { add(.bytes, "\(facts.bytes)", "at most \(limits.bytes)") }
        isNeeded = !needed.isEmpty
        changes = isNeeded ? needed + inPassing : []
        warnings = shape.warnings + ConformPlan.soundWarnings(facts)
    }

    private static func soundWarnings(_ facts: VideoFacts) -> [MediaWarning] {
        guard let sound = facts.soundCodec, !facts.isSoundDecoded else { return [] }
        return [MediaWarning(.soundDropped, "The sound (\(sound)) cannot be decoded and was left out.")]
    }
}

extension Orientation {
    fileprivate var sentence: String {
        switch self {
        case .upright: "upright"
        case .mirroredHorizontally, .mirroredVertically: "mirrored"
        case .rotated180: "upside down"
        case .transposed, .transversed: "on its side, mirrored"
        case .rotated90Clockwise, .rotated90CounterClockwise: "on its side"
        }
    }
}

extension Colorimetry {
    /// For people.
    fileprivate var sentence: String {
        let matrix = matrix?.rawValue ?? "unknown"
        let name = primaries == .displayP3 || primaries == .dciP3 ? "\(matrix) (P3)" : matrix
        return isFullRange == true ? "\(name), full range" : "\(name), limited range"
    }
}
