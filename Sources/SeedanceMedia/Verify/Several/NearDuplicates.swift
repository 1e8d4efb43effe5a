/// Holds the results of one task against each other: whether one of them was paid for twice.
public enum NearDuplicates {
    /// The reports with what `near-duplicate` says when all files are known.
    public static func marked(
        in reports: [VerificationReport], policy: VerificationPolicy = .standard
    ) -> [VerificationReport] {
        let rule = policy.rules[NearDuplicateCheck.id]
        guard rule?.severity != .off else { return reports }
        return reports.indices.map { index in
            let outcome = NearDuplicateCheck.finding(
                for: index, among: reports.map(\.fingerprint), names: reports.map(\.input),
                threshold: rule?.threshold ?? NearDuplicateCheck.threshold)
            let finding = Finding(
                id: NearDuplicateCheck.id, status: (rule?.severity ?? .standard).applied(to: outcome.status),
                value: outcome.value, expected: outcome.expected, message: outcome.message, at: outcome.at,
                details: outcome.details)
            var report = reports[index]
            report.checks = report.checks.map { $0.id == finding.id ? finding : $0 }
            return report
        }
    }
}

/// One file alone has no like; `NearDuplicates` says more when there are several.
package struct LoneFileCheck: Check {
    package let id = NearDuplicateCheck.id
    package let needs: Set<EvidenceKind> = []
    package let waitsFor: Set<EvidenceKind> = Set(EvidenceKind.allCases)
    package let threshold: Threshold? = NearDuplicateCheck.threshold

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        .skipped("Only one file was given.")
    }
}
