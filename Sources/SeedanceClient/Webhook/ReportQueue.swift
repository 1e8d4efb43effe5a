import Synchronization

/// Reported UUIDs that nobody has taken yet, each once. Putting one in never waits for whoever takes them out.
final class ReportQueue: Sendable {
    /// More tasks than anybody has open; beyond them one report stands for all others.
    static let longest = 10_000

    private struct State {
        var waiting: [String] = []
        /// In lower case: UUIDs are the same in either case.
        var known: Set<String> = []
        var takers: [(number: Int, continuation: CheckedContinuation<String?, Never>)] = []
        var lastTaker = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    func add(_ report: String) {
        let taker = state.withLock { state -> CheckedContinuation<String?, Never>? in
            guard !state.isClosed else { return nil }
            if !state.takers.isEmpty { return state.takers.removeFirst().continuation }
            let report = state.waiting.count < Self.longest ? report : WebhookReceiver.unnamedReport
            if state.known.insert(report.lowercased()).inserted { state.waiting.append(report) }
            return nil
        }
        taker?.resume(returning: report)
    }

    /// The next report; nil when the queue is closed and empty, or the task is cancelled.
    func next() async -> String? {
        let number = state.withLock { state in
            state.lastTaker &+= 1
            return state.lastTaker
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isReady, report) = state.withLock { state -> (Bool, String?) in
                    if Task.isCancelled { return (true, nil) }
                    guard !state.waiting.isEmpty else {
                        if state.isClosed { return (true, nil) }
                        state.takers.append((number, continuation))
                        return (false, nil)
                    }
                    let report = state.waiting.removeFirst()
                    state.known.remove(report.lowercased())
                    return (true, report)
                }
                if isReady { continuation.resume(returning: report) }
            }
        } onCancel: {
            let taker = state.withLock { state in
                state.takers.firstIndex { $0.number == number }.map { state.takers.remove(at: $0).continuation }
            }
            taker?.resume(returning: nil)
        }
    }

    func close() {
        let takers = state.withLock { state in
            state.isClosed = true
            defer { state.takers = [] }
            return state.takers
        }
        for taker in takers { taker.continuation.resume(returning: nil) }
    }
}
