#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How many threads decode the pictures of one file.
enum DecodingThreads {
    /// One more than there are processors: one of them waits for the measuring thread most of the time.
    static let count = max(1, min(16, sysconf(Int32(_SC_NPROCESSORS_ONLN)) + 1))
}
