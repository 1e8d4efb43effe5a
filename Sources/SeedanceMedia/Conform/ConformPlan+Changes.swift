import FFmpeg
import SeedanceAPI

extension ConformPlan {
    /// What has to be done, and behind it what comes with it, because it cannot be kept when a video is encoded anew.
    /// Empty when nothing has to be.
    static func changes(
        _ facts: VideoFacts, _ limits: VideoLimits, _ length: ConformedLength, _ shape: ConformedSize,
        _ rate: ConformedRate
    ) -> [ConformChange] {
        var needed: [ConformChange] = []
        var inPassing: [ConformChange] = []
        func add(_ code: ConformChange.Code, _ from: String, _ to: String, isNeeded: Bool = true) {
            guard from != to else { return }
            let change = ConformChange(code, from: from, to: to)
            if isNeeded { needed.append(change) } else { inPassing.append(change) }
        }

        if length.isTrimmed {
            let kept = Double(length.frames(at: rate.target)) / rate.target.value
            add(.trimmed, "\(text(length.original)) s", "\(text(kept)) s")
        }
        if let cut = shape.cut { add(.cropped, cut.from, cut.to) }
        add(.scaled, shape.original, shape.size.description, isNeeded: shape.isNeeded)
        add(.turned, facts.orientation.sentence, "upright")
        if facts.isInterlaced { add(.deinterlaced, "interlaced", "progressive") }
        if let from = rate.from { add(.frameRate, from, rate.target.description, isNeeded: rate.isNeeded) }
        switch facts.colorimetry.transfer {
        case .pq: add(.toneMapped, "HDR (PQ)", "SDR")
        case .hlg: add(.toneMapped, "HDR (HLG)", "SDR")
        default: add(.color, facts.colorimetry.sentence, VideoFacts.plainColors.sentence, isNeeded: false)
        }
        // The old name of full-range 4:2:0 says nothing of how samples are stored.
        if facts.pixelFormat != "yuvj420p" { add(.samples, facts.pixelFormat, "yuv420p", isNeeded: false) }
        add(.codec, facts.codec, "h264", isNeeded: !limits.codecs.contains(facts.codec))
        if let sound = facts.soundCodec, facts.isSoundDecoded { add(.sound, sound, "aac", isNeeded: false) }
        let isTaken = limits.mediaTypes.contains { $0.rawValue == facts.mediaType }
        add(.container, facts.mediaType, "video/mp4", isNeeded: !isTaken)
        if facts.bytes > limits.bytes { add(.bytes, "\(facts.bytes)", "at most \(limits.bytes)") }
        return needed.isEmpty ? [] : needed + inPassing
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
