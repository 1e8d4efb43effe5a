/// How often a result is tried for that does not come.
struct Patience {
    /// Tries in a row that bring nothing. With `Pace.standard` they take half a minute; the deadline of the whole task
    /// is longer, and whoever asked can ask again.
    static let fruitless = 8
    /// Seconds. The longest wait before a server is asked again that says it has no such file: two of them are 2 s.
    static let longestWaitForMissing = 1.0

    let pace: Pace
    private var fruitless = 0
    private var refusals = 0

    init(_ pace: Pace) { self.pace = pace }

    /// Seconds to wait before the next try.
    ///
    /// - Parameter hasProgressed: whether the part is longer than it ever was; then everything counts from the start, so
    ///   that a connection that is cut again and again still brings a file home.
    mutating func wait(after failed: FailedTry, hasProgressed: Bool) throws(Downloader.Failure) -> Double {
        if hasProgressed { (fruitless, refusals) = (0, 0) } else { fruitless += 1 }
        let wait = pace.retry(max(0, fruitless - 1), after: failed.retryAfter)
        switch failed.nature {
        case .passing:
            refusals = 0
        case .expired(let tries):
            refusals += 1
            if refusals >= tries { throw .expired(failed.error) }
            return min(wait, Self.longestWaitForMissing)
        case .final(let tries):
            refusals += 1
            if refusals >= tries { throw .fatal(failed.error) }
        }
        if fruitless >= Self.fruitless { throw .interrupted(failed.error) }
        return wait
    }
}
