import Dispatch
import Synchronization

/// Which rows of a frame are final, for whoever works on them from the top while the rest is still to come.
///
/// Either another thread writes them and reports; or they are made when they are asked for, and then the frame may have
/// room for a few only, which the next ones replace.
package final class RowProgress {
    private enum State {
        /// The first of them lies in the frame's first row.
        case rows(Range<Int>)
        case failed
    }

    private let state: Mutex<State>
    private let changed = DispatchSemaphore(value: 0)
    private var make: (() -> Void)?

    package init() { state = Mutex(.rows(0..<0)) }

    private init(rows: Range<Int>) { state = Mutex(.rows(rows)) }

    /// A frame that nobody writes any more.
    package static var complete: RowProgress { RowProgress(rows: 0 ..< .max) }

    /// These rows will not change until more are asked for. Up to `Int.max` says that the frame is complete.
    package func advance(to rows: Range<Int>) {
        state.withLock { $0 = .rows(rows) }
        changed.signal()
    }

    /// The rest will never come.
    package func fail() {
        state.withLock { $0 = .failed }
        changed.signal()
    }

    /// Waits until rows beyond `row` are final and says which are there; nil after a failure.
    package func rows(beyond row: Int) -> Range<Int>? {
        while true {
            switch state.withLock({ $0 }) {
            case .failed: return nil
            case .rows(let ready) where ready.upperBound > row: return ready
            case .rows: if let make { make() } else { changed.wait() }
            }
        }
    }

    /// Has rows made by `make`, on the same thread, for as long as `body` runs. Each call must advance or fail.
    package func whileMaking<Result>(_ make: () -> Void, _ body: () -> Result) -> Result {
        withoutActuallyEscaping(make) { make in
            self.make = make
            defer { self.make = nil }
            return body()
        }
    }
}
