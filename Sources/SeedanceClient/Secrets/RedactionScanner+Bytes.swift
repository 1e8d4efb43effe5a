extension RedactionScanner {
    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// What base64 of either alphabet consists of, percent-encoded or not.
    static func isRun(_ byte: UInt8) -> Bool {
        isWord(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
            || byte == UInt8(ascii: "%")
    }

    static func endsAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "`"), UInt8(ascii: "\\"):
            true
        default: false
        }
    }

    static func endsLine(_ byte: UInt8) -> Bool {
        byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    static func endsValue(_ byte: UInt8) -> Bool {
        endsAddress(byte) || ",;&}])".utf8.contains(byte)
    }

    /// Whether it reads like a word rather than like a secret.
    static func isProse(_ value: ArraySlice<UInt8>) -> Bool {
        value.count < 16 && !value.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// JSON may write `/` as `\/`.
    func isEscapedSlash(at index: Int) -> Bool {
        input[index] == UInt8(ascii: "\\") && index + 1 < input.count && input[index + 1] == UInt8(ascii: "/")
    }

    /// Where the text goes on after a line break, written as such or as JSON's escape.
    func lineBreakEnd(at index: Int) -> Int? {
        let rest = input[index..<min(index + 4, input.count)]
        return ["\r\n", "\n", "\\r\\n", "\\n"].first { rest.starts(with: $0.utf8) }.map { index + $0.utf8.count }
    }

    /// Whether a word stands at a place, in either case.
    func hasWord(_ word: StaticString, at index: Int) -> Bool {
        let end = index + word.utf8CodeUnitCount
        guard end <= input.count else { return false }
        return word.withUTF8Buffer { word in
            for offset in 0..<word.count where input[index + offset] | 0x20 != word[offset] { return false }
            return true
        }
    }
}

/// The names of what holds a secret.
enum SecretName {
    private static let endings = [
        "apikey", "accesskey", "secretkey", "privatekey", "token", "secret", "password", "passwd", "signature",
        "credential", "credentials", "cookie", "authorization",
    ]
    private static let whole = ["key", "sig", "auth", "pwd"]

    static func matches(_ name: ArraySlice<UInt8>) -> Bool {
        guard !name.isEmpty, let letters = letters(of: name) else { return false }
        return whole.contains(letters) || endings.contains { letters.hasSuffix($0) }
    }

    /// Whether its value goes on behind spaces.
    static func isWholeLine(_ name: ArraySlice<UInt8>) -> Bool {
        letters(of: name).map { $0.hasSuffix("authorization") || $0.hasSuffix("cookie") } ?? false
    }

    /// Nil for what is too long to be a name.
    private static func letters(of name: ArraySlice<UInt8>) -> String? {
        guard name.count <= 64 else { return nil }
        let isSeparator: (UInt8) -> Bool = { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
        return String(decoding: name.filter { !isSeparator($0) }, as: UTF8.self).lowercased()
    }
}
