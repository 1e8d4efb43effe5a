import SeedanceAPI

/// What `VideoConformer` does between reading and publishing: the file to write to is the job's one output.
struct ConformJob: MediaJob {
    let limits: Limits
    let profile: ModelProfile
    /// What the result will be called.
    let path: String

    var extraNeeds: Needs { .filters }

    func run(on files: JobFiles, onEvent: (Double) -> Void) throws(MediaError) -> ConformReport {
        try withoutActuallyEscaping(onEvent) { onEvent throws(MediaError) in
            try VideoConformer(limits: limits, profile: profile).conform(
                files.source, to: files.outputs.first ?? .failure(.nowhere(path)), path: path, progress: onEvent)
        }
    }
}

extension MediaError {
    static func nowhere(_ path: String) -> MediaError {
        MediaError(.internalDefect, path, "There is no file to write to.")
    }
}
