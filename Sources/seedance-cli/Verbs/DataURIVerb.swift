import ArgumentParser
import SeedanceAPI
import SeedanceMedia

struct DataURIVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data-uri", abstract: "Print files as Data URIs, unchanged.",
        discussion: "The media type is what the bytes are, not what the name says.")

    @Argument(help: ArgumentHelp("Pictures, videos or sounds; - is standard input.", valueName: "file"))
    var files: [String]

    @OptionGroup var limits: LimitArguments
    @OptionGroup var output: JSONArgument

    func run() async throws {
        let limits = limits.limits
        var worst = Outcome.success
        await Batch.run(files.map { MediaSource(argument: $0) }) { source in
            (source.name, Result { () throws(MediaError) in try source.dataURI(limits: limits) })
        } finish: { name, result in
            switch result {
            case .success(let uri):
                guard output.json else { return Console.print(Array((uri.string + "\n").utf8)) }
                Console.print([
                    "input": .string(name), "mediaType": .string(uri.mediaType.rawValue),
                    "bytes": JSONValue(uri.data.count), "dataURI": .string(uri.string),
                ])
            case .failure(let error):
                Console.report(error, asJSON: output.json)
                worst = max(worst, Outcome(error.code))
            }
        }
        try worst.end()
    }
}
