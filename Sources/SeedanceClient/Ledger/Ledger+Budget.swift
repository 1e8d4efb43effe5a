import Foundation
import GRDB

extension Ledger {
    /// US dollars that tasks cost or may cost: `cost` where the service said it of every result, `total` elsewhere.
    ///
    /// A planned task counts, because its money is meant for it. One that failed or was refused counts with what the
    /// service billed all the same.
    public func spent() throws(ClientError) -> Decimal { try reading { db in try Book(db).spoken } }

    /// What stands against a plan; nil if nothing does.
    static func obstacle(
        _ taskUUID: String, total: Decimal, budget: Decimal?, _ db: Database
    ) throws -> Planned? {
        if let entry = try entry(taskUUID, db) { return .known(entry.record) }
        guard let budget else { return nil }
        let spent = try Book(db).spoken
        // A budget that is no number allows nothing.
        return !budget.isNaN && spent + total <= budget ? nil : .overBudget(spent: spent)
    }
}
