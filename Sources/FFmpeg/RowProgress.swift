import Dispatch
import Synchronization

/// How many rows of a frame are final while another thread still writes the rest.
package final class RowProgress: Sendable {
    private enum State {
        case rows(Int)
        case failed
    }

    private let state: Mutex<State>
    private let changed = DispatchSemaphore(value: 0)

    package init() { state = Mutex(.rows(0)) }

    private init(rows: Int) { state = Mutex(.rows(rows)) }

    /// A frame that nobody writes any more.
    package static var complete: RowProgress { RowProgress(rows: .max) }

    /// Rows above this one will not change again. `Int.max` says that the frame is complete.
    package func advance(to row: Int) {
        state.withLock { $0 = .rows(row) }
        changed.signal()
    }

    /// The rest will never come.
    package func fail() {
        state.withLock { $0 = .failed }
        changed.signal()
    }

    /// Waits until more than `row` rows are final and says how many are; nil after a failure.
    package func rows(beyond row: Int) -> Int? {
        while true {
            switch state.withLock({ $0 }) {
            case .failed: return nil
            case .rows(let ready) where ready > row: return ready
            case .rows: changed.wait()
            }
        }
    }
}
