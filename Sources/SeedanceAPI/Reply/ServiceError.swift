/// An error that the service reported. It is a value: throwing it is for whoever needs the result.
///
/// Only `code` and `message` are promised; every other member may be missing.
/// Source: Runware's documentation, Errors; the later members were seen by Runware's own clients.
public struct ServiceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The error as it came.
    public let json: JSONValue
    /// The service's identifier for the error; there are hundreds, and they change.
    public let code: String?
    /// The service's own words.
    public let message: String?
    /// The parameters that the error is about; one or several.
    public let parameters: [String]
    /// The JSON type that the parameter should have.
    public let type: String?
    /// What kind of task failed.
    public let taskType: String?
    /// The task that failed; nil when the whole request did.
    public let taskUUID: String?
    /// The address of a page about the parameter.
    public let documentation: String?
    /// What the parameter may be.
    public let allowedValues: [JSONValue]?
    /// The smallest value that the parameter may have.
    public let min: JSONNumber?
    /// The largest value that the parameter may have.
    public let max: JSONNumber?
    /// What the parameter must be a multiple of.
    public let multiplier: JSONNumber?
    /// The HTTP status that the error itself names.
    public let status: Int?
    /// What the provider behind the service answered.
    public let responseContent: JSONValue?
    /// The HTTP status of the reply that carried the error.
    public let httpStatus: Int?

    /// Takes any JSON; a bare string is a message.
    public init(json: JSONValue, httpStatus: Int? = nil, taskUUID: String? = nil, taskType: String? = nil) {
        self.json = json
        self.httpStatus = httpStatus
        code = json["code"]?.string ?? json["code"]?.number?.literal
        message = json["message"]?.string ?? json.string
        parameters = json["parameter"]?.string.map { [$0] } ?? json["parameter"]?.array?.compactMap(\.string) ?? []
        type = json["type"]?.string
        self.taskType = json["taskType"]?.string ?? taskType
        self.taskUUID = json["taskUUID"]?.string ?? taskUUID
        documentation = json["documentation"]?.string
        allowedValues = json["allowedValues"]?.array
        min = json["min"]?.number
        max = json["max"]?.number
        multiplier = json["multiplier"]?.number
        status = json["status"]?.int
        responseContent = json["responseContent"]
    }

    /// An error of which nothing is known but the HTTP status: the body was empty, or no JSON.
    public init(httpStatus: Int, message: String? = nil) {
        self.init(json: message.map { ["message": .string($0)] } ?? [:], httpStatus: httpStatus)
    }

    /// Whether the service already has a task with this UUID: an earlier submission was accepted, so poll.
    public var isRepeatedSubmission: Bool { code == "conflictTaskUUID" }

    /// The service's words with their code, or what little is known.
    public var description: String {
        let words = message ?? httpStatus.map { "HTTP status \($0)." } ?? "The service gave no reason."
        return code.map { "\(words) (\($0))" } ?? words
    }
}
