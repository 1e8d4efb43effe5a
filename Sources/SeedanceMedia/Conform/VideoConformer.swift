import FFmpeg
import SeedanceAPI

/// Makes a reference video that the service takes from one that it would refuse.
public struct VideoConformer: Sendable {
    public var limits: Limits
    public var profile: ModelProfile
    /// Where videos are decoded and encoded; nil for this process.
    public var cage: DecoderCage?

    /// - Parameter limits: `seconds` is for looking at the file; changing it may take twenty times as long.
    public init(limits: Limits = .standard, profile: ModelProfile = .seedance2Mini, cage: DecoderCage? = nil) {
        self.limits = limits
        self.profile = profile
        self.cage = cage
    }

    /// Writes to `path` what `source` is made into: MP4 with H.264 and AAC, its index in front, without metadata.
    ///
    /// - Parameters:
    ///   - replaces: whether a file that is already there may be replaced.
    ///   - progress: is called about ten times a second with the part that is done, from 0 to 1.
    /// **Throws**: `cannotFit` for what is too short; `unsupportedColor`, `unsupportedCodec`, `encrypted`, `truncated`,
    /// `damaged`, `timeout`, `missingLibrary` where FFmpeg has no encoder or filter for it, and what opening and
    /// writing a file throw. Nothing is left behind then.
    /// **Not an error**: a video that fits as it is; the report says so, and no file is written.
    public func conform(
        _ source: MediaSource, to path: String, replacing replaces: Bool = false,
        progress: (Double) -> Void = { _ in }
    ) throws(MediaError) -> ConformReport {
        let source = try source.rereadable(limits)
        let target = ConformTarget(path: path, from: source, replacing: replaces)
        let report = try ConformJob(limits: limits, profile: profile, path: path).run(
            on: JobFiles([source], outputs: [target.descriptor]), in: cage, name: source.name,
            seconds: limits.seconds * 21, onEvent: progress)
        if !report.isUntouched { try target.publish() }
        return report
    }

    /// Writes to a descriptor what is to be called `path`.
    func conform(
        _ source: MediaSource, to output: Result<Int32, MediaError>, path: String, progress: (Double) -> Void
    ) throws(MediaError) -> ConformReport {
        let facts = try facts(of: source)
        let plan = try ConformPlan(facts, profile.limits.videos, input: source.name)
        guard plan.isNeeded else { return ConformReport(facts, input: source.name) }
        let descriptor = try output.get()
        let outcome = try withoutActuallyEscaping(progress) { progress throws(MediaError) in
            try ConformRun(plan, source, limits: limits, ProgressMeter(progress)).run(to: descriptor, path: path)
        }
        return ConformReport(plan, outcome, input: source.name, output: path)
    }

    /// What is to be known of the file to plan what to do with it.
    func facts(of source: MediaSource) throws(MediaError) -> VideoFacts {
        try VideoFacts(of: source, limits: limits, needing: profile.limits.videos.seconds.upperBound)
    }
}

extension ConformReport {
    fileprivate init(_ facts: VideoFacts, input: String) {
        let shown = facts.shown(facts.visible.size)
        self.init(
            input: input, output: nil, bytes: facts.bytes, mediaType: facts.mediaType,
            size: PixelSize(width: Int(shown.width.rounded()), height: Int(shown.height.rounded())),
            seconds: facts.seconds, frameRate: facts.frameRate, videoCodec: facts.codec, audioCodec: facts.soundCodec,
            changes: [], warnings: [])
    }

    fileprivate init(_ plan: ConformPlan, _ outcome: ConformRun.Outcome, input: String, output: String) {
        self.init(
            input: input, output: output, bytes: outcome.bytes, mediaType: "video/mp4", size: plan.size,
            seconds: plan.seconds,
            frameRate: plan.frameRate.value, videoCodec: "h264", audioCodec: plan.hasSound ? "aac" : nil,
            changes: plan.changes, warnings: plan.warnings + outcome.warnings)
    }
}
