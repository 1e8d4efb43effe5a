/// One claim on a task, given up when this goes away, or when the process dies in whatever way.
package final class TaskLock: Sendable {
    private let lock: FileLock

    init(_ lock: FileLock) { self.lock = lock }

    /// Gives the task up now.
    package func release() { lock.release() }
}

extension Ledger {
    /// Takes a task for this process, until the lock is released or the process dies.
    ///
    /// **Throws**: `taskBusy` when another process, or another part of this one, works on it.
    /// **Not an error**: a task that the ledger does not have yet.
    package func lock(_ taskUUID: String) throws(ClientError) -> TaskLock {
        guard let uuid = Self.key(taskUUID) else { throw unknownTask(taskUUID) }
        do throws(FileFailure) {
            let lock = try FileLock.take(place.locks + "/" + uuid)
            if let lock { return TaskLock(lock) }
        } catch {
            throw failure(error)
        }
        throw ClientError(
            .taskBusy, taskUUID, "Another process works on this task.",
            hint: "Wait for it to end; what it leaves unfinished is taken up by resume.")
    }
}
