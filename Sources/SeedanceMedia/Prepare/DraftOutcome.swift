import SeedanceAPI

/// What became of a draft, before the whole is judged.
struct DraftOutcome: Codable, Sendable {
    var task: JSONValue
    var inputs: [PreparedTask.Input] = []
    var problems: [TaskProblem] = []
    var warnings: [TaskProblem] = []
    var errors: [MediaError] = []
    /// Places of files that fit and that will be uploaded.
    var uploadPaths: Set<String> = []

    mutating func refuse(_ path: String, _ error: MediaError) {
        errors.append(error)
        problems.append(TaskProblem(.unreadable, path, error.description))
    }

    /// The validator would say of files that could not be used that they are no Data URI; the reason is known better. Of
    /// files that will be uploaded it would say that they are files.
    func judged(for profile: ModelProfile) -> PreparedTask {
        let task = VideoTask(json: task)
        let validation = task.validate(for: profile)
        // Of a list as a whole both can have something to say.
        let known = Set(problems.map(\.path)).subtracting(MediaRole.allCases.map(\.path)).union(uploadPaths)
        let merged = Validation(
            mode: validation.mode,
            problems: problems + validation.problems.filter { !known.contains($0.path) },
            warnings: warnings + validation.warnings)
        return PreparedTask(
            task: task, inputs: inputs, uploads: task.mediaInputs.filter { uploadPaths.contains($0.path) },
            validation: merged, errors: errors, price: merged.isValid ? task.price(for: profile) : nil)
    }
}
