import ArgumentParser
import SeedanceAPI
import SeedanceMedia

struct InspectVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Say what a media file is, and whether the service takes it.",
        discussion: "Exits 0 for every file that can be read, whatever the service thinks of it.")

    @Argument(help: ArgumentHelp("Pictures, videos or sounds; - is standard input.", valueName: "file"))
    var files: [String]

    @OptionGroup var limits: LimitArguments
    @OptionGroup var output: JSONArgument

    func run() async throws {
        var inspector = MediaInspector(limits: limits.limits)
        do throws(MediaError) {
            inspector.cage = try limits.cage()
        } catch {
            return try Outcome.refuse(files, because: error, asJSON: output.json)
        }
        var worst = Outcome.success
        await Batch.run(files.map { MediaSource(argument: $0) }) { [inspector] source in
            (source.name, Result { () throws(MediaError) in try inspector.inspect(source) })
        } finish: { name, result in
            switch result {
            case .success(let report): output.json ? Console.print(report.json(input: name)) : show(report, name)
            case .failure(let error):
                Console.report(error, asJSON: output.json)
                worst = max(worst, Outcome(error.code))
            }
        }
        try worst.end()
    }

    private func show(_ report: MediaReport, _ name: String) {
        Console.print(report.sentence(name))
        for limit in report.limits where limit.status != .pass {
            Console.print("  \(limit.status.rawValue): \(limit.sentence)")
        }
        for warning in report.warnings { Console.note("seedance: \(name): warning: \(warning.message)") }
    }
}
