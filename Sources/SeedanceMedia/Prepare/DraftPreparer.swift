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

    public init(
        fit: FitOptions = FitOptions(), hasExplicitSize: Bool = false, encoding: EncodingOptions = EncodingOptions(),
        limits: Limits = .standard, names: [String: String] = [:], profile: ModelProfile = .seedance2Mini
    ) {
        self.fit = fit
        self.hasExplicitSize = hasExplicitSize
        self.encoding = encoding
        self.limits = limits
        self.names = names
        self.profile = profile
    }

    /// Reads, fits and encodes what the draft names, fills in what every task needs, and validates the whole.
    ///
    /// - Parameter folder: what relative paths in the draft are relative to.
    /// **Not an error**: a file that cannot be used or a rule that is broken; all of them are in the result.
    public func prepare(_ draft: VideoTask, relativeTo folder: String) -> PreparedTask {
        var work = DraftWork(preparer: self, task: draft, folder: folder)
        work.fillIn()
        work.prepareFrames()
        work.prepareReferences()
        return work.result()
    }
}
