import SeedanceAPI
import SeedanceMedia

/// The tasks of a file on their way to the service: prepared and validated, all before the first is paid for.
struct Drafts {
    let report: TaskFileReport
    private let drafts: [VideoTask]
    private let unnamed: Set<Int>
    private let prepared: [VideoTask?]
    private let folder: String
    private let cage: DecoderCage

    /// Prepared tasks carry their pictures. Beyond so many bytes they are prepared again when their time comes.
    private static let memory = 32_000_000

    /// **Throws** when the file cannot be read. A draft that breaks a rule is in the report.
    init(readingFrom file: String, fittingIn cage: DecoderCage) throws(MediaError) {
        let tasks = try TaskFile(readingFrom: file)
        let folder = file == "-" ? "" : OutputFile.folder(of: file)
        var (drafts, unnamed) = ([VideoTask](), Set<Int>())
        for (index, var draft) in tasks.tasks.enumerated() {
            if draft.json.object != nil, draft.json["taskUUID"] == nil {
                draft.taskUUID = VideoTask.newUUID()
                unnamed.insert(index)
            }
            drafts.append(draft)
        }
        var room = Drafts.memory
        var results = [PreparedTask]()
        var kept = [VideoTask?]()
        for draft in drafts {
            let result = Drafts.prepare(draft, folder, cage)
            let size = result.task.mediaInputs.reduce(0) { $0 + $1.text.utf8.count }
            room -= size
            kept.append(room >= 0 ? result.task : nil)
            results.append(room >= 0 ? result : result.withoutMedia)
        }
        report = TaskFileReport(input: file, results, isArray: tasks.isArray)
        (self.drafts, self.unnamed, self.folder, prepared) = (drafts, unnamed, folder, kept)
        self.cage = cage
    }

    var indices: Range<Int> { drafts.indices }

    func task(_ index: Int) -> VideoTask { prepared[index] ?? Drafts.prepare(drafts[index], folder, cage).task }

    /// Whether the file gave the task no UUID, so that a second run could not tell that it is the same.
    func isUnnamed(_ index: Int) -> Bool { unnamed.contains(index) }

    var areNamed: Bool { unnamed.isEmpty }

    private static func prepare(_ draft: VideoTask, _ folder: String, _ cage: DecoderCage) -> PreparedTask {
        var preparer = DraftPreparer()
        preparer.uploadsReferences = true
        preparer.cage = cage
        return preparer.prepare(draft, relativeTo: folder)
    }
}
