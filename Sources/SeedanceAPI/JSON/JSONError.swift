/// Why some bytes are not JSON that can be relied on, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What stopped the reading.
    public enum Reason: Hashable, Sendable {
        /// Nothing but white space.
        case empty
        /// The bytes begin with a byte order mark, which JSON does not allow.
        case byteOrderMark
        /// The bytes are UTF-16 or UTF-32.
        case notUTF8
        /// The text ends inside a value.
        case unexpectedEnd
        /// Something else stands where `expected` should be.
        case unexpected(found: String, expected: String)
        case invalidNumber
        case invalidEscape
        /// A character below U+0020 inside a string.
        case controlCharacter
        /// More levels of arrays and objects than are read.
        case tooDeep(limit: Int)
        /// Two members of one object have the same name, so one of the values would be lost.
        case duplicateMember(String)
        /// A second value follows the first.
        case trailingData
    }

    /// What stopped the reading.
    public let reason: Reason
    /// The byte where reading stopped, from 0.
    public let offset: Int
    /// The line where reading stopped, from 1.
    public let line: Int
    /// The character of the line where reading stopped, from 1.
    public let column: Int

    init(_ reason: Reason, in bytes: [UInt8], at offset: Int) {
        self.reason = reason
        self.offset = offset
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = column
    }

    /// One sentence: what is wrong, without the place.
    public var message: String {
        switch reason {
        case .empty: "There is nothing in it."
        case .byteOrderMark: "JSON must not begin with a byte order mark; save the text as UTF-8 without one."
        case .notUTF8: "JSON must be UTF-8; save the text in that encoding."
        case .unexpectedEnd: "The JSON ends in the middle of a value; it is cut off."
        case .unexpected(let found, let expected): "\(found) stands where \(expected) should be."
        case .invalidNumber: "This is not a number as JSON writes them."
        case .invalidEscape: "This escape in a string is not one of JSON's, or is half of a surrogate pair."
        case .controlCharacter: "A control character in a string must be written as an escape, such as \\n."
        case .tooDeep(let limit): "Arrays and objects are nested more than \(limit) levels deep."
        case .duplicateMember(let name): "The member \(JSONValue.string(name)) stands twice in one object."
        case .trailingData: "Something follows after the end of the JSON value."
        }
    }

    /// The message with line and column.
    public var description: String {
        reason == .empty ? message : "Line \(line), column \(column): \(message)"
    }
}
