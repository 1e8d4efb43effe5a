import SeedanceAPI

/// Which of a task's uploaded files a service's error says that it does not have.
enum MissingMedia {
    /// - Returns: UUIDs as they stand in the task, each once. None when the error is about something else.
    static func uuids(in error: ServiceError, of task: VideoTask) -> [String] {
        let uploaded = task.mediaInputs.filter { !$0.role.isImage && UUIDFormat($0.text) != nil }
        let words = error.json.text().lowercased()
        guard error.kind == .notFound || signs.contains(where: { words.contains($0) }) else { return [] }
        let named = uploaded.filter { words.contains($0.text.lowercased()) }
        // Some errors name the parameter, and not what stood there.
        let meant = named.isEmpty ? uploaded.filter { input in error.parameters.contains { names(input, $0) } } : named
        var seen: Set<String> = []
        return meant.map(\.text).filter { seen.insert($0.lowercased()).inserted }
    }

    /// Codes differ and change; these words are in the sentences of most.
    private static let signs = ["not found", "notfound", "does not exist", "doesn't exist", "no longer", "expired"]

    /// Whether a parameter, such as `inputs.referenceVideos` or `referenceVideos[0]`, holds the input.
    private static func names(_ input: MediaInput, _ parameter: String) -> Bool {
        let parameter = parameter.hasPrefix("inputs.") ? parameter : "inputs.\(parameter)"
        return parameter == input.role.path || parameter == input.path
    }
}
