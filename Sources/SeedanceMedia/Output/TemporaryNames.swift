import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The names of files that are not complete yet, so that a process that must end can take them along.
///
/// Only where the file system knows no nameless files, and for the moment in which a file takes another's place.
enum TemporaryNames {
    private static let names = Mutex<Set<String>>([])

    static func add(_ name: String) { names.withLock { _ = $0.insert(name) } }

    static func remove(_ name: String) { names.withLock { _ = $0.remove(name) } }

    static func deleteAll() {
        names.withLock { names in
            for name in names { unlink(name) }
            names.removeAll()
        }
    }
}

extension OutputFile {
    /// Deletes what has been begun and not completed. Call it when the process is about to end before its time.
    public static func abandonAll() { TemporaryNames.deleteAll() }
}
