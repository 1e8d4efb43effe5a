import SeedanceAPI

/// One error as the service writes it.
///
/// Source: Runware's documentation, Errors.
struct ErrorItem: Error, Hashable, Sendable {
    var code: String
    var message: String
    /// The HTTP status of a reply that has nothing but this error.
    var status = 400
    var parameter: String?
    /// The JSON type that the parameter should have.
    var type: String?
    var allowedValues: [JSONValue]?

    init(
        _ code: String, _ message: String, status: Int = 400, parameter: String? = nil, type: String? = nil,
        allowedValues: [JSONValue]? = nil
    ) {
        self.code = code
        self.message = message
        self.status = status
        self.parameter = parameter
        self.type = type
        self.allowedValues = allowedValues
    }

    /// - Parameter item: `taskType` and `taskUUID` of the task, as far as they are known.
    func json(about item: [String: JSONValue] = [:]) -> JSONValue {
        var json = item
        json["code"] = .string(code)
        json["message"] = .string(message)
        json["parameter"] = parameter.map(JSONValue.string)
        json["type"] = type.map(JSONValue.string)
        json["allowedValues"] = allowedValues.map(JSONValue.array)
        json["documentation"] = "https://runware.ai/docs/en/video-inference/api-reference"
        return .object(json)
    }
}

extension ErrorItem {
    static let noKey = ErrorItem("missingApiKey", "There is no key: send Authorization: Bearer KEY.", status: 401)
    static let wrongKey = ErrorItem("invalidApiKey", "This key is not valid.", status: 401)
    static let noMoney = ErrorItem(
        "insufficientCredits", "There is not enough money in the account for this task.", status: 402)
    static let tooLarge = ErrorItem("requestTooLarge", "The request's body is larger than 64 MB.", status: 413)
    static let notJSON = ErrorItem("invalidJSON", "The request's body is not JSON.")
    static let notAnArray = ErrorItem("invalidRequest", "The request's body must be an array of tasks.")
    static let noTask = ErrorItem("invalidRequest", "The array holds no task.")
    static let notAnObject = ErrorItem("invalidRequest", "A task must be a JSON object.")

    static let unknownTaskType = ErrorItem(
        "invalidTaskType", "There is no such task type.", parameter: "taskType", type: "string",
        allowedValues: ["videoInference", "getResponse", "getTaskDetails", "mediaStorage"])

    static let noTaskUUID = ErrorItem(
        "invalidTaskUUID", "A task needs a taskUUID, which must be a UUID of version 4.", parameter: "taskUUID",
        type: "string")

    static let conflict = ErrorItem(
        "conflictTaskUUID", "There is a task with this taskUUID already.", parameter: "taskUUID", type: "string")

    /// An input that the service does not have, or cannot take in.
    static func uploadFailed(_ parameter: String, _ message: String) -> ErrorItem {
        ErrorItem("invalidValueUploadFailed", message, parameter: parameter, type: "string")
    }

    /// What the service says with nothing but an HTTP status.
    init(ofHTTPStatus status: Int) {
        let codes: [Int: (String, String)] = [
            400: ("invalidRequest", "The request is not valid."),
            401: ("invalidApiKey", "This key is not valid."),
            402: ("insufficientCredits", "There is not enough money in the account for this task."),
            403: ("forbidden", "This is not allowed."),
            404: ("notFound", "There is no such thing."),
            408: ("requestTimeout", "The request took too long."),
            422: ("unprocessable", "The file is not ready yet."),
            429: ("rateLimitExceeded", "There are too many requests."),
            500: ("internalServerError", "Something went wrong."),
            502: ("badGateway", "The server behind this one gave no answer."),
            503: ("serviceUnavailable", "The service is not available just now."),
            504: ("gatewayTimeout", "The server behind this one did not answer in time."),
        ]
        let (code, message) = codes[status] ?? ("status\(status)", "The service answered \(status).")
        self.init(code, message, status: status)
    }
}
