import SeedanceAPI

/// What `DraftPreparer` does between opening the draft's files and naming its results.
///
/// The draft has been filled in before: a new UUID takes chance, and a process that is shut in has no source of it that
/// every library knows how to ask.
struct PrepareJob: MediaJob {
    enum Event: Codable, Sendable {
        /// The file of that path is looked at from now on.
        case began(String)
        /// The video of that name is being made to fit, and so much is done.
        case progress(String, Double)
    }

    let fit: FitOptions
    let hasExplicitSize: Bool
    let encoding: EncodingOptions
    let limits: Limits
    let names: [String: String]
    let profile: ModelProfile
    let uploadsReferences: Bool
    let conforms: Bool
    let draft: JSONValue
    let folder: String
    /// Those of the sources, and those of the outputs.
    let paths: [String]
    let targets: [String]

    func run(on files: JobFiles, onEvent: (Event) -> Void) throws(MediaError) -> DraftOutcome {
        var preparer = DraftPreparer(
            fit: fit, hasExplicitSize: hasExplicitSize, encoding: encoding, limits: limits, names: names,
            profile: profile)
        preparer.uploadsReferences = uploadsReferences
        preparer.conforming = conforms ? DraftPreparer.Conforming() : nil
        let drafted = DraftFiles(
            sources: Dictionary(zip(paths, files.sources), uniquingKeysWith: { first, _ in first }),
            outputs: Dictionary(zip(targets, files.outputs), uniquingKeysWith: { first, _ in first }))
        return withoutActuallyEscaping(onEvent) { onEvent in
            var work = DraftWork(
                preparer: preparer, task: VideoTask(json: draft), folder: folder, files: drafted, onEvent: onEvent)
            work.prepareFrames()
            work.prepareReferences()
            return work.outcome
        }
    }
}
