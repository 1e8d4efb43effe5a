import SeedanceAPI

/// What `MediaInspector` does.
struct InspectJob: MediaJob {
    let limits: Limits
    let profile: ModelProfile

    func run(on files: JobFiles, onEvent: (Never) -> Void) throws(MediaError) -> MediaReport {
        try MediaInspector(limits: limits, profile: profile).inspect(files.source)
    }
}
