import SeedanceAPI

/// The reply to one array of tasks, as it grows.
struct Answer: Sendable {
    var data: [JSONValue] = []
    private(set) var errors: [JSONValue] = []
    private var status = 200

    init() {}

    mutating func add(_ error: ErrorItem, about item: [String: JSONValue] = [:]) {
        if errors.isEmpty { status = error.status }
        errors.append(error.json(about: item))
    }

    /// All that is wrong with a task.
    mutating func add(_ validation: Validation, about item: [String: JSONValue]) {
        for problem in validation.problems { add(ErrorItem(problem), about: item) }
    }

    /// An error that is the news about a task rather than a refusal of the request.
    mutating func addNews(_ error: JSONValue) { errors.append(error) }

    var json: JSONValue {
        var json: JSONValue = [:]
        if !data.isEmpty || errors.isEmpty { json["data"] = .array(data) }
        if !errors.isEmpty { json["errors"] = .array(errors) }
        return json
    }

    /// 200 where there is anything but refusals.
    var reply: Reply { .json(json, status: data.isEmpty ? status : 200) }
}
