import Dispatch

/// Threads of their own for work that computes for seconds, so that requests are answered meanwhile.
final class BlockingExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "seedance.render", attributes: .concurrent)

    static let shared = BlockingExecutor()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }
}
