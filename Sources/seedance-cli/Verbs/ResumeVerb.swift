import ArgumentParser
import SeedanceAPI
import SeedanceClient

struct ResumeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Take up tasks of the ledger that are unfinished.",
        discussion: "Without a UUID all that are unfinished. Exits as `submit` does.")

    @Argument(help: ArgumentHelp("Tasks of the ledger.", valueName: "task-uuid"))
    var tasks: [String] = []

    @OptionGroup var deadline: DeadlineArguments
    @OptionGroup var book: LedgerArguments
    @OptionGroup var isolated: IsolationArgument
    @OptionGroup var printing: JSONArgument

    func run() async throws {
        try await Outcome.reporting(asJSON: printing.json, input: tasks.first ?? "resume") {
            let path = book.path()
            guard WorkingDirectory.exists(path) else {
                guard tasks.isEmpty else {
                    throw ClientError(.taskUnknown, path, "There is no such ledger, so it has no task either.")
                }
                if !printing.json { Console.print("There is nothing to resume: \(path) does not exist.") }
                return .success
            }
            let client = try Client(ledgerAt: path, judgingIn: isolated.cage())
            let due = try tasks.isEmpty ? client.unfinished().map(\.taskUUID) : tasks
            if due.isEmpty, !printing.json { Console.print("There is nothing to resume.") }
            return await Fleet(client, deadline.effort()).deliver(due, asJSON: printing.json)
        }.end()
    }
}
