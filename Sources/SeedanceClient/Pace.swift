/// How long to wait, and how often to try.
///
/// **Units**: seconds.
public struct Pace: Hashable, Sendable {
    /// Before the first question about a task that was just accepted.
    public var firstPoll = 1.5
    /// What each wait is longer than the one before it.
    public var growth = 1.6
    /// The longest wait between two questions.
    public var longestPoll = 10.0
    /// Before the first repetition of what failed.
    public var firstRetry = 0.5
    /// The longest wait before a repetition, and the longest `Retry-After` that is honoured to the letter.
    public var longestRetry = 30.0
    /// Silence after which a connection is given up.
    public var idle = 30.0
    /// How long one question may take altogether; downloads have no such limit but the deadline.
    public var exchange = 60.0
    /// Waits are drawn between this part of them and the whole.
    public var jitter = 0.75

    public init() {}

    /// As the service's documentation asks for: 1–2 s before the first poll, growing to 10 s.
    public static let standard = Pace()

    /// For a service on this machine, which renders in a moment.
    public static let local: Pace = {
        var pace = Pace()
        pace.firstPoll = 0.05
        pace.longestPoll = 0.5
        pace.firstRetry = 0.05
        pace.longestRetry = 2
        pace.idle = 10
        pace.exchange = 20
        return pace
    }()

    /// The wait before question `number`, from 0.
    public func poll(_ number: Int) -> Double { drawn(firstPoll, number, longestPoll) }

    /// The wait before repetition `number`, from 0; never shorter than what the service asks for.
    public func retry(_ number: Int, after asked: Double? = nil) -> Double {
        max(drawn(firstRetry, number, longestRetry), min(asked ?? 0, 600))
    }

    private func drawn(_ first: Double, _ number: Int, _ longest: Double) -> Double {
        var wait = first
        for _ in 0..<max(0, min(number, 64)) where wait < longest { wait *= growth }
        return min(wait, longest) * Double.random(in: min(jitter, 1)...1)
    }
}
