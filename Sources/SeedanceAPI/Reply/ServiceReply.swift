/// What the service answered: results, errors, or both at once.
///
/// Nothing in it is taken on trust: unknown members are kept, members of the wrong type are passed over.
/// Source: Runware's documentation, Errors and Task polling; a singular `error` was seen by Runware's own clients.
public struct ServiceReply: Hashable, Sendable {
    /// The reply as it came.
    public let json: JSONValue
    /// The items of `data`, in the order in which they came.
    public let results: [VideoResult]
    /// The errors of `errors` and of `error`, and those inside items.
    public let errors: [ServiceError]

    /// Reads a reply's body.
    ///
    /// **Throws** ``JSONError`` when it is not JSON; a web page in its place is the usual case.
    public init(parsing bytes: [UInt8], httpStatus: Int? = nil) throws(JSONError) {
        self.init(json: try JSONValue(parsing: bytes, lastDuplicateWins: true), httpStatus: httpStatus)
    }

    /// Takes any JSON: a reply, a bare array of items, or the flat item that a webhook gets.
    public init(json: JSONValue, httpStatus: Int? = nil) {
        self.json = json
        let isEnvelope =
            json["data"] != nil || json["errors"] != nil || (json["error"] != nil && json["taskUUID"] == nil)
        let data = isEnvelope ? json["data"] : json
        results = Self.elements(data).filter { $0.object?.isEmpty == false }.map(VideoResult.init(json:))
        let outer = isEnvelope ? Self.elements(json["errors"]) + Self.elements(json["error"]) : []
        errors =
            outer.filter { $0 != [:] }.map { ServiceError(json: $0, httpStatus: httpStatus) }
            + results.compactMap(\.error)
    }

    /// A member that should be an array, and may be a single value.
    private static func elements(_ value: JSONValue?) -> [JSONValue] {
        switch value {
        case nil, .null: []
        case .array(let elements): elements.filter { !$0.isNull }
        case .some(let single): [single]
        }
    }

    /// The items that answer one task. UUIDs are the same in either case.
    public func results(for taskUUID: String) -> [VideoResult] {
        results.filter { $0.taskUUID?.lowercased() == taskUUID.lowercased() }
    }

    /// The errors that name one task.
    public func errors(for taskUUID: String) -> [ServiceError] {
        errors.filter { $0.taskUUID?.lowercased() == taskUUID.lowercased() }
    }

    /// The errors that name no task: they are about the request as a whole.
    public var requestErrors: [ServiceError] { errors.filter { $0.taskUUID == nil } }

    /// Whether the reply says nothing at all.
    public var isEmpty: Bool { results.isEmpty && errors.isEmpty }
}
