/// Which state may follow which.
extension TaskState {
    /// The table. Staying in a state is always allowed and is no move.
    ///
    /// Two rules carry the money: only a task that is certainly not at the service is ever sent, so nothing leads to
    /// `sent` but `planned`, and nothing leads back to `planned` but the certainty that nothing was received; and what
    /// was delivered stays so. For the rest the service has the last word. It may find a task again that it had
    /// forgotten, and one that was held for failed or refused may turn out to run after all (an answer "refused" to a
    /// repetition says nothing of the first sending): then there are paid results to be fetched.
    package static let moves: [TaskState: Set<TaskState>] = [
        .planned: [.sent, .refused],
        // Any answer may be the first one that arrives: the acknowledgement can be lost, or later than the result.
        .sent: [.planned, .accepted, .running, .succeeded, .downloading, .failed, .refused, .unknown],
        .accepted: [.running, .succeeded, .downloading, .failed, .unknown],
        // Results are fetched as they come, and the others are waited for again.
        .running: [.succeeded, .downloading, .failed, .unknown],
        // An expired address is asked for anew, and some results may fail after others came.
        .succeeded: [.running, .downloading, .verified, .failed, .unknown],
        .downloading: [.running, .succeeded, .verified, .failed, .unknown],
        // A file that is gone before it was handed over is fetched again.
        .verified: [.downloading, .delivered],
        .delivered: [],
        .failed: [.running, .succeeded, .downloading],
        .refused: [.accepted, .running, .succeeded, .downloading],
        .unknown: [.accepted, .running, .succeeded, .downloading, .failed],
    ]

    package func mayBecome(_ next: TaskState) -> Bool { next == self || Self.moves[self]?.contains(next) == true }
}
