import SeedanceAPI

/// One thing that can be wrong with a video, and how to tell from what was measured.
///
/// A check measures nothing itself: a run gathers the evidence in one pass, whatever the number of checks, and a check is
/// a function of it. A new check is a file in `Checks` and a line in `Checks.all`.
package protocol Check: Sendable {
    /// A word that never changes its meaning.
    var id: String { get }
    /// What the check looks at. While one of these is missing it is skipped, with the reason for which it is missing.
    var needs: Set<EvidenceKind> { get }
    /// The main threshold; nil for a check that has none.
    var threshold: Threshold? { get }
    /// Further ones by the name that a policy gives them.
    var moreThresholds: [String: Threshold] { get }
    /// What must be complete, or known to be missing, before the check is made.
    var waitsFor: Set<EvidenceKind> { get }
    /// Whether a policy may set its severity.
    var isOptional: Bool { get }
    func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome
}

extension Check {
    package var threshold: Threshold? { nil }
    package var moreThresholds: [String: Threshold] { [:] }
    package var waitsFor: Set<EvidenceKind> { needs }
    package var isOptional: Bool { true }
}

/// What a check can need.
package enum EvidenceKind: String, Hashable, Sendable, CaseIterable {
    /// The container as our own reading found it; there for MP4, MOV and WebM.
    case structure
    /// The streams, as the demuxer describes them.
    case streams
    /// Every packet's times and size.
    case packets
    /// Decoded pictures.
    case pictures
    /// Decoded sound.
    case sound
}

/// What holds for one examination: what is expected, and the thresholds in force.
package struct CheckContext: Sendable {
    package var expectation: VideoExpectation
    package var threshold: Threshold?
    package var moreThresholds: [String: Threshold]

    package init(expectation: VideoExpectation, threshold: Threshold?, moreThresholds: [String: Threshold] = [:]) {
        self.expectation = expectation
        self.threshold = threshold
        self.moreThresholds = moreThresholds
    }

    /// What the main threshold says of a value; `pass` where there is none.
    package func status(of value: Double) -> Finding.Status { threshold?.status(of: value) ?? .pass }

    /// What a named threshold says of a value.
    package func status(of value: Double, _ name: String) -> Finding.Status {
        moreThresholds[name]?.status(of: value) ?? .pass
    }
}

/// What a check says; the run adds its id and applies the policy's severity.
package struct CheckOutcome: Hashable, Sendable {
    package var status: Finding.Status
    package var value: JSONValue?
    package var expected: String?
    package var message: String
    package var at: [TimeSpan]
    package var details: [String: JSONValue]

    package init(
        _ status: Finding.Status, value: JSONValue? = nil, expected: String? = nil, _ message: String,
        at: [TimeSpan] = [], details: [String: JSONValue] = [:]
    ) {
        self.status = status
        self.value = value
        self.expected = expected
        self.message = message
        self.at = at
        self.details = details
    }

    package static func skipped(_ reason: String) -> CheckOutcome { CheckOutcome(.skipped, reason) }
}
