import Synchronization

/// The one thread that starts workers.
///
/// Linux ends a worker when the *thread* that started it ends, so that must not be one of a pool that comes and goes.
/// This one ends with the process.
final class CageSpawner: Sendable {
    static let shared = CageSpawner()

    /// What is to be done, in the order of its coming, and what tells that there is something.
    private final class Orders: Sendable {
        let list = Mutex<[@Sendable () -> Void]>([])
        let arrived = CageSignal()
    }

    private final class Box<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
        let isFilled = CageSignal()
    }

    private let orders = Orders()
    private let hasThread: Bool

    private init() {
        let orders = orders
        hasThread = CageThread.start {
            while true {
                orders.arrived.wait()
                let order = orders.list.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                order?()
            }
        }
    }

    /// Calls `start` on the thread and returns what it returned; nil where there is no thread.
    func perform<Result: Sendable>(_ start: @escaping @Sendable () -> Result) -> Result? {
        guard hasThread else { return nil }
        let box = Box<Result>()
        orders.list.withLock {
            $0.append {
                let result = start()
                box.value.withLock { $0 = result }
                box.isFilled.raise()
            }
        }
        orders.arrived.raise()
        box.isFilled.wait()
        return box.value.withLock { $0 }
    }
}
