extension JSONValue {
    /// The value as JSON in UTF-8: members sorted by name, slashes as they are.
    ///
    /// `pretty` puts each member on a line of its own, indented by two spaces. Nothing follows the last byte.
    public func encoded(pretty: Bool = false) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(encodedByteCount)
        write(to: &output, pretty: pretty, level: 0)
        return output
    }

    /// The value as JSON text, as `encoded(pretty:)` writes it.
    public func text(pretty: Bool = false) -> String {
        String(decoding: encoded(pretty: pretty), as: UTF8.self)
    }

    /// Bytes of the compact JSON, without making it. A string counts its escapes.
    public var encodedByteCount: Int {
        switch self {
        case .null: 4
        case .bool(let value): value ? 4 : 5
        case .number(let number): number.literal.utf8.count
        case .string(let value): Self.encodedByteCount(of: value)
        case .array(let elements):
            elements.reduce(2 + max(0, elements.count - 1)) { $0 + $1.encodedByteCount }
        case .object(let members):
            members.reduce(2 + max(0, members.count - 1)) {
                $0 + Self.encodedByteCount(of: $1.key) + 1 + $1.value.encodedByteCount
            }
        }
    }

    private static func encodedByteCount(of string: String) -> Int {
        var string = string
        return string.withUTF8 { bytes in
            guard escapeCount(in: bytes) > 0 else { return bytes.count + 2 }
            var count = bytes.count + 2
            for byte in bytes where needsEscape(byte) { count += escape(for: byte).utf8.count - 1 }
            return count
        }
    }

    /// Counts without a branch for each byte, because nearly all of the bytes are those of pictures and need none.
    private static func escapeCount(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var total = 0
        var start = 0
        while start < bytes.count {
            let end = min(start + 128, bytes.count)
            var count: UInt8 = 0
            for index in start..<end {
                let byte = bytes[index]
                let isControl: UInt8 = byte < 0x20 ? 1 : 0
                let isQuote: UInt8 = byte == 0x22 ? 1 : 0
                let isBackslash: UInt8 = byte == 0x5C ? 1 : 0
                count &+= isControl | isQuote | isBackslash
            }
            total += Int(count)
            start = end
        }
        return total
    }

    private static func needsEscape(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5C }

    private static func escape(for byte: UInt8) -> String {
        switch byte {
        case 0x22: return "\\\""
        case 0x5C: return "\\\\"
        case 0x08: return "\\b"
        case 0x09: return "\\t"
        case 0x0A: return "\\n"
        case 0x0C: return "\\f"
        case 0x0D: return "\\r"
        default: return "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        }
    }

    private static func write(_ string: String, to output: inout [UInt8]) {
        output.append(0x22)
        var string = string
        string.withUTF8 { bytes in
            if escapeCount(in: bytes) == 0 {
                output.append(contentsOf: bytes)
                return
            }
            var start = 0
            for position in bytes.indices where needsEscape(bytes[position]) {
                output.append(contentsOf: bytes[start..<position])
                output.append(contentsOf: escape(for: bytes[position]).utf8)
                start = position + 1
            }
            output.append(contentsOf: bytes[start...])
        }
        output.append(0x22)
    }

    private func write(to output: inout [UInt8], pretty: Bool, level: Int) {
        func newLine(_ level: Int) {
            guard pretty else { return }
            output.append(0x0A)
            output.append(contentsOf: repeatElement(0x20, count: level * 2))
        }
        switch self {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let number): output.append(contentsOf: number.literal.utf8)
        case .string(let value): Self.write(value, to: &output)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                newLine(level + 1)
                element.write(to: &output, pretty: pretty, level: level + 1)
            }
            if !elements.isEmpty { newLine(level) }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                newLine(level + 1)
                Self.write(member.key, to: &output)
                output.append(contentsOf: (pretty ? ": " : ":").utf8)
                member.value.write(to: &output, pretty: pretty, level: level + 1)
            }
            if !members.isEmpty { newLine(level) }
            output.append(UInt8(ascii: "}"))
        }
    }
}
