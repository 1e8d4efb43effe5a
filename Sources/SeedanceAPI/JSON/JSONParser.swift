/// Reads JSON from bytes that nobody vouches for.
///
/// It exists beside Foundation's decoder because that one takes `5.0` and `5` for the same, and `1e300` for no number;
/// and because the time for two pictures as base64 is what a user waits for.
struct JSONParser {
    let bytes: [UInt8]
    let lastDuplicateWins: Bool
    var index = 0
    private var depth = 0

    init(_ bytes: [UInt8], lastDuplicateWins: Bool) {
        self.bytes = bytes
        self.lastDuplicateWins = lastDuplicateWins
    }

    mutating func parseDocument() throws(JSONError) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw error(.byteOrderMark) }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(4).contains(0) {
            throw error(.notUTF8)
        }
        skipSpace()
        guard index < bytes.count else { throw error(.empty) }
        let value = try parseValue()
        skipSpace()
        guard index == bytes.count else { throw error(.trailingData) }
        return value
    }

    func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason, in: bytes, at: index) }

    /// The error for a byte that does not belong where it stands.
    func unexpected(_ expected: String) -> JSONError {
        guard index < bytes.count else { return error(.unexpectedEnd) }
        let rest = bytes[index..<min(index + 4, bytes.count)]
        guard let scalar = String(decoding: rest, as: UTF8.self).unicodeScalars.first, scalar != "\u{FFFD}" else {
            return error(.notUTF8)
        }
        let isVisible = scalar.value > 0x20 && !(0x7F...0xA0).contains(scalar.value)
        let found = isVisible ? "\"\(scalar)\"" : "The character U+\(String(scalar.value, radix: 16, uppercase: true))"
        return error(.unexpected(found: found, expected: expected))
    }

    mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }

    private mutating func parseValue() throws(JSONError) -> JSONValue {
        guard index < bytes.count else { throw error(.unexpectedEnd) }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try parseObject()
        case UInt8(ascii: "["): return try parseArray()
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try parseNumber())
        case UInt8(ascii: "t"): return try parse("true", as: .bool(true))
        case UInt8(ascii: "f"): return try parse("false", as: .bool(false))
        case UInt8(ascii: "n"): return try parse("null", as: .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func parse(_ word: String, as value: JSONValue) throws(JSONError) -> JSONValue {
        for byte in word.utf8 {
            guard index < bytes.count, bytes[index] == byte else { throw unexpected("the word \(word)") }
            index += 1
        }
        return value
    }

    private mutating func parseNumber() throws(JSONError) -> JSONNumber {
        guard let length = JSONNumber.length(in: bytes, at: index) else { throw error(.invalidNumber) }
        let end = index + length
        if end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"):
                throw error(.invalidNumber)
            default: break
            }
        }
        let literal = String(decoding: bytes[index..<end], as: UTF8.self)
        index = end
        return JSONNumber(checked: literal)
    }

    private mutating func descend() throws(JSONError) {
        guard depth < JSONValue.maximumDepth else { throw error(.tooDeep(limit: JSONValue.maximumDepth)) }
        depth += 1
        index += 1
        skipSpace()
    }

    /// Steps over `byte` and the white space after it, if it is there.
    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        skipSpace()
        return true
    }

    /// Steps over the closing bracket. White space after it belongs to whatever is around.
    private mutating func close(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        depth -= 1
        return true
    }

    private mutating func parseArray() throws(JSONError) -> JSONValue {
        try descend()
        var elements: [JSONValue] = []
        if close(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try parseValue())
            skipSpace()
            if close(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw unexpected("a comma or the end of the array") }
        }
    }

    private mutating func parseObject() throws(JSONError) -> JSONValue {
        try descend()
        var members: [String: JSONValue] = [:]
        if close(UInt8(ascii: "}")) { return .object(members) }
        while true {
            let start = index
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw unexpected("a member's name") }
            let name = try parseString()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw unexpected("a colon") }
            let value = try parseValue()
            if members.updateValue(value, forKey: name) != nil, !lastDuplicateWins {
                throw JSONError(.duplicateMember(name), in: bytes, at: start)
            }
            skipSpace()
            if close(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw unexpected("a comma or the end of the object") }
        }
    }
}
