import Foundation

/// One JSON value as another parser than the product's own reads it.
public struct ProcessJSON {
    public let value: Any

    public init(_ value: Any) { self.value = value }

    public init(parsing bytes: some Sequence<UInt8>) throws {
        value = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    }

    /// A member or element, by a path such as `inputs[0].crop.x`; nil when there is none.
    public subscript(path: String) -> ProcessJSON? {
        var value = value
        for step in path.split(whereSeparator: { ".[]".contains($0) }) {
            if let members = value as? [String: Any], let member = members[String(step)] {
                value = member
            } else if let elements = value as? [Any], let index = Int(step), elements.indices.contains(index) {
                value = elements[index]
            } else {
                return nil
            }
        }
        return ProcessJSON(value)
    }

    public func string(_ path: String) -> String? { self[path]?.value as? String }
    public func int(_ path: String) -> Int? { self[path]?.value as? Int }
    public func double(_ path: String) -> Double? { self[path]?.value as? Double }
    public func bool(_ path: String) -> Bool? { self[path]?.value as? Bool }
    public func elements(_ path: String) -> [ProcessJSON] { (self[path]?.value as? [Any] ?? []).map(ProcessJSON.init) }
    public var keys: [String] { (value as? [String: Any] ?? [:]).keys.sorted() }
}

extension ProcessRun {
    /// Standard output as JSON, one value for each line.
    public func json() throws -> [ProcessJSON] {
        try lines.map { line in
            do {
                return try ProcessJSON(parsing: line.utf8)
            } catch {
                throw ProcessFailure("This line is no JSON: \(line.prefix(300))")
            }
        }
    }
}
