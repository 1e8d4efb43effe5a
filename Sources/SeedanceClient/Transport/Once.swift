import Synchronization

/// A result that several can bring and one waits for: the first one counts.
final class Once<Value: Sendable>: Sendable {
    typealias Outcome = Result<Value, TransportError>

    private enum State {
        case waiting(CheckedContinuation<Outcome, Never>?)
        /// It came before anybody waited.
        case early(Outcome)
        case done
    }

    private let state = Mutex(State.waiting(nil))

    /// Takes the continuation that the result is for. False when the result was there first; it has then been handed on.
    func attach(_ continuation: CheckedContinuation<Outcome, Never>) -> Bool {
        let early: Outcome? = state.withLock { state in
            switch state {
            case .waiting:
                state = .waiting(continuation)
                return nil
            case .early(let outcome):
                state = .done
                return outcome
            case .done: return nil
            }
        }
        guard let early else { return true }
        continuation.resume(returning: early)
        return false
    }

    /// Brings a result; every one but the first is dropped.
    func finish(_ outcome: Outcome) {
        let waiting: CheckedContinuation<Outcome, Never>? = state.withLock { state in
            guard case .waiting(let continuation) = state else { return nil }
            state = continuation == nil ? .early(outcome) : .done
            return continuation
        }
        waiting?.resume(returning: outcome)
    }
}
