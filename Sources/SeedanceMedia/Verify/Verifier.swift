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

    public init(
        policy: VerificationPolicy = .standard, limits: Limits = .standard, isQuick: Bool = false,
        isIllustrated: Bool = false
    ) {
        self.policy = policy
        self.limits = limits
        self.isQuick = isQuick
        self.isIllustrated = isIllustrated
    }

    /// Starts to verify a file, whose findings come as they are made.
    public func verification(of source: MediaSource, expecting expectation: VideoExpectation = VideoExpectation())
        -> Verification
    {
        Verification { control, found in
            try VerificationRun(source, expectation, self, control).run(progress: { _ in }, found: found)
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
        do {
            return try VerificationRun(source, expectation, self, VerificationControl()).run(progress: progress) { _ in
            }
        } catch let error as MediaError {
            throw error
        } catch {
            throw MediaError(.timeout, source.name, "The verification was cancelled.")
        }
    }
}
