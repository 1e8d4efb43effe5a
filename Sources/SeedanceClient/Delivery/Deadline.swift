/// Until when to try; on a clock that nobody sets, so that a jump of the wall clock changes nothing.
struct Deadline: Sendable {
    let instant: ContinuousClock.Instant

    init(after duration: Duration) { instant = .now + duration }

    /// Whether nothing more is to be begun; a cancelled Swift task has no time left.
    var hasPassed: Bool { Task.isCancelled || ContinuousClock.now >= instant }

    /// Waits, or returns false at once when the deadline would pass meanwhile.
    func wait(_ seconds: Double) async -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        guard end < instant, !Task.isCancelled else { return false }
        do {
            try await Task.sleep(until: end, clock: .continuous)
            return true
        } catch {
            return false
        }
    }
}
