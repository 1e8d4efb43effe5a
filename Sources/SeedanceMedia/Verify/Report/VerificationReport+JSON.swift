import SeedanceAPI

extension VerificationReport {
    /// The version of the object's form. It grows when a member changes its meaning or goes, not when one is added.
    public static let schema = 1

    /// The object that the command line prints with `--json`. What is not known is absent.
    public var json: JSONValue {
        var members: [String: JSONValue] = [
            "schema": JSONValue(Self.schema), "input": .string(input), "verdict": .string(verdict.rawValue),
            "checks": .array(checks.map(\.json)),
        ]
        members["container"] = container.map { .string($0) }
        members["width"] = size.map { JSONValue($0.width) }
        members["height"] = size.map { JSONValue($0.height) }
        members["duration"] = duration.flatMap { .known($0) }
        members["frameRate"] = frameRate.flatMap { .known($0) }
        members["frames"] = frames.map { JSONValue($0) }
        members["videoCodec"] = videoCodec.map { .string($0) }
        members["audioCodec"] = audioCodec.map { .string($0) }
        return .object(members)
    }
}

extension Finding {
    /// One element of `checks`. Details stand beside the other members and never in the place of one.
    public var json: JSONValue {
        var members = details
        // Also those that are absent here keep their names.
        for name in ["value", "expected", "at"] { members[name] = nil }
        members["id"] = .string(id)
        members["status"] = .string(status.rawValue)
        members["message"] = .string(message)
        if let value, !value.isNull { members["value"] = value }
        members["expected"] = expected.map { .string($0) }
        if !at.isEmpty { members["at"] = .array(at.map(\.json)) }
        return .object(members)
    }
}

extension TimeSpan {
    var json: JSONValue { ["from": .rounded(from, places: 3), "to": .rounded(to, places: 3)] }
}

extension JSONValue {
    /// To three places; nil for what JSON has no number for.
    fileprivate static func known(_ value: Double) -> JSONValue? {
        let rounded = JSONValue.rounded(value, places: 3)
        return rounded.isNull ? nil : rounded
    }
}
