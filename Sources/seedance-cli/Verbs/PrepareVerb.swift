import ArgumentParser
import SeedanceAPI
import SeedanceMedia

struct PrepareVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Turn a draft that names local pictures into a task: fitted, validated, priced.",
        discussion: """
            A draft is a task in the service's own JSON whose pictures may also be local files, as file:NAME, relative \
            to the draft. Flags build a draft or override one. The task goes to -o, else to standard output; with \
            --json and no -o it goes nowhere and only the report is printed. Frames are cropped to one row of the \
            size table; reference pictures keep their shape.
            """)

    @Argument(help: ArgumentHelp("The draft as JSON; - is standard input.", valueName: "draft.json"))
    var draft: String?

    @OptionGroup(title: "Task") var task: TaskArguments
    @OptionGroup(title: "Pictures") var fit: FitArguments

    @Flag(help: "Make reference videos that fit: NAME.reference.mp4 beside each that the service would refuse.")
    var conform = false

    @Option(name: [.customShort("o"), .customLong("output")], help: "Where the task goes; - is standard output.")
    var destination: String?

    @Flag(help: "Replace a file that exists.")
    var force = false

    @OptionGroup var limits: LimitArguments
    @OptionGroup var printing: JSONArgument

    private var output: String? { destination == "-" ? nil : destination }

    func validate() throws {
        if draft == nil && task.isEmpty { throw ValidationError("Name a draft, or give at least --prompt.") }
    }

    func run() throws {
        try Outcome.reporting(asJSON: printing.json) {
            if let output {
                if let draft { try OutputFile.checkDistinct(output, from: draft) }
                try OutputFile.check(output, replacing: force)
            }
            let tasks =
                try draft.map { (name) throws(MediaError) in try TaskFile(readingFrom: name) }
                ?? TaskFile(VideoTask(json: [:]))
            if let output { try checkDistinct(output, from: tasks) }
            let cage = try limits.cage()
            let prepared = try tasks.tasks.map { try prepare($0, cage) }
            return try deliver(TaskFileReport(input: draft, prepared, isArray: tasks.isArray))
        }.end()
    }

    /// No picture that goes into the task may give way to it.
    private func checkDistinct(_ output: String, from tasks: TaskFile) throws(MediaError) {
        for var draft in tasks.tasks where draft.json.object != nil {
            task.apply(to: &draft)
            for local in draft.mediaInputs.compactMap({ LocalMedia(parsing: $0.text) }) {
                try OutputFile.checkDistinct(output, from: local.path(relativeTo: folder))
            }
        }
    }

    private func prepare(_ draft: VideoTask, _ cage: DecoderCage) throws -> PreparedTask {
        var draft = draft
        // What is no object cannot have members; the validator says so.
        if draft.json.object != nil { task.apply(to: &draft) }
        var preparer = DraftPreparer(
            fit: try fit.fitOptions(), hasExplicitSize: fit.size != nil, encoding: try fit.encoding(),
            limits: limits.limits, names: task.names)
        preparer.cage = cage
        if conform {
            preparer.conforming = DraftPreparer.Conforming(replaces: force) { name, part in
                let progress = Progress(total: 1000, label: name)
                part < 1 ? progress.show(Int(part * 1000)) : progress.clear()
            }
        }
        return preparer.prepare(draft, relativeTo: folder)
    }

    /// Paths in a draft are relative to it.
    private var folder: String {
        guard let draft, draft != "-", let slash = draft.lastIndex(of: "/") else { return "" }
        return slash == draft.startIndex ? "/" : String(draft[..<slash])
    }

    private func deliver(_ report: TaskFileReport) throws(MediaError) -> Outcome {
        let bytes = report.isValid ? report.file.encoded() : []
        if report.isValid, let output { try OutputFile.write(bytes, to: output, replacing: force) }
        if printing.json {
            Console.print(report.json(output: report.isValid ? output : nil, bytes: bytes.count))
        } else {
            report.show(output: output, bytes: bytes.count)
            if report.isValid, output == nil { Console.print(bytes) }
        }
        return report.outcome
    }
}
