/// Lets checks judge, each once, as soon as what they need is there.
struct Findings {
    private let policy: VerificationPolicy
    private let expectation: VideoExpectation
    private let report: (Finding) -> Void
    private var made: [String: Finding] = [:]

    init(_ policy: VerificationPolicy, _ expectation: VideoExpectation, report: @escaping (Finding) -> Void) {
        self.policy = policy
        self.expectation = expectation
        self.report = report
    }

    /// - Parameter knowing: what of the evidence is complete. Checks that need more have to wait.
    mutating func make(with evidence: Evidence, knowing kinds: Set<EvidenceKind>) {
        for check in Checks.all where made[check.id] == nil && check.waitsFor.isSubset(of: kinds) {
            let finding = judge(check, evidence)
            made[check.id] = finding
            report(finding)
        }
    }

    var inOrder: [Finding] { Checks.all.compactMap { made[$0.id] } }

    private func judge(_ check: any Check, _ evidence: Evidence) -> Finding {
        let severity = policy.severity(of: check)
        if severity == .off {
            return Finding(id: check.id, status: .skipped, message: "The policy has switched this check off.")
        }
        if let absence = evidence.absence(of: check.needs) {
            return Finding(id: check.id, status: .skipped, message: absence)
        }
        let outcome = check.examine(evidence, policy.context(for: check, expectation))
        return Finding(
            id: check.id, status: severity.applied(to: outcome.status), value: outcome.value,
            expected: outcome.expected, message: outcome.message, at: outcome.at, details: outcome.details)
    }
}
