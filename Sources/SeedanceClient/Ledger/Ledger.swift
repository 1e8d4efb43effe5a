import Foundation
import GRDB
import SeedanceAPI

/// The book of all tasks: written before anything is sent, so that no crash loses one or pays for one twice.
///
/// A SQLite database in WAL mode with `synchronous=FULL`; beside it, in a folder named after it, task bodies by the hash
/// of their content, and lock files. Any number of processes may use it at once.
///
/// **What grows**: for each task about two kilobytes in the database, its body, and an empty lock file; each different
/// input once. Nothing is deleted: what was paid for is to be found years later.
public final class Ledger: Sendable {
    /// As the user named it; errors say so.
    let name: String
    let place: LedgerPlace
    let bodies: BodyStore
    /// One connection and no pool: writers take turns anyway, each operation takes about a millisecond, and a pool would
    /// open five more connections for reading at the start of a program that reads once.
    let queue: DatabaseQueue
    let identity: [UInt64]?
    /// Only for show; what came after what is told by counting.
    let clock: @Sendable () -> Date

    /// **Units**: seconds that a process waits for others before it gives up.
    static let busySeconds = 10.0

    /// `$XDG_STATE_HOME/seedance/ledger.db`, else `~/.local/state/seedance/ledger.db`.
    ///
    /// A variable that does not begin with a slash counts as unset. Source: XDG Base Directory Specification.
    public static func standardPath(environment: [String: String]) -> String {
        func folder(_ name: String) -> String? {
            guard var path = environment[name], path.hasPrefix("/") else { return nil }
            while path.hasSuffix("/") { path.removeLast() }
            return path
        }
        let state = folder("XDG_STATE_HOME") ?? (folder("HOME") ?? NSHomeDirectory()) + "/.local/state"
        return state + "/seedance/ledger.db"
    }

    /// Opens a ledger, and creates it where there is none.
    ///
    /// **Throws**: `ledgerUnavailable`, `ledgerNewer`, `ledgerDamaged`. A damaged ledger is never overwritten.
    public convenience init(at path: String) throws(ClientError) { try self.init(at: path) { Date() } }

    package init(at path: String, clock: @escaping @Sendable () -> Date) throws(ClientError) {
        do {
            name = path
            place = try LedgerPlace(resolving: path)
            bodies = BodyStore(place)
            self.clock = clock
            queue = try Self.openDatabase(place, name: path)
            identity = place.identity()
        } catch {
            throw Self.failure(error, path, opens: true)
        }
    }
}
