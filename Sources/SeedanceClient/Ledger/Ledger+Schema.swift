import GRDB

extension Ledger {
    /// "SeeD", for `file` and for us. Source: sqlite.org/pragma.html#pragma_application_id.
    static let applicationID = 0x5365_6544

    /// What leads from each version to the next; the first makes a new ledger. Entries are added and never changed.
    ///
    /// Amounts are decimal text, times milliseconds since 1970, UUIDs of tasks in lower case. Tables without row IDs are
    /// one tree each: no index can disagree with its table. `seal` is a hash of what belongs together, see
    /// ``LedgerEntry``; it is there for disks that fail, not for enemies.
    static let migrations = [
        """
        CREATE TABLE book (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            tasks INTEGER NOT NULL,
            changes INTEGER NOT NULL,
            spoken TEXT NOT NULL,
            seal INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE task (
            uuid TEXT PRIMARY KEY,
            written TEXT NOT NULL,
            state TEXT NOT NULL,
            body TEXT NOT NULL,
            input TEXT NOT NULL,
            folder TEXT NOT NULL,
            endpoint TEXT NOT NULL,
            total TEXT NOT NULL,
            error_code TEXT,
            error_message TEXT,
            error_hint TEXT,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            steps INTEGER NOT NULL,
            history INTEGER NOT NULL,
            seal INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE transition (
            task TEXT NOT NULL REFERENCES task,
            step INTEGER NOT NULL,
            state TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (task, step)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE result (
            task TEXT NOT NULL REFERENCES task,
            number INTEGER NOT NULL,
            key TEXT NOT NULL,
            state TEXT NOT NULL,
            seed INTEGER,
            unsafe INTEGER,
            cost TEXT,
            entity_tag TEXT,
            output TEXT NOT NULL,
            bytes INTEGER,
            sha256 TEXT,
            verdict TEXT,
            PRIMARY KEY (task, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE upload (
            sha256 TEXT NOT NULL,
            endpoint TEXT NOT NULL,
            media TEXT NOT NULL,
            at INTEGER NOT NULL,
            seal INTEGER NOT NULL,
            PRIMARY KEY (sha256, endpoint)
        ) STRICT, WITHOUT ROWID;
        """
    ]

    static func migrate(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                for migration in migrations.dropFirst(version) { try db.execute(sql: migration) }
                if version == 0 { try Book().write(in: db) }
                try db.execute(
                    sql: "PRAGMA user_version = \(migrations.count); PRAGMA application_id = \(applicationID)")
                return .commit
            }
        }
    }

    /// Brings an older ledger up to date, and refuses what is newer or none at all before anything is touched.
    static func checkVersion(_ queue: DatabaseQueue, _ name: String) throws {
        let (application, version) = try queue.read { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            )
        }
        guard application == applicationID else { throw LedgerDamage("it is the database of another program") }
        guard (1...999).contains(version) else { throw LedgerDamage("its version cannot be \(version)") }
        guard version <= migrations.count else {
            throw ClientError(
                .ledgerNewer, name,
                "The ledger has version \(version), and this program knows versions up to \(migrations.count).",
                hint: "Use the newer seedance that wrote it; nothing was changed.")
        }
        if version < migrations.count { try migrate(queue) }
    }
}
