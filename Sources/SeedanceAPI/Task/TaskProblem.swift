/// One thing that is wrong with a task, or one thing to know about it.
///
/// **Not an error**: an invalid task is a result.
public struct TaskProblem: Hashable, Sendable, CustomStringConvertible {
    /// What kind of thing it is. The raw values are a contract: they never change meaning.
    public enum Code: String, Hashable, Sendable, CaseIterable, Codable {
        /// A member that must be there is not.
        case missing
        /// Another kind of JSON value, such as a string for a number.
        case wrongType = "wrong-type"
        /// None of the values that there are.
        case valueNotAllowed = "value-not-allowed"
        /// Too small, too large, too short, too long, too few or too many.
        case outOfRange = "out-of-range"
        /// A string that is not written as it must be.
        case wrongFormat = "wrong-format"
        /// Two members that exclude each other.
        case conflict
        /// A member that makes sense only with another one.
        case requires
        /// The same thing twice where once is allowed.
        case duplicate
        /// A right form in the wrong place: a Data URI where only a UUID or a URL is taken.
        case unsupportedForm = "unsupported-form"
        /// A file that a draft names and that cannot be read.
        case unreadable
        /// A warning: the model's page does not know this member.
        case unknownMember = "unknown-member"
        /// A warning: beyond what upstream documents say.
        case upstreamLimit = "upstream-limit"
        /// A warning: a list with nothing in it.
        case emptyList = "empty-list"
    }

    /// What kind of thing it is.
    public let code: Code
    /// Where in the task: `inputs.frameImages[1].frame`. Empty for the task itself.
    public let path: String
    /// What is wrong and what would be right.
    public let message: String
    /// The values that are allowed there, when they are few.
    public let allowed: [JSONValue]?

    /// The message is one sentence or two and says what would be right.
    public init(_ code: Code, _ path: String, _ message: String, allowed: [JSONValue]? = nil) {
        self.code = code
        self.path = path
        self.message = message
        self.allowed = allowed
    }

    /// The problem as the command line prints it.
    public var json: JSONValue {
        var json: JSONValue = ["code": .string(code.rawValue), "path": .string(path), "message": .string(message)]
        json["allowed"] = allowed.map(JSONValue.array)
        return json
    }

    /// Many messages begin with the path as their subject; it is not said twice.
    public var description: String { message.hasPrefix(path) ? message : "\(path): \(message)" }

    /// The same problem of a task that is element `index` of an array.
    func inElement(_ index: Int) -> TaskProblem {
        let separator = path.isEmpty || path.hasPrefix("[") ? "" : "."
        return TaskProblem(code, "[\(index)]\(separator)\(path)", message, allowed: allowed)
    }
}

extension TaskProblem: Codable {
    private enum CodingKeys: String, CodingKey { case code, path, message, allowed }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(code, forKey: .code)
        try members.encode(path, forKey: .path)
        try members.encode(message, forKey: .message)
        try members.encodeIfPresent(allowed, forKey: .allowed)
    }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try members.decode(Code.self, forKey: .code), try members.decode(String.self, forKey: .path),
            try members.decode(String.self, forKey: .message),
            allowed: try members.decodeIfPresent([JSONValue].self, forKey: .allowed))
    }
}
