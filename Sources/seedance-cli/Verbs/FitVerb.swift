import ArgumentParser
import SeedanceAPI
import SeedanceMedia

struct FitVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Crop and scale pictures to exactly a size that the service supports.",
        discussion: """
            Without -o or --output-dir a result lies beside its input as NAME.ROW.EXT, for example \
            cat.720p-16x9.jpg. Location, camera and every other metadata stay behind.
            """)

    @Argument(help: ArgumentHelp("Pictures; - is standard input.", valueName: "file"))
    var files: [String]

    @OptionGroup var fit: FitArguments

    @Option(
        name: [.short, .customLong("output")], help: "Where the result of a single input goes; - is standard output.")
    var output: String?

    @Option(help: "The folder for the results.")
    var outputDir: String?

    @Flag(
        name: .customLong("data-uri"),
        help: "Print the result as a Data URI; without -o or --output-dir, write no file.")
    var dataURI = false

    @Option(help: "Write the source with the window drawn on it (PNG, JPEG or WebP by its name).")
    var preview: String?

    @Flag(help: "Replace files that exist.")
    var force = false

    @OptionGroup var limits: LimitArguments
    @OptionGroup var printing: JSONArgument

    func validate() throws {
        if output != nil && outputDir != nil { throw ValidationError("Give -o or --output-dir, not both.") }
        if files.count > 1 && output != nil {
            throw ValidationError("-o takes the result of one input; use --output-dir for several.")
        }
        if files.count > 1 && preview != nil { throw ValidationError("--preview takes one input at a time.") }
        if files.contains("-") && output == nil && !dataURI {
            throw ValidationError("Standard input has no name to derive another from: give -o or --data-uri.")
        }
        if output == "-" && (printing.json || dataURI) {
            throw ValidationError("-o - fills standard output with the picture; --json and --data-uri need it too.")
        }
        _ = try fit.encoding(namedBy: output == "-" ? nil : output)
        if let preview, EncodedFormat(fileName: preview) == nil {
            throw ValidationError("--preview writes .png, .jpg or .webp; '\(preview)' ends in none of them.")
        }
    }

    func run() async throws {
        var fitter = PictureFitter(try fit.fitOptions(), limits: limits.limits)
        fitter.usesSecondCore = files.count == 1
        var stage = FitStage(
            fitter: fitter,
            encoding: try fit.encoding(namedBy: output == "-" ? nil : output), output: destination, preview: preview,
            replaces: force)
        do throws(MediaError) {
            stage.cage = try limits.cage()
            try stage.checkDestinations(of: files)
        } catch {
            return try Outcome.refuse(files, because: error, asJSON: printing.json)
        }
        var worst = Outcome.success
        await Batch.run(files) { [stage] file in
            Result { () throws(MediaError) in try stage.run(file) }
        } finish: { result in
            switch result {
            case .success(let result): show(result)
            case .failure(let error):
                Console.report(error, asJSON: printing.json)
                worst = max(worst, Outcome(error.code))
            }
        }
        try worst.end()
    }

    private var destination: FitStage.Destination {
        if output == "-" { return .nowhere }
        if let output { return .file(output) }
        if let outputDir { return .folder(outputDir) }
        return dataURI ? .nowhere : .besideInput
    }

    private func show(_ result: FitStage.Result) {
        let report = result.report
        if printing.json {
            return Console.print(report.json(dataURI: dataURI ? result.image.dataURI.string : nil))
        }
        if output == "-" {
            Console.print(result.image.bytes)
        } else if dataURI {
            Console.print(Array((result.image.dataURI.string + "\n").utf8))
        } else {
            Console.print(report.sentence)
        }
        for warning in report.warnings { Console.note("seedance: \(report.input): warning: \(warning.message)") }
    }
}
