import Foundation

/// Where a ledger is: the database, and the folder beside it.
///
/// Links are followed before anything else, so that a ledger with two names has one folder, and one lock for each task.
struct LedgerPlace: Sendable {
    /// The database's real path.
    let database: String
    /// `NAME.d` beside it.
    let folder: String

    var bodies: String { folder + "/bodies" }
    var inputs: String { folder + "/inputs" }
    var locks: String { folder + "/locks" }
    /// For what has no final name yet.
    var temporary: String { folder + "/temporary" }
    /// Held while a process opens the ledger, and so while one creates it.
    var openingLock: String { folder + "/opening" }
    /// Where a new database is made, before it gets its name.
    var newDatabase: String { folder + "/new.db" }

    /// Finds the place that a path names, and makes the folders that are missing.
    ///
    /// **Throws**: ``FileFailure``; `LedgerObstacle` when something else has the name.
    init(resolving path: String) throws {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw LedgerObstacle("This is no name of a file.") }
        guard !path.hasSuffix("/") else { throw LedgerObstacle("This names a folder, and a ledger is a file.") }
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        guard ![".", ".."].contains(name) else { throw LedgerObstacle("This names a folder, and a ledger is a file.") }
        var status = stat()
        if lstat(path, &status) == 0 {
            guard stat(path, &status) == 0, let real = Self.real(path) else {
                throw LedgerObstacle("This is a link that leads to nothing: \(String(cString: strerror(errno))).")
            }
            try Self.check(status)
            database = real
        } else {
            guard errno == ENOENT else { throw FileFailure("open", path) }
            let parent = DurableFile.folder(of: path)
            try DurableFile.makeFolder(parent)
            guard let real = Self.real(parent) else { throw FileFailure("open", parent) }
            database = real == "/" ? "/" + name : real + "/" + name
        }
        folder = database + ".d"
        for folder in [folder, bodies, inputs, locks, temporary] {
            try DurableFile.makeFolder(folder)
            Self.makePrivate(folder, 0o700)
        }
    }

    /// Whether there is a database; one that is empty is damaged, and nothing of ours ever leaves one.
    ///
    /// **Throws**: `LedgerObstacle`, `LedgerDamage`.
    func hasDatabase() throws -> Bool {
        var status = stat()
        guard stat(database, &status) == 0 else {
            guard errno == ENOENT else { throw FileFailure("open", database) }
            for suffix in ["-wal", "-journal"] where stat(database + suffix, &status) == 0 && status.st_size > 0 {
                // SQLite would replay it into a new database.
                throw LedgerDamage("it is gone, and \(database + suffix) with its last entries is still there")
            }
            return false
        }
        try Self.check(status)
        guard status.st_size > 0 else { throw LedgerDamage("it is empty, and a ledger never is") }
        for suffix in ["", "-wal", "-shm"] { Self.makePrivate(database + suffix, 0o600) }
        return true
    }

    /// Device and file number of the database, to notice when another file takes its name.
    func identity() -> [UInt64]? {
        var status = stat()
        guard stat(database, &status) == 0 else { return nil }
        return [UInt64(truncatingIfNeeded: status.st_dev), UInt64(truncatingIfNeeded: status.st_ino)]
    }

    private static func check(_ status: stat) throws(LedgerObstacle) {
        if status.st_mode & S_IFMT == S_IFDIR { throw LedgerObstacle("This is a folder, and a ledger is a file.") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw LedgerObstacle("This is no ordinary file.") }
        // SQLite keeps the last entries beside the name it was opened by. Source: sqlite.org/howtocorrupt.html, 2.5.
        guard status.st_nlink == 1 else {
            throw LedgerObstacle(
                "The file has a second name (a hard link), and two names would make two ledgers of it.")
        }
    }

    /// The file is never opened for it: closing it would give up SQLite's locks on it. Source: fcntl(2).
    private static func makePrivate(_ path: String, _ mode: mode_t) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return }
        chmod(path, mode)
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

/// Why no ledger can be where a path points to. One sentence.
struct LedgerObstacle: Error {
    let message: String

    init(_ message: String) { self.message = message }
}

/// What is wrong with a ledger's contents: the end of a sentence that begins "The ledger is damaged:".
struct LedgerDamage: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
