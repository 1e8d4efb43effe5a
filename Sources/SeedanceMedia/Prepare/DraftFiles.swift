import SeedanceAPI

/// The local files of a draft, opened, and those that reference videos are made into.
struct DraftFiles: Sendable {
    /// By path.
    let sources: [String: MediaSource]
    /// Where a conformed video goes, by its path.
    let outputs: [String: Result<Int32, MediaError>]

    func source(_ path: String, name: String) -> MediaSource {
        sources[path]
            ?? MediaSource(
                .failed(MediaError(.internalDefect, name, "The file was not opened.")), name: name)
    }
}

extension LocalMedia {
    /// The path made absolute or relative to the working directory.
    package func path(relativeTo folder: String) -> String {
        path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
    }
}
