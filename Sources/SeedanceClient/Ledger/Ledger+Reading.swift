import Foundation
import GRDB
import SeedanceAPI

extension Ledger {
    /// All tasks, the one that was changed last at the end.
    public func tasks() throws(ClientError) -> [TaskRecord] { try reading(Self.entries).map(\.record) }

    /// A task by its UUID, in either case.
    public func task(_ taskUUID: String) throws(ClientError) -> TaskRecord? {
        try reading { db in try Self.entry(taskUUID, db)?.record }
    }

    /// The task as it was planned, large inputs among it.
    public func body(of taskUUID: String) throws(ClientError) -> VideoTask? {
        guard let hash = try reading({ db in try Self.entry(taskUUID, db)?.body }) else { return nil }
        do {
            return VideoTask(json: try bodies.load(hash))
        } catch {
            throw failure(error)
        }
    }

    /// Every state that a task was in, with the time; none for a task that the ledger does not have.
    public func transitions(of taskUUID: String) throws(ClientError) -> [(state: TaskState, at: Date)] {
        try reading { db in
            guard let entry = try Self.entry(taskUUID, db) else { return [] }
            let statement = try db.cachedStatement(sql: "SELECT state, at FROM transition WHERE task = ? ORDER BY step")
            let rows = try Row.fetchCursor(statement, arguments: [entry.uuid])
            var (steps, history): ([(state: TaskState, at: Date)], Int64) = ([], 0)
            while let row = try rows.next() {
                let values = LedgerValues(row)
                let state: TaskState = try values.state(0)
                steps.append((state, try values.date(1)))
                history = LedgerEntry.history(history, state, try values.number(1))
            }
            guard steps.count == entry.steps, history == entry.history else {
                throw LedgerDamage("the history of task \(entry.uuid) was changed")
            }
            return steps
        }
    }

    /// Two queries, however many tasks there are. What is found must add up to what the book says.
    static func entries(_ db: Database) throws -> [LedgerEntry] {
        var results: [String: [LedgerValues]] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT \(ResultRecord.columns) FROM result ORDER BY task, number")
        while let row = try rows.next() {
            let values = LedgerValues(row)
            results[try values.text(0), default: []].append(values)
        }
        var entries: [LedgerEntry] = []
        let tasks = try Row.fetchCursor(db, sql: "SELECT \(LedgerEntry.columns), seal FROM task ORDER BY uuid")
        while let row = try tasks.next() {
            let values = LedgerValues(row)
            entries.append(try LedgerEntry(values, results: results.removeValue(forKey: try values.text(0)) ?? []))
        }
        let book = try Book(db)
        guard results.isEmpty, entries.count == book.tasks,
            entries.reduce(Decimal(0), { $0 + $1.record.spokenFor }) == book.spoken
        else { throw LedgerDamage("entries are missing in it") }
        return entries.sorted { $0.changed < $1.changed }
    }

    static func entry(_ taskUUID: String, _ db: Database) throws -> LedgerEntry? {
        guard let uuid = key(taskUUID) else { return nil }
        // Also for a task that is not there: where its results would stand, damage is found before it is entered.
        let results = try db.cachedStatement(
            sql: "SELECT \(ResultRecord.columns) FROM result WHERE task = ? ORDER BY number")
        let rows = try Row.fetchAll(results, arguments: [uuid]).map { LedgerValues($0) }
        let task = try db.cachedStatement(sql: "SELECT \(LedgerEntry.columns), seal FROM task WHERE uuid = ?")
        guard let row = try Row.fetchOne(task, arguments: [uuid]) else { return nil }
        return try LedgerEntry(LedgerValues(row), results: rows)
    }
}
