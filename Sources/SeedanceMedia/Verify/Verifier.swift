import SeedanceAPI

/// Says whether a downloaded video is what was paid for.
///
/// One pass over the file gathers what the checks look at: each packet is read once and decoded once, whatever the number
/// of checks. Only where damage shows, a second pass decodes without threads, so that it is told alike each time. Checks
/// that need no decoding answer also where decoding fails.
///
/// ```swift
/// let verification = Verifier().verification(of: MediaSource(path: "out.mp4"), expecting: try VideoExpectation(task))
/// for try await finding in verification where finding.status == .fail { print(finding.id, finding.message) }
/// let report = try await verification.report
/// ```
public struct Verifier: Sendable {
    public var policy: VerificationPolicy
    /// `seconds` is for one file.
    public var limits: Limits
    /// Leaves decoding out: only the container and its packets are looked at.
    public var isQuick: Bool
    /// Whether the report gets what pages and contact sheets show: thumbnails, plots and compared pictures.
    public var isIllustrated: Bool
    /// What keeps the process in which it runs from doing harm, by name.
    var protections: [String] = []
    /// Where videos are decoded; nil for this process.
    public var cage: DecoderCage?

    public init(
        policy: VerificationPolicy = .standard, limits: Limits = .standard, isQuick: Bool = false,
        isIllustrated: Bool = false, cage: DecoderCage? = nil
    ) {
        self.policy = policy
        self.limits = limits
        self.isQuick = isQuick
        self.isIllustrated = isIllustrated
        self.cage = cage
    }

    /// Starts to verify a file, whose findings come as they are made.
    public func verification(of source: MediaSource, expecting expectation: VideoExpectation = VideoExpectation())
        -> Verification
    {
        Verification { control, found in
            do {
                return try report(on: source, expecting: expectation, control, progress: { _ in }, found: found)
            } catch {
                throw control.isCancelled ? CancellationError() : error
            }
        }
    }

    /// Everything that there is to say of a file.
    ///
    /// **Throws**: `MediaError` when the file cannot be read, is too large or takes too long; `CancellationError`.
    /// **Not an error**: a file that is no video, damaged or empty. Its verdict is `fail`, and the checks say why.
    public func verify(
        _ source: MediaSource, expecting expectation: VideoExpectation = VideoExpectation()
    ) async throws -> VerificationReport {
        try await verification(of: source, expecting: expectation).report
    }

    /// The same, on the thread of the caller.
    ///
    /// - Parameter progress: is called with the part of the file that has been read, from 0 to 1.
    package func report(
        on source: MediaSource, expecting expectation: VideoExpectation, progress: (Double) -> Void = { _ in }
    ) throws(MediaError) -> VerificationReport {
        try report(on: source, expecting: expectation, VerificationControl(), progress: progress) { _ in }
    }

    private func report(
        on source: MediaSource, expecting expectation: VideoExpectation, _ control: VerificationControl,
        progress: (Double) -> Void, found: (Finding) -> Void
    ) throws(MediaError) -> VerificationReport {
        var sources = [MediaSource]()
        var job = VerifyJob(self, source.settled(limits), expectation, sources: &sources)
        func take(_ event: VerifyJob.Event) {
            switch event {
            case .found(let finding): found(finding)
            case .progress(let part):
                control.advance(to: part)
                progress(part)
            }
        }
        let files = JobFiles(sources)
        guard let cage else { return try job.run(on: files, control, onEvent: take) }
        job.protections = try cage.protections().inForce
        let report = try job.run(
            on: files, in: cage, name: source.name, seconds: limits.seconds, isCancelled: { control.isCancelled },
            onEvent: take)
        control.advance(to: 1)
        return report
    }
}
