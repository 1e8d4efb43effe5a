import SeedanceAPI

/// What one check found.
///
/// **Not an error**: a failed check. It is a result like any other.
public struct Finding: Hashable, Sendable, Codable {
    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case pass, warn, fail
        /// The check could not be made; the message says why.
        case skipped

        /// How much it weighs in a verdict: nothing for what was not looked at.
        var weight: Int {
            switch self {
            case .skipped, .pass: 0
            case .warn: 1
            case .fail: 2
            }
        }

        /// The worse of the two.
        static func worse(_ left: Status, _ right: Status) -> Status { right.weight > left.weight ? right : left }
    }

    /// A word that never changes its meaning: `freeze`.
    public let id: String
    public let status: Status
    /// What was measured, in the check's own unit; nil where there is nothing to measure.
    public let value: JSONValue?
    /// What would pass, for people: `4.9…5.6`.
    public let expected: String?
    /// A sentence.
    public let message: String
    /// Where in the video, from the beginning on.
    public let at: [TimeSpan]
    /// Further members for programs, by name.
    public let details: [String: JSONValue]

    package init(
        id: String, status: Status, value: JSONValue? = nil, expected: String? = nil, message: String,
        at: [TimeSpan] = [], details: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.status = status
        self.value = value
        self.expected = expected
        self.message = message
        self.at = at
        self.details = details
    }
}

/// A part of a video's time. **Units**: seconds from the beginning of the first picture.
public struct TimeSpan: Hashable, Sendable, Codable {
    public var from: Double
    public var to: Double

    /// From the smaller to the larger; what is not finite counts as 0.
    public init(from: Double, to: Double) {
        let (from, to) = (from.isFinite ? from : 0, to.isFinite ? to : 0)
        self.from = min(from, to)
        self.to = max(from, to)
    }

    public var length: Double { to - from }
}
