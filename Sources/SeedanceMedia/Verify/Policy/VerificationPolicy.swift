import SeedanceAPI

/// Which checks count for how much, and from which measured values on.
///
/// Without any rule every check has its documented threshold and severity. A value of this type holds only rules that
/// make sense: those of a file are checked when it is read.
public struct VerificationPolicy: Hashable, Sendable, Codable {
    public enum Severity: String, Hashable, Sendable, CaseIterable, Codable {
        /// The check is not made.
        case off
        /// The check never does more than warn.
        case warn
        /// A warning of the check is a failure.
        case fail
        /// As documented.
        case standard = "default"
    }

    /// What is different for one check.
    struct Rule: Hashable, Sendable, Codable {
        var severity = Severity.standard
        var threshold: Threshold?
        var moreThresholds: [String: Threshold] = [:]
    }

    /// By the checks' ids.
    var rules: [String: Rule] = [:]

    /// The documented thresholds and severities.
    public static let standard = VerificationPolicy()

    init() {}

    func severity(of check: some Check) -> Severity { rules[check.id]?.severity ?? .standard }

    /// What holds for one examination.
    func context(for check: some Check, _ expectation: VideoExpectation) -> CheckContext {
        let rule = rules[check.id]
        return CheckContext(
            expectation: expectation, threshold: rule?.threshold ?? check.threshold,
            moreThresholds: check.moreThresholds.merging(rule?.moreThresholds ?? [:]) { $1 })
    }
}

extension VerificationPolicy.Severity {
    func applied(to status: Finding.Status) -> Finding.Status {
        switch (self, status) {
        case (.warn, .fail): .warn
        case (.fail, .warn): .fail
        default: status
        }
    }
}
