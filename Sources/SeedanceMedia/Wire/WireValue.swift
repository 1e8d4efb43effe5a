/// What goes between this process and a worker, before it is bytes.
///
/// Both are the same program, so nothing of it has to be kept for later. What comes back is still not to be trusted: a
/// worker may have been taken over by the file that it decodes.
indirect enum WireValue {
    case null
    case bool(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case double(Double)
    case text(String)
    case bytes([UInt8])
    case floats([Float])
    case list([WireValue])
    case record([(name: String, value: WireValue)])
}

/// What comes is no value, or one that a type does not have.
struct WireError: Error, Hashable {
    let message: String
}

extension WireValue {
    /// Lists and records in each other.
    private static let depth = 64

    private enum Tag: UInt8 {
        case null, no, yes, integer, unsigned, double, text, bytes, floats, list, record
    }

    var serialized: [UInt8] {
        var bytes = [UInt8]()
        write(to: &bytes)
        return bytes
    }

    private func write(to output: inout [UInt8]) {
        func head(_ tag: Tag, _ count: Int) {
            output.append(tag.rawValue)
            append(UInt64(count))
        }
        func append(_ word: UInt64) {
            for shift in 0..<8 { output.append(UInt8(truncatingIfNeeded: word >> (shift * 8))) }
        }
        switch self {
        case .null: output.append(Tag.null.rawValue)
        case .bool(let value): output.append((value ? Tag.yes : Tag.no).rawValue)
        case .integer(let value):
            output.append(Tag.integer.rawValue)
            append(UInt64(bitPattern: value))
        case .unsigned(let value):
            output.append(Tag.unsigned.rawValue)
            append(value)
        case .double(let value):
            output.append(Tag.double.rawValue)
            append(value.bitPattern)
        case .text(let text):
            head(.text, text.utf8.count)
            output.append(contentsOf: text.utf8)
        case .bytes(let bytes):
            head(.bytes, bytes.count)
            output.append(contentsOf: bytes)
        case .floats(let values):
            head(.floats, values.count)
            for value in values {
                for shift in 0..<4 { output.append(UInt8(truncatingIfNeeded: value.bitPattern >> (shift * 8))) }
            }
        case .list(let values):
            head(.list, values.count)
            for value in values { value.write(to: &output) }
        case .record(let members):
            head(.record, members.count)
            for (name, value) in members {
                append(UInt64(name.utf8.count))
                output.append(contentsOf: name.utf8)
                value.write(to: &output)
            }
        }
    }

    /// **Throws**: `WireError` for anything but exactly one value.
    init(parsing bytes: [UInt8]) throws(WireError) {
        var reader = Reader(bytes: bytes)
        self = try reader.value(depth: 0)
        guard reader.rest == 0 else { throw WireError(message: "\(reader.rest) bytes too many") }
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        var rest: Int { bytes.count - position }

        init(bytes: [UInt8]) { self.bytes = bytes }

        private mutating func take(_ count: Int) throws(WireError) -> ArraySlice<UInt8> {
            guard count >= 0, count <= rest else { throw WireError(message: "it ends early") }
            defer { position += count }
            return bytes[position..<position + count]
        }

        private mutating func word() throws(WireError) -> UInt64 {
            try take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }

        /// How many follow; nobody takes memory for more than can come, when each needs at least `size` bytes.
        private mutating func count(of size: Int) throws(WireError) -> Int {
            let count = try word()
            guard let count = Int(exactly: count), count <= rest / size else {
                throw WireError(message: "it ends early")
            }
            return count
        }

        private mutating func text() throws(WireError) -> String {
            let count = try count(of: 1)
            guard let text = String(validating: try take(count), as: UTF8.self) else {
                throw WireError(message: "a text is not UTF-8")
            }
            return text
        }

        mutating func value(depth: Int) throws(WireError) -> WireValue {
            guard depth < WireValue.depth else { throw WireError(message: "it is nested too deeply") }
            guard let tag = Tag(rawValue: try take(1).first ?? 255) else { throw WireError(message: "an unknown tag") }
            switch tag {
            case .null: return .null
            case .no: return .bool(false)
            case .yes: return .bool(true)
            case .integer: return .integer(Int64(bitPattern: try word()))
            case .unsigned: return .unsigned(try word())
            case .double: return .double(Double(bitPattern: try word()))
            case .text: return .text(try text())
            case .bytes: return .bytes(Array(try take(count(of: 1))))
            case .floats:
                var values = [Float]()
                let count = try count(of: 4)
                values.reserveCapacity(count)
                for _ in 0..<count {
                    values.append(Float(bitPattern: try take(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }))
                }
                return .floats(values)
            case .list:
                var values = [WireValue]()
                for _ in 0..<(try count(of: 1)) { values.append(try value(depth: depth + 1)) }
                return .list(values)
            case .record:
                var members = [(name: String, value: WireValue)]()
                for _ in 0..<(try count(of: 9)) {
                    let name = try text()
                    members.append((name, try value(depth: depth + 1)))
                }
                return .record(members)
            }
        }
    }
}
