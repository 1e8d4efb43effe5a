import CCage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sole owner of one worker: ends and reaps it.
final class CageProcess: Sendable {
    /// How a worker ended.
    struct Ending {
        var signal: Int32?
        var status: Int32?
    }

    /// What lists of processes show.
    static let name = "seedance: decoder"

    let channel: CageChannel
    private let identifier: pid_t
    /// What it writes to standard error; -1 where that is not kept.
    private let words: Int32

    init(_ channel: CageChannel, _ identifier: pid_t, words: Int32) {
        self.channel = channel
        self.identifier = identifier
        self.words = words
    }

    deinit {
        _ = end()
        if words >= 0 { close(words) }
    }

    /// - Parameter executable: nil for the running one.
    static func start(_ executable: String?) throws(CageError) -> CageProcess {
        if executable == nil, let twin = CageTwin.take(), twin.isAlive { return twin }
        if executable == nil, !CageWorker.canServe {
            throw .cannotStart("This program does not call serveIfAsked() first thing in main; name one that does.")
        }
        guard let path = executable ?? CageProcess.runningExecutable else {
            throw .cannotStart("The path of the running program is not known.")
        }
        guard let (channel, other) = CageChannel.pair() else {
            throw .cannotStart(CageProcess.text(of: errno))
        }
        let words = unsafe ccage_memory_file("seedance: last words")
        let environment = CageProcess.environment
        let spawned = CageSpawner.shared.perform { () -> (failure: Int32, pid_t) in
            var identifier: pid_t = 0
            let failure = unsafe CStrings([CageProcess.name]).withPointers { arguments in
                unsafe CStrings(environment).withPointers { environment in
                    unsafe ccage_spawn(path, arguments, environment, other, words, &identifier)
                }
            }
            return (failure, identifier)
        }
        close(other)
        guard let (failure, identifier) = spawned, failure == 0 else {
            if words >= 0 { close(words) }
            throw .cannotStart(
                spawned.map { "\(path): \(CageProcess.text(of: $0.failure))" } ?? "No thread can be had.")
        }
        return CageProcess(channel, identifier, words: words)
    }

    /// Whether it has not ended yet, as far as that can be known.
    var isAlive: Bool {
        var information = unsafe siginfo_t()
        return unsafe waitid(P_PID, id_t(identifier), &information, WEXITED | WNOHANG | WNOWAIT) != 0
            || information.si_signo == 0
    }

    /// So much processor time on top of what it had.
    func grant(seconds: Double) { _ = ccage_grant_processor_time(identifier, seconds) }

    /// Ends it at once, unless it has ended, and says how it did. Only the first call learns that.
    func end() -> Ending {
        var ending = Ending()
        // Not killed before it is known whether it ended by itself.
        var status: Int32 = 0
        var reaped = unsafe waitpid(identifier, &status, WNOHANG)
        if reaped == 0 {
            kill(identifier, SIGKILL)
            repeat { reaped = unsafe waitpid(identifier, &status, 0) } while reaped < 0 && errno == EINTR
        }
        guard reaped == identifier else { return ending }
        let signal = status & 0x7f
        if signal == 0 { ending.status = status >> 8 & 0xff } else { ending.signal = signal }
        return ending
    }

    /// Waits a moment for a worker whose socket has closed: it is about to end.
    func awaitEnding() {
        for _ in 0..<100 where isAlive { usleep(2000) }
    }

    /// How much it has written to standard error.
    var wordCount: Int {
        guard words >= 0 else { return 0 }
        return max(0, Int(lseek(words, 0, SEEK_END)))
    }

    /// The end of what it has written to standard error since there were `start` bytes.
    func lastWords(since start: Int) -> String {
        let end = wordCount
        let from = max(start, end - 4096)
        guard words >= 0, end > from else { return "" }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: end - from) { buffer, count in
            count = unsafe max(0, pread(words, buffer.baseAddress, buffer.count, off_t(from)))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static var runningExecutable: String? {
        #if os(Linux)
            return "/proc/self/exe"
        #else
            var count = UInt32(4096)
            var path = [CChar](repeating: 0, count: Int(count))
            guard unsafe _NSGetExecutablePath(&path, &count) == 0 else { return nil }
            return unsafe String(cString: path)
        #endif
    }

    /// Nothing of the caller's but where libraries lie, and what sanitizers want: keys and tokens live in environments.
    private static var environment: [String] {
        let kept = ["LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LLVM_PROFILE_FILE"]
        return ["\(CageWorker.marker)=\(getpid())", "SWIFT_BACKTRACE=enable=no"]
            + kept.compactMap { name in unsafe getenv(name).map { unsafe "\(name)=\(String(cString: $0))" } }
    }

    private static func text(of code: Int32) -> String { unsafe String(cString: strerror(code)) }
}

/// Texts as C's functions want lists of them.
private struct CStrings {
    private let texts: [String]

    init(_ texts: [String]) { self.texts = texts }

    func withPointers<Result>(_ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result) -> Result {
        let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() { unsafe (list + index).initialize(to: strdup(text)) }
        unsafe (list + texts.count).initialize(to: nil)
        defer {
            for index in texts.indices { unsafe free(list[index]) }
            unsafe list.deallocate()
        }
        return unsafe body(list)
    }
}
