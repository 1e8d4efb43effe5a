import ArgumentParser
import LocalRunware
import SeedanceAPI

struct ServeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run a stand-in for the service on this machine.",
        discussion: """
            Prints the address to give to RUNWARE_BASE_URL, and runs until it is ended by a signal. Any key is taken \
            but two: "wrong" is refused with 401, "broke" with 402. What it knows is in memory: when it is run again \
            it knows nothing. It sends results and reports to this machine only, and fetches nothing.

            \(FaultRule.list)
            """)

    @Option(help: "The port on the loopback interface. Default: any that is free.")
    var port: UInt16 = 0

    @Option(
        help: ArgumentHelp("A fault, such as submit:lost or download:cut=1000@2; may be repeated.", valueName: "rule"),
        transform: ServeVerb.rule)
    var fail: [FaultRule] = []

    @OptionGroup var output: JSONArgument

    func run() async throws {
        var options = LocalService.Options(renderer: FFmpegRenderer())
        options.port = port
        options.faults = fail
        let service = LocalService(options)
        Interruption.beforeEnd { await service.stop() }
        do {
            let address = try await service.start()
            Console.print(["url": .string(address)])
        } catch let error as LocalServiceError {
            if output.json {
                Console.print(["error": ["code": "cannot-listen", "message": .string(error.message)]])
            } else {
                Console.note("seedance: \(error)")
            }
            return try Outcome.unavailable.end()
        }
        // Signals end the process.
        while !Task.isCancelled { try await Task.sleep(for: .seconds(86_400)) }
    }

    private static func rule(_ text: String) throws -> FaultRule {
        do throws(FaultRuleError) {
            return try FaultRule(parsing: text)
        } catch {
            throw ValidationError("\(error)\n\(FaultRule.list)")
        }
    }
}
