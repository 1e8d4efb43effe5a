#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the process has taken since it began. For people: it differs from run to run, and reports do not.
enum ResourceUse {
    /// `0.41 s, 84 MB at most`, from a beginning that `now` gave.
    static func text(since begin: Double) -> String {
        let seconds = ((now - begin) * 100).rounded() / 100
        return "\(seconds) s, \(peakMegabytes) MB at most"
    }

    /// Seconds of a clock that nobody sets.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private static var peakMegabytes: Int {
        var usage = rusage()
        #if canImport(Darwin)
            guard getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
            return usage.ru_maxrss / 1_000_000
        #else
            guard getrusage(Int32(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
            return usage.ru_maxrss / 1000
        #endif
    }
}
