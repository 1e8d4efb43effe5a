import CCage
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Workers that are copies of this process, made before anything has happened in it.
///
/// A new process would look for some sixty libraries and link them once more, which takes longer than many pictures. The
/// price is that the worker knows where in memory things lie in this process.
package enum CageTwin {
    private static let waiting = Mutex<[CageProcess]>([])

    /// Only while the process has one thread, and right after `serveIfAsked`: the first pool that needs a worker gets it.
    ///
    /// - Returns: whether there is one more. Where there is none, workers are started as they are needed.
    @discardableResult
    package static func make(_ handler: @autoclosure () -> some CageHandler) -> Bool {
        guard let (channel, other) = CageChannel.pair() else { return false }
        let words = unsafe ccage_memory_file("seedance: last words")
        let identifier = unsafe ccage_fork(
            other, words, CommandLine.argc, CommandLine.unsafeArgv, CageProcess.name)
        if identifier == 0 { CageWorker.work(handler()) }
        close(other)
        guard identifier > 0 else {
            if words >= 0 { close(words) }
            return false
        }
        let twin = CageProcess(channel, identifier, words: words)
        waiting.withLock { $0.append(twin) }
        return true
    }

    static func take() -> CageProcess? { waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}
