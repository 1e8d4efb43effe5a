import ArgumentParser
import SeedanceAPI
import SeedanceMedia

struct FramesVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frames", abstract: "Take the first and the last frame of a video as pictures.",
        discussion: """
            Exactly the pictures that a player shows first and last, upright, with square pixels, in sRGB. Without \
            --first and --last both are taken and lie beside the video as NAME.first.png and NAME.last.png. Without \
            --size a frame keeps its own size.
            """)

    @Argument(help: ArgumentHelp("MP4, MOV, WebM, Matroska, AVI or MPEG-TS; - is standard input.", valueName: "video"))
    var video: String

    @Option(help: ArgumentHelp("Where the first frame goes; - is standard output.", valueName: "file"))
    var first: String?

    @Option(help: ArgumentHelp("Where the last frame goes; - is standard output.", valueName: "file"))
    var last: String?

    @Option(help: "The folder for frames that --first and --last do not name.")
    var outputDir: String?

    @OptionGroup(title: "Pictures") var fit: FitArguments

    @Flag(
        name: .customLong("data-uri"),
        help: "Print the frames as Data URIs, one line each; files are written only where one is named.")
    var dataURI = false

    @Option(help: "Write the whole frame with the window drawn on it (PNG, JPEG or WebP by its name).")
    var preview: String?

    @Flag(help: "Replace files that exist.")
    var force = false

    @OptionGroup var limits: LimitArguments
    @OptionGroup var printing: JSONArgument

    private var named: [(position: FramePosition, path: String)] {
        [(.first, first), (.last, last)].compactMap { position, path in path.map { (position, $0) } }
    }

    /// Whether the one picture itself goes to standard output.
    private var printsPicture: Bool { !dataURI && named.contains { $0.path == "-" } }

    func validate() throws {
        if let frame = LocalMedia(parsing: video) ?? LocalMedia(parsing: "file:\(video)"), let position = frame.frame,
            !WorkingDirectory.exists(WorkingDirectory.absolute(video))
        {
            throw ValidationError(
                "Name the video alone, and its frame by an option: \(frame.path) --\(position.rawValue) FILE.")
        }
        if first != nil, last != nil, outputDir != nil {
            throw ValidationError("--first and --last name both files; --output-dir has nothing left to do.")
        }
        if video == "-", outputDir == nil, !dataURI, named.isEmpty {
            throw ValidationError(
                "Standard input has no name to derive others from: give --first, --last or --data-uri.")
        }
        if video == "-", outputDir != nil {
            throw ValidationError("Standard input has no name to derive others from: give --first or --last.")
        }
        if printsPicture, printing.json || named.allSatisfy({ $0.path == "-" }) && named.count > 1 {
            throw ValidationError("Standard output takes one picture and nothing else; name a file for the rest.")
        }
        if preview != nil, wanted.count != 1 {
            throw ValidationError("--preview takes one frame at a time: give --first or --last.")
        }
        if let preview, EncodedFormat(fileName: preview) == nil {
            throw ValidationError("--preview writes .png, .jpg or .webp; '\(preview)' ends in none of them.")
        }
        _ = try outputs()
    }

    /// What is named, or both.
    private var wanted: [(position: FramePosition, path: String?)] {
        let all: [(position: FramePosition, path: String?)] = [(.first, first), (.last, last)]
        return first == nil && last == nil || outputDir != nil ? all : all.filter { $0.path != nil }
    }

    private func outputs() throws -> [FramesStage.Output] {
        try wanted.map { position, path in
            let isPrinted = path == "-"
            return FramesStage.Output(
                position,
                to: path.map { isPrinted ? .nowhere : .file($0) }
                    ?? (dataURI && outputDir == nil ? .nowhere : .folder(outputDir)),
                encoding: try fit.encoding(namedBy: isPrinted ? nil : path))
        }
    }

    func run() throws {
        var options = FrameExtractor.ownSize
        let given = try fit.fitOptions()
        (options.mode, options.focus, options.background) = (given.mode, given.focus, given.background)
        if fit.size != nil { options.size = given.size }
        var stage = FramesStage(
            extractor: FrameExtractor(options, limits: limits.limits), outputs: try outputs(), preview: preview,
            replaces: force)
        try Outcome.reporting(asJSON: printing.json) {
            do throws(MediaError) {
                stage.cage = try limits.cage()
                try stage.checkDestinations(of: video)
                show(try stage.run(video))
                return .success
            } catch {
                throw error.about(video)
            }
        }.end()
    }

    private func show(_ results: [FramesStage.Result]) {
        // What is true of the whole video is said once.
        var warnings = [MediaWarning]()
        for warning in results.flatMap(\.report.warnings) where !warnings.contains(warning) { warnings.append(warning) }
        if printing.json {
            return Console.print([
                "input": .string(video),
                "frames": .array(results.map { $0.report.frameJSON(dataURI: dataURI ? $0.image.dataURI.string : nil) }),
                "warnings": .array(
                    warnings.map { ["code": .string($0.code.rawValue), "message": .string($0.message)] }),
            ])
        }
        for result in results {
            if dataURI {
                Console.print(Array((result.image.dataURI.string + "\n").utf8))
            } else if printsPicture, result.report.output == nil {
                Console.print(result.image.bytes)
            } else if !printsPicture {
                Console.print(result.report.sentence)
            }
        }
        for warning in warnings { Console.note("seedance: \(video): warning: \(warning.message)") }
    }
}
