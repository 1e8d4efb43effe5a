import Foundation
import GRDB

/// What errors of SQLite and of files mean to people.
extension Ledger {
    /// - Parameter opens: whether it happened while the ledger was opened; then there is no ledger to work with.
    static func failure(_ error: any Error, _ name: String, opens: Bool) -> ClientError {
        switch error {
        case let error as ClientError: return error
        case let error as LedgerDamage: return damage(name, error.message)
        case let error as LedgerObstacle:
            return ClientError(.ledgerUnavailable, name, error.message, hint: "Name another file with --ledger.")
        case let error as FileFailure:
            let isFull = [ENOSPC, EDQUOT, EIO, EFBIG].contains(error.code)
            let code: ClientError.Code = opens ? .ledgerUnavailable : isFull ? .inputOutput : .cannotCreate
            return ClientError(code, name, error.message, hint: error.hint)
        case let error as DatabaseError: return failure(error, name, opens: opens)
        default: return ClientError(.internalDefect, name, "The ledger failed: \(type(of: error)).")
        }
    }

    func failure(_ error: any Error) -> ClientError { Self.failure(error, name, opens: false) }

    func unknownTask(_ taskUUID: String) -> ClientError {
        ClientError(
            .taskUnknown, String(taskUUID.prefix(64)), "The ledger \(name) has no such task.",
            hint: "seedance tasks lists what it has.")
    }

    /// A damaged ledger is refused and left as it is, neither mended nor moved away.
    ///
    /// What stands in it is the only record of what was paid for. A ledger that began anew by itself would send the
    /// same drafts again, and what SQLite's own rescue finds may lack the very task that matters; so a person decides.
    private static func damage(_ name: String, _ what: String) -> ClientError {
        ClientError(
            .ledgerDamaged, name, "The ledger is damaged: \(what).",
            hint: """
                It was left as it is. Bring \(name) back from a copy, or move it away together with \(name)-wal and \
                \(name)-shm: a new ledger begins then, which does not know what was paid for, so look for unfinished \
                tasks at the service first.
                """)
    }

    private static func failure(_ error: DatabaseError, _ name: String, opens: Bool) -> ClientError {
        let text = error.message ?? "error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            return ClientError(
                .ledgerUnavailable, name, "Another process kept the ledger to itself for \(Int(busySeconds)) seconds.",
                hint: "Try again; if it lasts, find out who has the file open.")
        case .SQLITE_FULL:
            return ClientError(
                opens ? .ledgerUnavailable : .inputOutput, name, "The disk is full.",
                hint: "Free some space; nothing that is in the ledger is lost.")
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            return ClientError(
                opens ? .ledgerUnavailable : .cannotCreate, name, "The ledger cannot be written: \(text).",
                hint: "Use a ledger in a folder that you can write to.")
        case .SQLITE_IOERR:
            return ClientError(
                opens ? .ledgerUnavailable : .inputOutput, name, "The ledger cannot be read or written: \(text).",
                hint: "See whether the disk is full or failing.")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: return damage(name, text)
        // Our statements are always the same: where one does not fit, the tables are not what they were.
        case .SQLITE_ERROR, .SQLITE_SCHEMA, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_EMPTY, .SQLITE_TOOBIG:
            return damage(name, text)
        default: return ClientError(.inputOutput, name, "The ledger failed: \(text).")
        }
    }
}
