/// Everything that there is to say about a task before it is paid for.
public struct Validation: Hashable, Sendable {
    /// What the video would be made from; nil when the task does not say, or says two things.
    public let mode: TaskMode?
    /// What the service would refuse, in the order of the page's parameters. All of it, not the first.
    public let problems: [TaskProblem]
    /// What the service may refuse, or ignore.
    public let warnings: [TaskProblem]

    /// A verdict; for stages that find problems of their own, such as a file that cannot be read.
    public init(mode: TaskMode?, problems: [TaskProblem], warnings: [TaskProblem] = []) {
        self.mode = mode
        self.problems = problems
        self.warnings = warnings
    }

    /// Whether there is no problem; warnings do not count.
    public var isValid: Bool { problems.isEmpty }

    /// The verdict as the command line prints it.
    public var json: JSONValue {
        [
            "valid": .bool(isValid),
            "mode": mode.map { .string($0.rawValue) } ?? .null,
            "problems": .array(problems.map(\.json)),
            "warnings": .array(warnings.map(\.json)),
        ]
    }

    /// The same verdict on a task that is element `index` of an array.
    func inElement(_ index: Int) -> Validation {
        Validation(
            mode: mode, problems: problems.map { $0.inElement(index) }, warnings: warnings.map { $0.inElement(index) })
    }

    func adding(_ problem: TaskProblem) -> Validation {
        Validation(mode: mode, problems: problems + [problem], warnings: warnings)
    }
}
