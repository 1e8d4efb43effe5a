/// Everything between open files and values: what can be done here, or by a worker.
protocol MediaJob: Codable, Sendable {
    /// What is known before the result.
    associatedtype Event: Codable & Sendable = Never
    associatedtype Output: Codable & Sendable

    /// A worker knows it by this name.
    static var name: String { get }

    /// What it is likely to need besides what the files tell; more comes when it is missed.
    var extraNeeds: Needs { get }

    func run(on files: JobFiles, onEvent: (Event) -> Void) throws(MediaError) -> Output
}

extension MediaJob {
    static var name: String { "\(Self.self)" }

    var extraNeeds: Needs { [] }

    /// In a worker of the cage; without one, here.
    ///
    /// - Parameters:
    ///   - name: what errors call the input.
    ///   - seconds: that it keeps to by itself.
    func run(
        on files: JobFiles, in cage: DecoderCage?, name: String, seconds: Double,
        isCancelled: () -> Bool = { false }, onEvent: (Event) -> Void = { _ in }
    ) throws(MediaError) -> Output {
        guard let cage else { return try run(on: files, onEvent: onEvent) }
        return try cage.run(
            self, files, name: name, seconds: seconds, isCancelled: isCancelled, onEvent: onEvent)
    }
}

/// What a job reads, and what it writes.
struct JobFiles: Sendable {
    var sources: [MediaSource]
    /// Files to write to, or why there are none.
    var outputs: [Result<Int32, MediaError>] = []

    init(_ sources: [MediaSource], outputs: [Result<Int32, MediaError>] = []) {
        self.sources = sources
        self.outputs = outputs
    }

    /// The one that most jobs have.
    var source: MediaSource { sources.first ?? MediaSource(bytes: [], name: "") }
}

/// A job on its way to a worker.
struct JobRequest<Job: MediaJob>: Codable {
    var kind = Job.name
    let job: Job
    let files: SentFiles

    init(job: Job, files: SentFiles) {
        self.job = job
        self.files = files
    }
}

/// What comes back in the end.
enum JobAnswer<Output: Codable>: Codable {
    case done(Output)
    case failed(MediaError)
}
