import ArgumentParser
import Foundation
import SeedanceAPI
import SeedanceClient

struct TasksVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "List the tasks of the ledger, the one that changed last at the end.")

    @OptionGroup var book: LedgerArguments
    @OptionGroup var printing: JSONArgument

    func run() async throws {
        try await Outcome.reporting(asJSON: printing.json, input: "tasks") {
            let path = book.path()
            guard WorkingDirectory.exists(path) else {
                if !printing.json { Console.print("There are no tasks: \(path) does not exist.") }
                return .success
            }
            let ledger = try Ledger(at: path)
            let tasks = try ledger.tasks()
            for task in tasks { show(Delivery(task)) }
            guard !printing.json else { return .success }
            Console.print(tasks.isEmpty ? "There are no tasks." : "$\(try ledger.spent()) spent or spoken for")
            return .success
        }.end()
    }

    private func show(_ task: Delivery) {
        let updated = task.updated.formatted(.iso8601)
        guard printing.json else {
            Console.print(
                "\(updated)  \(task.taskUUID)  \(task.state.rawValue.padded(to: 12))$\(task.cost ?? task.total)  \(task.input)"
            )
            for result in task.results {
                Console.print("  \(result.output)" + (result.verdict.map { " (\($0.rawValue))" } ?? ""))
            }
            if let error = task.error { Console.print("  \(error.message)") }
            return
        }
        var json = task.json
        json["updated"] = .string(updated)
        Console.print(json)
    }
}
