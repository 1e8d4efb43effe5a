import SeedanceAPI

/// Turns a draft, whose inputs may name local files, into a task that the service takes.
public struct DraftPreparer: Sendable {
    /// For the frames; its size decides where the draft leaves the resolution open.
    public var fit: FitOptions
    /// Whether `fit.size` was asked for, and is more than the default.
    public var hasExplicitSize: Bool
    public var encoding: EncodingOptions
    public var limits: Limits
    /// How reports name a path, where not by itself.
    public var names: [String: String]
    public var profile: ModelProfile
    /// Whether and how reference videos that the service would refuse are made into others; nil to only say so.
    public var conforming: Conforming?
    /// Whether local reference videos and sounds that fit may stay in the task, as `file:` references that whoever
    /// submits it will upload; they are in ``PreparedTask/uploads`` then. Else each of them is a problem.
    public var uploadsReferences = false
    /// Where files are decoded; nil for this process.
    public var cage: DecoderCage?

    /// Reference videos are made to fit as `NAME.reference.mp4` beside the original.
    public struct Conforming: Sendable {
        /// Whether files that are there may be replaced.
        public var replaces: Bool
        /// Is called about ten times a second with the video's name and the part that is done, from 0 to 1.
        public var progress: @Sendable (String, Double) -> Void

        public init(replaces: Bool = false, progress: @escaping @Sendable (String, Double) -> Void = { _, _ in }) {
            self.replaces = replaces
            self.progress = progress
        }
    }

    public init(
        fit: FitOptions = FitOptions(), hasExplicitSize: Bool = false, encoding: EncodingOptions = EncodingOptions(),
        limits: Limits = .standard, names: [String: String] = [:], profile: ModelProfile = .seedance2Mini,
        cage: DecoderCage? = nil
    ) {
        self.fit = fit
        self.hasExplicitSize = hasExplicitSize
        self.encoding = encoding
        self.limits = limits
        self.names = names
        self.profile = profile
        self.cage = cage
    }
}
