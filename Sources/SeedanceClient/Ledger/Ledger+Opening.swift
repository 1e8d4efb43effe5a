import Foundation
import GRDB

extension Ledger {
    /// One process at a time opens a ledger: of two that find none, the second finds the first one's.
    static func openDatabase(_ place: LedgerPlace, name: String) throws -> DatabaseQueue {
        guard let turn = try FileLock.take(place.openingLock, waiting: busySeconds) else {
            throw ClientError(
                .ledgerUnavailable, name,
                "Another process has been opening the ledger for \(Int(busySeconds)) seconds.",
                hint: "Try again; if it lasts, find out who has \(place.openingLock) open.")
        }
        defer { turn.release() }
        if try !place.hasDatabase() { try create(place) }
        let queue = try connect(place.database)
        try checkVersion(queue, name)
        try queue.writeWithoutTransaction { db in
            // A copy made by SQLite's own tools comes without it.
            if try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal" { return }
            guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                throw LedgerObstacle(
                    "This file system does not allow what the ledger needs (shared memory for its log).")
            }
        }
        return queue
    }

    private static func connect(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.busyMode = .timeout(busySeconds)
        configuration.prepareDatabase { db in
            // FULL: a commit waits for the disk. In WAL mode, NORMAL would lose the last ones with the power.
            // Source: sqlite.org/pragma.html#pragma_synchronous.
            try db.execute(
                sql: "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// A new database gets its name when it is whole, so that an empty one can only be a damaged one.
    private static func create(_ place: LedgerPlace) throws {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(place.newDatabase + suffix) }
        // SQLite would make it readable by others; what it makes beside it takes the same mode.
        let descriptor = open(place.newDatabase, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFailure("create", place.database) }
        close(descriptor)
        let queue = try connect(place.newDatabase)
        try migrate(queue)
        try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = WAL") }
        try queue.close()
        guard rename(place.newDatabase, place.database) == 0 else { throw FileFailure("create", place.database) }
        try DurableFile.synchronize(folderOf: place.newDatabase)
        try DurableFile.synchronize(folderOf: place.database)
    }
}
