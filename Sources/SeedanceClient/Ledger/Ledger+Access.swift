import Foundation
import GRDB
import SeedanceAPI

/// Every access to the database goes through one of these two.
extension Ledger {
    /// A consistent look.
    func reading<Value>(_ body: (Database) throws -> Value) throws(ClientError) -> Value {
        do {
            return try queue.read(body)
        } catch {
            throw failure(error)
        }
    }

    /// One transaction, which begins by waiting for its turn: what is read in it stays true until it ends.
    ///
    /// Source: sqlite.org/lang_transaction.html, IMMEDIATE.
    func writing<Value>(_ body: (Database) throws -> Value) throws(ClientError) -> Value {
        do {
            return try queue.writeWithoutTransaction { db in
                var value: Value?
                try db.inTransaction(.immediate) {
                    value = try body(db)
                    // A file that lost its name is still written to, and nobody else ever reads that.
                    guard place.identity() == identity else {
                        throw ClientError(
                            .ledgerUnavailable, name, "The ledger was moved or replaced while it was in use.",
                            hint: "Start again; what was written before is in the file that was moved.")
                    }
                    return .commit
                }
                guard let value else { throw ClientError(.internalDefect, name, "A transaction had no value.") }
                return value
            }
        } catch {
            throw failure(error)
        }
    }

    /// A UUID as the database has it; nil for what is none.
    static func key(_ taskUUID: String) -> String? { UUIDFormat(taskUUID) == nil ? nil : taskUUID.lowercased() }
}
