import Foundation
import GRDB

/// The one row that sums up all others, so that a budget needs no look at each of them, and none can vanish unnoticed.
struct Book {
    var tasks = 0
    /// Counts changes: what came after what, however clocks jump.
    var changes = 0
    /// US dollars that are spoken for.
    var spoken = Decimal(0)

    init() {}

    /// **Throws**: `LedgerDamage`.
    init(_ db: Database) throws {
        let statement = try db.cachedStatement(sql: "SELECT tasks, changes, spoken, seal FROM book WHERE id = 1")
        guard let row = try Row.fetchOne(statement) else { throw LedgerDamage("its sums are missing") }
        let values = LedgerValues(row)
        tasks = Int(try values.number(0))
        changes = Int(try values.number(1))
        spoken = try values.amount(2)
        guard try values.number(3) == Seal.of(columns) else { throw LedgerDamage("its sums were changed") }
    }

    func write(in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO book (id, tasks, changes, spoken, seal) VALUES (1, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
                SET tasks = excluded.tasks, changes = excluded.changes, spoken = excluded.spoken, seal = excluded.seal
                """)
        try statement.execute(arguments: StatementArguments(columns + [Seal.of(columns).databaseValue]))
    }

    private var columns: [DatabaseValue] {
        [tasks.databaseValue, changes.databaseValue, spoken.description.databaseValue]
    }
}
