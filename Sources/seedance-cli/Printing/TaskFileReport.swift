import SeedanceAPI
import SeedanceMedia

/// What `prepare` says of a file of drafts.
struct TaskFileReport {
    /// The draft; nil when flags alone made it.
    let input: String?
    let prepared: [PreparedTask]
    let file: TaskFile
    let problems: [TaskProblem]
    let warnings: [TaskProblem]

    init(input: String?, _ prepared: [PreparedTask], isArray: Bool) {
        self.input = input
        self.prepared = prepared
        file = isArray ? TaskFile(prepared.map(\.task)) : TaskFile(prepared.first?.task ?? VideoTask(json: [:]))
        // In an array the problems of one task carry its index, and some lie between tasks.
        let between = isArray ? file.validate().flatMap(\.problems).filter { $0.code == .duplicate } : []
        let own = prepared.enumerated().flatMap { index, task in
            task.validation.problems.map { isArray ? $0.inTask(index) : $0 }
        }
        let none = prepared.isEmpty ? file.validate().flatMap(\.problems) : []
        problems = own + between.filter { !own.contains($0) } + none
        warnings = prepared.enumerated().flatMap { index, task in
            task.validation.warnings.map { isArray ? $0.inTask(index) : $0 }
        }
    }

    var isValid: Bool { problems.isEmpty && !prepared.isEmpty }

    /// A file that is missing or unreadable outweighs every rule that is broken.
    var outcome: Outcome {
        let errors = prepared.flatMap(\.errors).map { Outcome($0.code) }
        return max(errors.max() ?? .success, isValid ? .success : .negative)
    }

    private var total: String? {
        guard isValid else { return nil }
        let prices = prepared.compactMap(\.price)
        guard let first = prices.first else { return nil }
        return prices.dropFirst().reduce(first.total) { $0 + $1.total }.description
    }

    func json(output: String?, bytes: Int) -> JSONValue {
        var members: [String: JSONValue] = [
            "input": input.map { .string($0) } ?? .null, "valid": .bool(isValid),
            "inputs": .array(
                prepared.enumerated().flatMap { index, task in
                    task.inputs.map { input in
                        var json = input.json
                        json["path"] = .string(file.isArray ? "[\(index)].\(input.path)" : input.path)
                        return json
                    }
                }),
            "problems": .array(problems.map(\.json)), "warnings": .array(warnings.map(\.json) + fileWarnings),
        ]
        members["output"] = output.map { .string($0) }
        members["total"] = total.map { .string($0) }
        if isValid { members["bytes"] = JSONValue(bytes) }
        return .object(members)
    }

    /// What was said of single files, with the place in the task.
    private var fileWarnings: [JSONValue] {
        prepared.enumerated().flatMap { index, task in
            task.inputs.flatMap { input in
                input.warnings.map { warning in
                    [
                        "code": .string(warning.code.rawValue), "message": .string(warning.message),
                        "path": .string(file.isArray ? "[\(index)].\(input.path)" : input.path),
                    ]
                }
            }
        }
    }

    /// All that is wrong, and what that means for what was asked for.
    func showProblems(_ consequence: String, _ say: (String) -> Void = Console.print) {
        let count = problems.count == 1 ? "1 problem" : "\(problems.count) problems"
        say("\(input ?? "task"): \(count), \(consequence)")
        for problem in problems { say("  \(problem.code.rawValue): \(problem)") }
    }

    /// On standard error when standard output is the task's place.
    func show(output: String?, bytes: Int) {
        let input = input ?? "task"
        func say(_ line: String) { output == nil ? Console.note(line) : Console.print(line) }
        for input in prepared.flatMap(\.inputs) {
            say(input.sentence)
            for warning in input.warnings {
                Console.note("seedance: \(input.input): warning: \(warning.message)")
            }
        }
        for warning in warnings { Console.note("seedance: \(input): warning: \(warning)") }
        guard isValid else { return showProblems("no task written", say) }
        let price = total.map { ", $\($0)" } ?? ""
        say("\(input): valid\(price)" + (output.map { ", \(bytes) bytes → \($0)" } ?? ""))
    }
}

extension TaskProblem {
    fileprivate func inTask(_ index: Int) -> TaskProblem {
        TaskProblem(code, path.isEmpty ? "[\(index)]" : "[\(index)].\(path)", message, allowed: allowed)
    }
}
