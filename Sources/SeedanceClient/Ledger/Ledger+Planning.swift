import Foundation
import GRDB
import SeedanceAPI

extension Ledger {
    /// What became of a plan.
    package enum Planned: Sendable {
        case planned(TaskRecord)
        /// The ledger had the task already; nothing was changed.
        case known(TaskRecord)
        /// US dollars that are spoken for already.
        case overBudget(spent: Decimal)
    }

    /// Enters a task, unless it is there already or would cost more than the budget has left: one transaction.
    ///
    /// - Parameters:
    ///   - folder: absolute.
    ///   - budget: US dollars for everything in this ledger together; nil for no bound.
    package func plan(
        _ task: VideoTask, input: String, folder: String, endpoint: String, total: Decimal, budget: Decimal?
    ) throws(ClientError) -> Planned {
        guard let taskUUID = task.taskUUID, Self.key(taskUUID) != nil else {
            throw ClientError(.invalidTask, "taskUUID", "The task has no UUID to be known by.")
        }
        guard let total = total.price else { throw ClientError(.internalDefect, taskUUID, "A price of \(total).") }
        guard folder.hasPrefix("/"), !(folder + endpoint).utf8.contains(0) else {
            throw ClientError(.internalDefect, taskUUID, "The folder for results must be absolute.")
        }
        if let obstacle = try reading({ db in
            try Self.obstacle(taskUUID, total: total, budget: budget, db)
        }) {
            return obstacle
        }
        let body: String
        do throws(FileFailure) {
            // Before the row, and outside of the transaction: nobody has to wait for a picture to be written.
            body = try bodies.store(task.json)
        } catch {
            throw failure(error)
        }
        return try writing { db in
            if let obstacle = try Self.obstacle(taskUUID, total: total, budget: budget, db) { return obstacle }
            let now = clock().wholeMilliseconds
            let record = TaskRecord(
                taskUUID: taskUUID, state: .planned, input: LedgerText.clean(input, longest: 1000), folder: folder,
                endpoint: endpoint, total: total, created: now, updated: now, results: [])
            return .planned(try save(LedgerEntry(new: record, body: body), over: nil, at: now, in: db))
        }
    }
}
