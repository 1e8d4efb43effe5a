import Foundation
import GRDB

/// A task with its results as the database has them, and what the ledger keeps of it for itself.
///
/// `seal` covers the row of the task and those of its results; `history` covers the rows of its transitions. What does
/// not fit together was damaged.
struct LedgerEntry: Equatable {
    /// `results` in the order of their numbers; `cost` follows from them.
    var record: TaskRecord
    /// What the body is kept under.
    let body: String
    /// When it was changed last, counted in changes of the whole ledger.
    var changed = 0
    /// How many transitions it has.
    var steps = 0
    /// A hash of them all, in order.
    var history: Int64 = 0

    var uuid: String { record.taskUUID.lowercased() }

    static let columns = """
        uuid, written, state, body, input, folder, endpoint, total, error_code, error_message, error_hint, \
        created, updated, changed, steps, history
        """

    var values: [DatabaseValue] {
        [
            uuid.databaseValue, record.taskUUID.databaseValue, record.state.rawValue.databaseValue,
            body.databaseValue, record.input.databaseValue, record.folder.databaseValue,
            record.endpoint.databaseValue, record.total.description.databaseValue,
            (record.error?.code).databaseValue, (record.error?.message).databaseValue,
            (record.error?.hint).databaseValue, record.created.milliseconds.databaseValue,
            record.updated.milliseconds.databaseValue, changed.databaseValue, steps.databaseValue,
            history.databaseValue,
        ]
    }

    var seal: Int64 { Seal.of(record.results.reduce(values) { $0 + $1.values(of: uuid) }) }

    /// **Throws**: `LedgerDamage`.
    init(_ row: LedgerValues, results: [LedgerValues]) throws(LedgerDamage) {
        // Over the rows as they are, before a word of them is believed.
        guard try row.number(16) == Seal.of(results.reduce(row.values.dropLast()) { $0 + $1.values }) else {
            throw LedgerDamage("the entry of a task was changed")
        }
        var error: TaskRecord.RecordedError?
        if let code = try row.textIfAny(8) {
            error = TaskRecord.RecordedError(code: code, message: try row.text(9), hint: try row.textIfAny(10))
        }
        var records: [ResultRecord] = []
        for result in results { records.append(try ResultRecord(result)) }
        record = TaskRecord(
            taskUUID: try row.text(1), state: try row.state(2), input: try row.text(4), folder: try row.text(5),
            endpoint: try row.text(6), total: try row.amount(7), error: error, created: try row.date(11),
            updated: try row.date(12), results: records)
        record.sumUp()
        body = try row.text(3)
        changed = Int(try row.number(13))
        steps = Int(try row.number(14))
        history = try row.number(15)
    }

    init(new record: TaskRecord, body: String) {
        self.record = record
        self.body = body
    }

    /// The hash of a history with one more step.
    static func history(_ before: Int64, _ state: TaskState, _ at: Int64) -> Int64 {
        Seal.of([before.databaseValue, state.rawValue.databaseValue, at.databaseValue])
    }
}

extension ResultRecord {
    static let columns =
        "task, number, key, state, seed, unsafe, cost, entity_tag, output, bytes, sha256, verdict"

    func values(of task: String) -> [DatabaseValue] {
        [
            task.databaseValue, number.databaseValue, key.databaseValue, state.rawValue.databaseValue,
            seed.databaseValue, isUnsafe.databaseValue, (cost?.description).databaseValue, entityTag.databaseValue,
            output.databaseValue, byteCount.databaseValue, sha256.databaseValue, verdict.databaseValue,
        ]
    }

    /// **Throws**: `LedgerDamage`.
    init(_ row: LedgerValues) throws(LedgerDamage) {
        self.init(
            number: Int(try row.number(1)), key: try row.text(2), state: try row.state(3),
            seed: try row.numberIfAny(4).map { Int($0) }, isUnsafe: try row.numberIfAny(5).map { $0 != 0 },
            cost: try row.amountIfAny(6), entityTag: try row.textIfAny(7), output: try row.text(8),
            byteCount: try row.numberIfAny(9).map { Int($0) }, sha256: try row.textIfAny(10),
            verdict: try row.textIfAny(11))
    }
}
