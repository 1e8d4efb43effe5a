import Foundation
import GRDB

extension Ledger {
    /// Writes a state down, with the time, before anything that depends on it is done.
    ///
    /// - Parameter error: replaces what was there; nil takes it away.
    /// **Throws**: `taskUnknown`; `internalDefect` for a move that ``TaskState/moves`` does not have.
    /// **Not an error**: the state that it is in already; it makes no transition.
    package func move(
        _ taskUUID: String, to state: TaskState, error: TaskRecord.RecordedError? = nil
    ) throws(ClientError) {
        let error = error.map { error in
            TaskRecord.RecordedError(
                code: LedgerText.clean(error.code, longest: 100),
                message: LedgerText.clean(error.message, longest: 2000),
                hint: error.hint.map { LedgerText.clean($0, longest: 1000) })
        }
        _ = try change(taskUUID) { record in
            guard record.state.mayBecome(state) else {
                throw ClientError(
                    .internalDefect, record.taskUUID,
                    "A task that is \(record.state.rawValue) cannot be \(state.rawValue).")
            }
            record.state = state
            record.error = error
        }
    }

    /// Sends a planned task to another service than it was meant for: none has it yet.
    ///
    /// **Throws**: `taskUnknown`; `internalDefect` for a task that may be with a service.
    package func redirect(_ taskUUID: String, to endpoint: String) throws(ClientError) {
        _ = try change(taskUUID) { record in
            guard record.state == .planned else {
                throw ClientError(
                    .internalDefect, record.taskUUID, "A task that is \(record.state.rawValue) has its service.")
            }
            record.endpoint = endpoint
        }
    }

    /// Changes an entry in one transaction. What is as it was is not written.
    func change(
        _ taskUUID: String, _ body: (inout TaskRecord) throws -> Void
    ) throws(ClientError) -> TaskRecord {
        try writing { db in
            guard let old = try Self.entry(taskUUID, db) else { throw unknownTask(taskUUID) }
            var new = old
            try body(&new.record)
            new.record.sumUp()
            return try save(new, over: old, at: clock(), in: db)
        }
    }

    /// The only place where entries are written: the task, what is new of its results, a transition, and the sums.
    func save(_ new: LedgerEntry, over old: LedgerEntry?, at now: Date, in db: Database) throws -> TaskRecord {
        guard new != old else { return new.record }
        var new = new
        var book = try Book(db)
        book.changes += 1
        book.tasks += old == nil ? 1 : 0
        book.spoken += new.record.spokenFor - (old?.record.spokenFor ?? 0)
        new.changed = book.changes
        let time = now.wholeMilliseconds
        new.record.updated = time
        let isStep = new.record.state != old?.record.state
        if isStep {
            new.steps += 1
            new.history = LedgerEntry.history(new.history, new.record.state, time.milliseconds)
        }
        try Self.put(LedgerEntry.columns + ", seal", new.values + [new.seal.databaseValue], in: "task", db)
        if isStep {
            try Self.put(
                "task, step, state, at",
                [
                    new.uuid.databaseValue, new.steps.databaseValue, new.record.state.rawValue.databaseValue,
                    time.milliseconds.databaseValue,
                ], in: "transition", db)
        }
        for result in new.record.results where old?.record.results.contains(result) != true {
            try Self.put(ResultRecord.columns, result.values(of: new.uuid), in: "result", db)
        }
        try book.write(in: db)
        return new.record
    }

    /// Inserts a row, or replaces it. The arguments are names from this file's neighbours, never from outside.
    static func put(_ columns: String, _ values: [DatabaseValue], in table: String, _ db: Database) throws {
        let names = columns.split(whereSeparator: { ", ".contains($0) })
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        let news = names.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: "INSERT INTO \(table) (\(columns)) VALUES (\(marks)) ON CONFLICT DO UPDATE SET \(news)")
        try statement.execute(arguments: StatementArguments(values))
    }
}
