import SeedanceAPI
import SeedanceClient
import SeedanceMedia

/// Where the client and the verifier meet.
enum Verification {
    /// A video that was paid for gets more time than one that somebody looks at.
    private static let limits: Limits = {
        var limits = Limits.standard
        limits.seconds = 300
        return limits
    }()

    /// Judges in the cage in which drafts were fitted, too.
    static func judge(in cage: DecoderCage) -> Judge {
        var verifier = Verifier(limits: limits)
        verifier.cage = cage
        return { [verifier] path, task, byteCount, sha256 in
            var expectation = VideoExpectation(task, limits: limits)
            expectation.byteCount = byteCount
            expectation.sha256 = sha256
            return Judgement(try await verifier.verify(MediaSource(path: path), expecting: expectation))
        }
    }
}

extension Judgement {
    init(_ report: VerificationReport) {
        let bad = report.checks.filter { $0.status == .warn || $0.status == .fail }
        self.init(
            Verdict(rawValue: report.verdict.rawValue) ?? .fail,
            findings: bad.map { "\($0.status.rawValue): \($0.id): \($0.message)" })
    }
}
