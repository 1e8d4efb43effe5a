import SeedanceAPI

/// What stands in a kept body in the place of a large input.
///
/// A marker is a string: `seedance-input:sha256:` and 64 digits. A string of the task that begins like one gets
/// `seedance-input:text:` in front, so that nothing of the user's is ever taken for a marker.
enum InputMarker {
    /// **Units**: bytes. Longer strings are taken out: Data URIs, base64, and very long prompts.
    static let longest = 4096

    private static let marker = Array("seedance-input:".utf8)
    private static let hash = Array("seedance-input:sha256:".utf8)
    private static let text = Array("seedance-input:text:".utf8)

    /// - Parameter keep: keeps the bytes and returns their hash.
    static func takingOut(
        of json: JSONValue, _ keep: ([UInt8]) throws(FileFailure) -> String
    ) throws(FileFailure) -> JSONValue {
        switch json {
        case .string(let string):
            if string.utf8.count > longest { return .string(string: hash, try keep(Array(string.utf8))) }
            return string.utf8.starts(with: marker) ? .string(string: text, string) : json
        case .array(let elements):
            var result: [JSONValue] = []
            for element in elements { result.append(try takingOut(of: element, keep)) }
            return .array(result)
        case .object(let members):
            var result: [String: JSONValue] = [:]
            for (name, member) in members { result[name] = try takingOut(of: member, keep) }
            return .object(result)
        case .null, .bool, .number: return json
        }
    }

    /// - Parameter content: gives the bytes of a hash.
    static func puttingBack(into json: JSONValue, _ content: (String) throws -> [UInt8]) throws -> JSONValue {
        switch json {
        case .string(let string):
            guard string.utf8.starts(with: marker) else { return json }
            if string.utf8.starts(with: hash) {
                let name = String(decoding: string.utf8.dropFirst(hash.count), as: UTF8.self)
                return .string(String(decoding: try content(name), as: UTF8.self))
            }
            guard string.utf8.starts(with: text) else { throw LedgerDamage("a task's body has an unknown marker") }
            return .string(String(decoding: string.utf8.dropFirst(text.count), as: UTF8.self))
        case .array(let elements):
            return .array(try elements.map { try puttingBack(into: $0, content) })
        case .object(let members):
            return .object(try members.mapValues { try puttingBack(into: $0, content) })
        case .null, .bool, .number: return json
        }
    }
}

extension JSONValue {
    fileprivate static func string(string prefix: [UInt8], _ rest: String) -> JSONValue {
        .string(String(decoding: prefix + Array(rest.utf8), as: UTF8.self))
    }
}
