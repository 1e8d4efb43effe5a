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

    /// Creates a file of that name and remembers it, in one step that nothing can come between.
    ///
    /// `create` says whether there is a file now; when not, nothing is remembered.
    static func add(_ name: String, creating create: () -> Bool) -> Bool {
        names.withLock { names in
            guard create() else { return false }
            names.insert(name)
            return true
        }
    }

    static func remove(_ name: String) { names.withLock { _ = $0.remove(name) } }

    static func deleteAll(andThen end: () -> Void) {
        names.withLock { names in
            for name in names { unlink(name) }
            names.removeAll()
            end()
        }
    }
}

extension OutputFile {
    /// Deletes what has been begun and not completed, and then calls `end`, which ends the process; nobody can begin
    /// another file in between.
    public static func abandonAll(andThen end: () -> Void) { TemporaryNames.deleteAll(andThen: end) }
}
