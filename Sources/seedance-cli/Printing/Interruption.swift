import SeedanceMedia

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What happens when the process is asked to end while it works.
enum Interruption {
    /// From here on SIGINT, SIGTERM and SIGHUP take unfinished files along before they end the process. Call it before
    /// any other thread exists, so that all of them leave the signals to the one that waits here.
    static func cleanUp() {
        var thread = pthread_t(bitPattern: 0)
        var signals = endings
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        pthread_create(
            &thread, nil,
            { _ in
                var signals = Interruption.endings
                var received: Int32 = 0
                guard sigwait(&signals, &received) == 0 else { return nil }
                OutputFile.abandonAll()
                // Whoever started the process learns how it ended.
                signal(received, SIG_DFL)
                pthread_sigmask(SIG_UNBLOCK, &signals, nil)
                kill(getpid(), received)
                return nil
            }, nil)
    }

    private static var endings: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for ending in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(ending) { sigaddset(&signals, ending) }
        return signals
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
