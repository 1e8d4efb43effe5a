import ArgumentParser
import SeedanceAPI
import SeedanceClient

struct WebhookVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook", abstract: "Receive results instead of polling for them.",
        discussion: """
            Prints the address to give to `prepare --webhook`, as seen from this machine; its path is a secret, and a proxy \
            that the service can reach must pass it on. A report is no proof: the service is asked before anything is \
            fetched. Runs until it is interrupted.
            """)

    @Option(help: "The port on the loopback interface. Default: any free one.")
    var port: UInt16 = 0

    @OptionGroup var book: LedgerArguments
    @OptionGroup var isolated: IsolationArgument
    @OptionGroup var printing: JSONArgument

    func run() async throws {
        try await Outcome.reporting(asJSON: printing.json, input: "webhook") {
            let client = try Client(ledgerAt: book.path(), judgingIn: isolated.cage())
            let receiver = WebhookReceiver(port: port)
            Console.print(["url": .string(try await receiver.start())])
            await withDiscardingTaskGroup { group in
                for await reported in receiver.reports {
                    for taskUUID in meant(by: reported, client) { group.addTask { await bring(taskUUID, client) } }
                }
            }
            return .success
        }.end()
    }

    /// A report that names no task may be about any of them.
    private func meant(by reported: String, _ client: Client) -> [String] {
        guard reported == WebhookReceiver.unnamedReport else { return [reported] }
        return (try? client.unfinished().map(\.taskUUID)) ?? []
    }

    /// Only what the ledger has and is unfinished; another report of the same task meets its lock, and changes nothing.
    private func bring(_ taskUUID: String, _ client: Client) async {
        do throws(ClientError) {
            let delivery = try await client.resume(taskUUID)
            delivery.show(asJSON: printing.json)
        } catch {
            guard ![.taskUnknown, .taskBusy].contains(error.code) else { return }
            Console.report(error, input: taskUUID, asJSON: printing.json)
        }
    }
}
