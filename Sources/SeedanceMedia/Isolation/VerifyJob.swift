import SeedanceAPI

/// What `Verifier` does. The first source is the video; the pictures that were sent follow.
struct VerifyJob: MediaJob {
    /// A picture that was sent.
    enum Sent: Codable, Sendable {
        case source(Int)
        case unavailable(String)
    }

    enum Event: Codable, Sendable {
        case progress(Double)
        case found(Finding)
    }

    let policy: VerificationPolicy
    let limits: Limits
    let isQuick: Bool
    let isIllustrated: Bool
    let expectation: VideoExpectation
    private var first: Sent?
    private var last: Sent?
    /// Those of the worker in which it runs.
    var protections: [String] = []

    var extraNeeds: Needs { isQuick ? [] : .filters }

    /// - Parameter sources: gets what the job reads.
    init(_ verifier: Verifier, _ source: MediaSource, _ expectation: VideoExpectation, sources: inout [MediaSource]) {
        policy = verifier.policy
        limits = verifier.limits
        isQuick = verifier.isQuick
        isIllustrated = verifier.isIllustrated
        self.expectation = expectation
        sources = [source]
        first = Sent(expectation.firstFrame, &sources)
        last = Sent(expectation.lastFrame, &sources)
    }

    func run(on files: JobFiles, onEvent: (Event) -> Void) throws(MediaError) -> VerificationReport {
        try run(on: files, VerificationControl(), onEvent: onEvent)
    }

    func run(
        on files: JobFiles, _ control: VerificationControl, onEvent: (Event) -> Void
    ) throws(MediaError) -> VerificationReport {
        var expectation = expectation
        expectation.firstFrame = first.map { $0.frame(files.sources) }
        expectation.lastFrame = last.map { $0.frame(files.sources) }
        var verifier = Verifier(policy: policy, limits: limits, isQuick: isQuick, isIllustrated: isIllustrated)
        verifier.protections = protections
        do {
            return try withoutActuallyEscaping(onEvent) { onEvent in
                try VerificationRun(files.source, expectation, verifier, control).run(
                    progress: { onEvent(.progress($0)) }, found: { onEvent(.found($0)) })
            }
        } catch let error as MediaError {
            throw error
        } catch {
            throw MediaError(.timeout, files.source.name, "The verification was cancelled.")
        }
    }
}

extension VerifyJob.Sent {
    fileprivate init?(_ frame: VideoExpectation.SentFrame?, _ sources: inout [MediaSource]) {
        switch frame {
        case nil: return nil
        case .unavailable(let reason)?: self = .unavailable(reason)
        case .picture(let source)?:
            self = .source(sources.count)
            sources.append(source)
        }
    }

    fileprivate func frame(_ sources: [MediaSource]) -> VideoExpectation.SentFrame {
        switch self {
        case .unavailable(let reason): .unavailable(reason)
        case .source(let index):
            sources.indices.contains(index) ? .picture(sources[index]) : .unavailable("it did not arrive")
        }
    }
}
