import ArgumentParser
import SeedanceAPI
import SeedanceMedia

struct VerifyVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Say whether a downloaded video is what was paid for.",
        discussion: """
            Exits 1 when a video fails. With --task the video is held against what was asked for: container, size, \
            duration, sound, first and last frame. Without it, against what the file says of itself and what the \
            service makes. Several videos are held against the same task, and against each other.
            """)

    @Argument(help: ArgumentHelp("MP4, MOV or WebM; - is standard input.", valueName: "video"))
    var videos: [String]

    @Option(help: ArgumentHelp("The task, or the draft, that the videos were made from.", valueName: "task.json"))
    var task: String?

    @Option(
        help: ArgumentHelp(
            "Other thresholds and severities: see samples/policy.json.", valueName: "policy.json"))
    var policy: String?

    @Flag(help: "Look at the container and its packets only; decode nothing.")
    var quick = false

    @Option(help: ArgumentHelp("Write a page that shows what was found.", valueName: "file.html"))
    var report: String?

    @Option(help: ArgumentHelp("Write a picture of the frames with their times.", valueName: "file.png"))
    var contactSheet: String?

    @Flag(help: "Replace files that exist.")
    var force = false

    @OptionGroup var limits: LimitArguments
    @OptionGroup var printing: JSONArgument

    func validate() throws {
        if videos.count(where: { $0 == "-" }) > 1 || (task == "-" && videos.contains("-")) {
            throw ValidationError("Standard input can be read once only.")
        }
        if let contactSheet, !contactSheet.lowercased().hasSuffix(".png") {
            throw ValidationError("--contact-sheet writes .png; '\(contactSheet)' does not end in that.")
        }
        if quick, contactSheet != nil || report != nil {
            throw ValidationError("--quick decodes no picture that --report or --contact-sheet could show.")
        }
        if let report, let contactSheet, report == contactSheet {
            throw ValidationError("--report and --contact-sheet name the same file.")
        }
    }

    func run() async throws {
        let begin = ResourceUse.now
        let expectation: VideoExpectation
        var verifier: Verifier
        do {
            verifier = Verifier(
                policy: try readPolicy(), limits: limits.limits, isQuick: quick,
                isIllustrated: report != nil || contactSheet != nil)
            verifier.cage = try limits.cage()
            expectation = try readTask()
            for output in [report, contactSheet].compactMap({ $0 }) {
                for input in videos + [task, policy].compactMap({ $0 }) where input != "-" {
                    try OutputFile.checkDistinct(output, from: input)
                }
                try OutputFile.check(output, replacing: force)
            }
        } catch let error as MediaError {
            guard error.code == .isolationUnavailable else {
                Console.report(error, asJSON: printing.json)
                return try Outcome(error.code).end()
            }
            return try Outcome.refuse(videos, because: error, asJSON: printing.json)
        }
        var results = [Result<VerificationReport, MediaError>]()
        let showsProgress = videos.count == 1
        await Batch.run(videos) { [verifier] name in
            let progress = Progress(total: 1000, label: name)
            defer { if showsProgress { progress.clear() } }
            return Result { () throws(MediaError) in
                try verifier.report(on: MediaSource(argument: name), expecting: expectation) { part in
                    if showsProgress { progress.show(Int(part * 1000)) }
                }
            }
        } finish: {
            results.append($0)
        }
        let outcome = try Outcome.reporting(asJSON: printing.json) { try deliver(results, verifier.policy) }
        if !printing.json, Console.showsProgress {
            Console.note("seedance: verified in \(ResourceUse.text(since: begin))")
        }
        try outcome.end()
    }

    /// Nobody knows whether two videos are the same until all have been seen.
    private func deliver(
        _ results: [Result<VerificationReport, MediaError>], _ policy: VerificationPolicy
    ) throws -> Outcome {
        let reports = NearDuplicates.marked(in: results.compactMap { try? $0.get() }, policy: policy)
        var worst = Outcome.success
        var next = reports.makeIterator()
        for result in results {
            switch result {
            case .success:
                guard let report = next.next() else { continue }
                show(report)
                if report.verdict == .fail { worst = max(worst, .negative) }
            case .failure(let error):
                Console.report(error, asJSON: printing.json)
                worst = max(worst, Outcome(error.code))
            }
        }
        guard !reports.isEmpty else { return worst }
        if let report { try OutputFile.write(HTMLReport(reports).bytes(), to: report, replacing: force) }
        if let contactSheet {
            try OutputFile.write(ContactSheet.png(of: reports).bytes, to: contactSheet, replacing: force)
        }
        return worst
    }

    private func show(_ report: VerificationReport) {
        if printing.json { return Console.print(report.json) }
        for line in report.lines { Console.print(line) }
    }

    private func readPolicy() throws -> VerificationPolicy {
        guard let policy else { return .standard }
        do {
            return try VerificationPolicy(parsing: try MediaSource(path: policy).read(limit: 1 << 20))
        } catch let error as MediaError {
            guard error.code == .empty else { throw error }
            throw ValidationError("\(policy): The file is empty; the smallest policy is {}.")
        } catch {
            throw ValidationError("\(policy): \(error)")
        }
    }

    private func readTask() throws -> VideoExpectation {
        guard let task else { return VideoExpectation() }
        let tasks = try TaskFile(readingFrom: task).tasks
        guard let first = tasks.first, tasks.count == 1 else {
            throw ValidationError("\(task) holds \(tasks.count) tasks; the videos can be held against one.")
        }
        // A draft names local files, which is no mistake here.
        let local = Set(first.mediaInputs.filter { LocalMedia(parsing: $0.text) != nil }.map(\.path))
        for problem in first.validate().problems where !local.contains(problem.path) && problem.path != "taskUUID" {
            Console.note("seedance: \(task): warning: \(problem)")
        }
        return VideoExpectation(
            first, relativeTo: task == "-" ? "" : OutputFile.folder(of: task), limits: limits.limits)
    }
}
