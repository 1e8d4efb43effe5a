import Foundation
import GRDB

extension Ledger {
    /// The UUID under which the service has a file with this content; nil when it was never sent there.
    public func upload(sha256: String, endpoint: String) throws(ClientError) -> String? {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: "SELECT sha256, endpoint, media, at, seal FROM upload WHERE sha256 = ? AND endpoint = ?")
            guard let row = try Row.fetchOne(statement, arguments: [sha256.lowercased(), endpoint]) else { return nil }
            let values = LedgerValues(row)
            guard try values.number(4) == Seal.of(Array(values.values.prefix(4))) else {
                throw LedgerDamage("the entry of an upload was changed")
            }
            return try values.text(2)
        }
    }

    /// Remembers that the service has a file.
    ///
    /// **Not an error**: a UUID that is none, or a hash that is none; nothing is remembered, and the file is sent again.
    package func remember(upload mediaUUID: String, sha256: String, endpoint: String) throws(ClientError) {
        let sha256 = sha256.lowercased()
        guard ContentHash.isHash(sha256), LedgerText.isToken(mediaUUID), !endpoint.utf8.contains(0) else { return }
        try writing { db in
            let values = [
                sha256.databaseValue, endpoint.databaseValue, mediaUUID.databaseValue,
                clock().milliseconds.databaseValue,
            ]
            try Self.put(
                "sha256, endpoint, media, at, seal", values + [Seal.of(values).databaseValue], in: "upload", db)
        }
    }

    /// Forgets a file that the service says it does not have.
    package func forget(upload mediaUUID: String) throws(ClientError) {
        try writing { db in try db.execute(sql: "DELETE FROM upload WHERE media = ?", arguments: [mediaUUID]) }
    }
}
