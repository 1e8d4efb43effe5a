/// One pass over a task that collects what is wrong with it.
struct Validator {
    let task: VideoTask
    let profile: ModelProfile
    var problems: [TaskProblem] = []
    var warnings: [TaskProblem] = []

    init(task: VideoTask, profile: ModelProfile) {
        self.task = task
        self.profile = profile
    }

    mutating func run() -> Validation {
        guard task.json.object != nil else {
            report(.wrongType, "", "A task must be a JSON object; this is \(task.json.kindName).")
            return Validation(mode: nil, problems: problems)
        }
        checkIdentity()
        checkOutput()
        checkInputs()
        checkVideo()
        checkCombinations()
        checkBodySize()
        warnOfUnknownMembers()
        return Validation(mode: mode, problems: problems, warnings: warnings)
    }

    mutating func report(
        _ code: TaskProblem.Code, _ path: String, _ message: String, allowed: [JSONValue]? = nil
    ) {
        problems.append(TaskProblem(code, path, message, allowed: allowed))
    }

    mutating func warn(_ code: TaskProblem.Code, _ path: String, _ message: String) {
        warnings.append(TaskProblem(code, path, message))
    }

    /// Whether the task has a list of this role with something in it, of whatever type.
    ///
    /// An empty list asks for nothing, so it takes no part in the rules across parameters.
    func has(_ role: MediaRole) -> Bool {
        guard let list = task["inputs", role.rawValue] else { return false }
        return list != []
    }

    var presentReferences: [MediaRole] { MediaRole.references.filter(has) }

    var hasSize: Bool { task["width"] != nil || task["height"] != nil }

    /// What the video would be made from.
    private var mode: TaskMode? {
        switch (has(.frameImage), !presentReferences.isEmpty) {
        case (true, true): nil
        case (true, false): .frames
        case (false, true): .references
        case (false, false): hasSize ? .text : nil
        }
    }
}
