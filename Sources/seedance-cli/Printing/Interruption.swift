import Dispatch
import SeedanceMedia
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What happens when the process is asked to end while it works.
enum Interruption {
    // Written once, before the handlers that read it are installed.
    nonisolated(unsafe) private static var wakingEnd: Int32 = -1
    nonisolated(unsafe) private static var waitingEnd: Int32 = -1

    private static let lastWork = Mutex<(@Sendable () async -> Void)?>(nil)

    /// Something else to be done before a signal ends the process. It gets five seconds.
    static func beforeEnd(_ work: @escaping @Sendable () async -> Void) { lastWork.withLock { $0 = work } }

    /// From here on SIGINT, SIGTERM and SIGHUP take unfinished files along before they end the process.
    ///
    /// A handler may do next to nothing, so it wakes a thread that waits for it. Blocking the signals and waiting for
    /// them would not do: the runtime's main thread lets every signal through.
    static func cleanUp() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (waitingEnd, wakingEnd) = (ends[0], ends[1])
        var thread = pthread_t(bitPattern: 0)
        let started = pthread_create(
            &thread, nil,
            { _ in
                Interruption.wait()
                return nil
            }, nil)
        guard started == 0 else { return }
        for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
            signal(number) { number in
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(Interruption.wakingEnd, &byte, 1)
            }
        }
    }

    private static func wait() {
        var number: UInt8 = 0
        while read(waitingEnd, &number, 1) != 1 {
            if errno != EINTR { return }
        }
        if let work = lastWork.withLock({ $0 }) {
            let isDone = DispatchSemaphore(value: 0)
            Task {
                await work()
                isDone.signal()
            }
            _ = isDone.wait(timeout: .now() + 5)
        }
        OutputFile.abandonAll {
            // Whoever started the process learns how it ended.
            signal(Int32(number), SIG_DFL)
            kill(getpid(), Int32(number))
            while true { pause() }
        }
    }

    /// As under nohup: what is to be ignored stays ignored.
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Glibc)
            let handler = action.__sigaction_handler.sa_handler
        #else
            let handler = action.__sigaction_u.__sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
