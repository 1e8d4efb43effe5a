/// The contents of a task file: one task, or an array of them.
public struct TaskFile: Hashable, Sendable {
    /// The tasks in the order of the file.
    public var tasks: [VideoTask]
    /// Whether the file holds an array; then paths of problems begin with the index.
    public let isArray: Bool

    /// A file with one task, not in an array.
    public init(_ task: VideoTask) {
        tasks = [task]
        isArray = false
    }

    /// A file with an array.
    public init(_ tasks: [VideoTask]) {
        self.tasks = tasks
        isArray = true
    }

    /// Reads a file's bytes.
    ///
    /// **Throws** ``TaskFileError`` when they are not JSON.
    /// **Not an error**: JSON that is neither an object nor an array; it is a task with a problem.
    public init(parsing bytes: [UInt8]) throws(TaskFileError) {
        do throws(JSONError) {
            let json = try JSONValue(parsing: bytes)
            if let elements = json.array {
                self.init(elements.map(VideoTask.init(json:)))
            } else {
                self.init(VideoTask(json: json))
            }
        } catch {
            throw error.reason == .empty ? .empty : .notJSON(error)
        }
    }

    /// The verdict on each task, in order; on an empty array one verdict that says so.
    ///
    /// Besides what `VideoTask.validate(for:)` finds, a UUID that an earlier task of the array has is a `duplicate`.
    public func validate(for profile: ModelProfile = .seedance2Mini) -> [Validation] {
        if tasks.isEmpty {
            return [Validation(mode: nil, problems: [TaskProblem(.missing, "", "The array holds no task.")])]
        }
        guard isArray else { return tasks.map { $0.validate(for: profile) } }
        var seen: [String: Int] = [:]
        return tasks.enumerated().map { index, task in
            let validation = task.validate(for: profile).inElement(index)
            guard let uuid = task.taskUUID?.lowercased() else { return validation }
            guard let earlier = seen[uuid] else {
                seen[uuid] = index
                return validation
            }
            return validation.adding(
                TaskProblem(
                    .duplicate, "[\(index)].taskUUID",
                    "Task [\(earlier)] already has this taskUUID; every task must have its own."))
        }
    }

    /// The file as JSON, readable, with a newline at the end.
    public func encoded() -> [UInt8] {
        let json = isArray ? .array(tasks.map(\.json)) : tasks.first?.json ?? [:]
        return json.encoded(pretty: true) + [UInt8(ascii: "\n")]
    }
}
