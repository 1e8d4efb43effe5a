import SeedanceAPI

extension Reply {
    /// The reply of a status rule, in the service's own shape.
    init(status: Int, retryAfter: Int?, about item: [String: JSONValue] = [:]) {
        let error = ErrorItem(ofHTTPStatus: status)
        self = .json(["errors": [error.json(about: item)]], status: status)
        if let retryAfter { headers["Retry-After"] = String(retryAfter) }
    }

    /// Takes what faults make of a finished reply: late, lost, with another body, cut or in drops.
    ///
    /// **Throws** when the service ends meanwhile.
    mutating func suffer(_ rules: [FaultRule]) async throws {
        for rule in rules where rule.fault == .delay { try await Task.sleep(for: .seconds(rule.seconds)) }
        for rule in rules {
            switch rule.fault {
            case .lost: self = .hangup
            case .body: if let fault = rule.text.flatMap(BodyFault.init(rawValue:)) { suffer(fault) }
            case .cut: cut = rule.whole
            case .drip: drip = rule.whole
            default: break
            }
        }
    }

    private mutating func suffer(_ fault: BodyFault) {
        let isHeadOnly = isHeadOnly
        switch fault {
        case .html: self = .text(Self.page, as: "text/html; charset=utf-8")
        case .text: self = .text("upstream connect error or disconnect/reset before headers\n")
        case .empty: self = .text("", as: "application/json")
        case .null: self = .text("null", as: "application/json")
        case .gigantic:
            self = Reply(
                headers: ["Content-Type": "application/json"], content: .padded(#"{"data":["#, 1_073_741_824))
        case .wrongTypes:
            self = .json(["data": [["taskType": 7, "taskUUID": ["a"], "status": true, "videoURL": 1]], "errors": 5])
        case .truncated: if case .bytes(let bytes) = content { content = .bytes(Array(bytes.prefix(bytes.count / 2))) }
        case .unknownFields:
            if case .bytes(let bytes) = content, let json = try? JSONValue(parsing: bytes) {
                content = .bytes(Self.decorated(json).encoded())
            }
        }
        if fault != .truncated, fault != .unknownFields { status = 200 }
        self.isHeadOnly = isHeadOnly
    }

    private static let page =
        "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking</h1></body></html>\n"

    /// The same with members in every object that nobody knows.
    private static func decorated(_ json: JSONValue) -> JSONValue {
        if let elements = json.array { return .array(elements.map(decorated)) }
        guard var members = json.object?.mapValues(decorated) else { return json }
        members["xNew"] = ["nested": [1, .null, "two"]]
        members["version"] = "9.9"
        return .object(members)
    }
}
