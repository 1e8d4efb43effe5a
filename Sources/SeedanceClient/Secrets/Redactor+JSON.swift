import SeedanceAPI

extension Redactor {
    /// The same JSON with every text in it redacted and bounded.
    package func callAsFunction(_ json: JSONValue) -> JSONValue {
        switch json {
        case .null, .bool, .number: json
        case .string(let text): .string(message(text, limit: 1024))
        case .array(let elements): .array(elements.map { self($0) })
        case .object(let members):
            .object(Dictionary(members.map { (message($0.key), named($0.key, $0.value)) }) { $1 })
        }
    }

    /// What stands under the name of a secret is one, whatever it looks like.
    private func named(_ name: String, _ value: JSONValue) -> JSONValue {
        if case .string(let text) = value, !text.isEmpty, SecretName.matches(Array(name.utf8)[...]) { return "…" }
        return self(value)
    }

    /// The error without what nobody should read in it.
    package func callAsFunction(_ error: ServiceError) -> ServiceError {
        ServiceError(
            json: self(error.json), httpStatus: error.httpStatus, taskUUID: error.taskUUID, taskType: error.taskType)
    }
}
