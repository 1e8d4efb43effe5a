import Synchronization

/// Lets one through at a time, in the order of arrival.
final class Turnstile: Sendable {
    private struct State {
        var isTaken = false
        var waiting = [CheckedContinuation<Void, Never>]()
    }

    private let state = Mutex(State())

    func pass<Value: Sendable>(_ work: @Sendable () async throws -> Value) async rethrows -> Value {
        await withCheckedContinuation { arrived in
            let isFree = state.withLock { state in
                if state.isTaken {
                    state.waiting.append(arrived)
                    return false
                }
                state.isTaken = true
                return true
            }
            if isFree { arrived.resume() }
        }
        defer {
            let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                state.isTaken = false
                return nil
            }
            next?.resume()
        }
        return try await work()
    }
}
