import ArgumentParser
import Foundation
import LocalRunware
import SeedanceAPI
import SeedanceClient
import SeedanceMedia

struct SubmitVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Send a task, wait for its videos, download and verify them.",
        discussion: """
            Takes a task, a draft, or an array of them. Each is written into the ledger before it is sent; after a crash, a \
            broken connection or a passed deadline the same command, or `resume`, goes on, and nothing is paid for twice. \
            The key comes from RUNWARE_API_KEY, or from a file of mode 0600 that RUNWARE_API_KEY_FILE names. Exits 1 when a \
            task fails or is refused, or a video fails its verification; 75 when something is unfinished.
            """)

    @Argument(help: ArgumentHelp("A task or a draft as JSON; - is standard input.", valueName: "task.json"))
    var file: String

    @Flag(help: "Send it to a stand-in inside this process, which needs no key and no network and costs nothing.")
    var local = false

    @Option(help: ArgumentHelp("Where the videos go. Default: the current folder.", valueName: "dir"))
    var outputDir = "."

    @Flag(help: "Return as soon as the service has the task; `resume` fetches the videos.")
    var noWait = false

    @Flag(help: "Have the service look at the task without running it, and print its answer.")
    var dryRun = false

    @Option(
        help: ArgumentHelp("Refuse what would bring the whole ledger above so many US dollars.", valueName: "usd"),
        transform: SubmitVerb.dollars)
    var budget: Decimal?

    @OptionGroup var deadline: DeadlineArguments
    @OptionGroup var book: LedgerArguments
    @OptionGroup var isolated: IsolationArgument
    @OptionGroup var printing: JSONArgument

    func validate() throws {
        if local, noWait {
            throw ValidationError(
                "--local ends with this process, so there is nothing to fetch later: leave out --no-wait.")
        }
    }

    func run() async throws {
        try await Outcome.reporting(asJSON: printing.json, input: file) {
            let cage = try isolated.cage()
            let drafts = try Drafts(readingFrom: file, fittingIn: cage)
            let report = drafts.report
            guard report.isValid else {
                printing.json
                    ? Console.print(report.json(output: nil, bytes: 0)) : report.showProblems("nothing was sent")
                return report.outcome
            }
            guard local else { return try await send(drafts, Client(ledgerAt: book.path(), judgingIn: cage)) }
            var options = LocalService.Options(renderer: FFmpegRenderer())
            // This process also judges what is rendered.
            options.concurrency = 1
            let service = LocalService(options)
            Interruption.beforeEnd { await service.stop() }
            let endpoint = try Endpoint(try await service.start())
            let client = Client(
                endpoint: endpoint, credential: try Credential("local"),
                ledger: try Ledger(at: book.path(isLocal: true)), judge: Verification.judge(in: cage))
            let outcome = try await Outcome.reporting(asJSON: printing.json, input: file) {
                try await send(drafts, client)
            }
            await service.stop()
            return outcome
        }.end()
    }

    private func send(_ drafts: Drafts, _ client: Client) async throws -> Outcome {
        guard !dryRun else { return try await ask(drafts, client) }
        var worst = Outcome.success
        var planned = [String]()
        var unfinished = try drafts.areNamed ? UnfinishedTasks() : client.unfinishedByContent()
        for index in drafts.indices {
            do throws(ClientError) {
                let task = drafts.task(index)
                if drafts.isUnnamed(index), let same = unfinished.claim(task) {
                    planned.append(same)
                    continue
                }
                planned.append(try client.plan(task, input: file, into: outputDir, budget: budget).taskUUID)
            } catch {
                Console.report(error, input: file, asJSON: printing.json)
                worst = max(worst, Outcome(error.code))
            }
        }
        let effort = deadline.effort(waits: !noWait)
        return max(worst, await Fleet(client, effort).deliver(planned, asJSON: printing.json))
    }

    private func ask(_ drafts: Drafts, _ client: Client) async throws -> Outcome {
        for index in drafts.indices {
            let answer = try await client.dryRun(drafts.task(index))
            if printing.json {
                Console.print(["input": .string(file), "dryRun": answer])
            } else {
                for line in answer.text(pretty: true).split(separator: "\n") { Console.print(String(line)) }
            }
        }
        return .success
    }

    private static func dollars(_ text: String) throws -> Decimal {
        guard let number = JSONNumber(literal: text)?.decimal, number >= 0 else {
            throw ValidationError("'\(text)' is not an amount in US dollars, such as 2.50.")
        }
        return number
    }
}
