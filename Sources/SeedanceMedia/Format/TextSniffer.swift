/// Tells apart what is written in characters: markup, JSON, playlists, pointers, plain text.
enum TextSniffer {
    static func sniff(_ bytes: [UInt8]) -> SniffedFormat? {
        let (text, isWide) = narrowed(bytes)
        let start = text.firstIndex { !isSpace($0) } ?? text.endIndex
        let content = text[start...]
        if let format = markup(content) { return .other(format) }
        if isNetpbm(bytes) { return .other(.netpbm) }
        guard isWide || isText(text) else { return nil }
        for (magic, format) in beginnings where content.starts(with: magic.utf8) { return .other(format) }
        if isSDP(content) { return .other(.sdp) }
        if isJSON(content) { return .other(.json) }
        return content.isEmpty && start == text.startIndex ? nil : .other(.plainText)
    }

    private static let beginnings: [(String, OtherFormat)] = [
        ("#EXTM3U", .hlsPlaylist), ("ffconcat version", .ffconcat),
        ("version https://git-lfs.github.com/spec/", .gitLFSPointer), ("data:image/", .dataURI),
        ("data:video/", .dataURI),
    ]

    /// The text without a byte order mark; of UTF-16 only the low bytes, which is enough to know markup by.
    private static func narrowed(_ bytes: [UInt8]) -> (text: [UInt8], isWide: Bool) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (Array(bytes.dropFirst(3)), false) }
        let low: Int
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0x3C, 0x00]) {
            low = 0
        } else if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0x00, 0x3C]) {
            low = 1
        } else {
            return (bytes, false)
        }
        let mark = bytes[0] >= 0xFE ? 2 : 0
        return (stride(from: mark + low, to: bytes.count, by: 2).map { bytes[$0] }, true)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Skips the prolog (declaration, comments, document type) and looks at the first element.
    private static func markup(_ content: ArraySlice<UInt8>) -> OtherFormat? {
        var rest = content
        var isXML = false
        while rest.first == UInt8(ascii: "<") {
            if begins(rest, "<!doctype html") { return .html }
            if begins(rest, "<!doctype svg") { return .svg }
            let end: ArraySlice<UInt8>.Index?
            if begins(rest, "<?xml") {
                isXML = true
                end = rest.firstIndex(of: UInt8(ascii: ">"))
            } else if begins(rest, "<!--") {
                end = endOfComment(rest)
            } else if begins(rest, "<!") || begins(rest, "<?") {
                end = rest.firstIndex(of: UInt8(ascii: ">"))
            } else {
                return element(rest) ?? (isXML ? .xml : nil)
            }
            guard let end else { break }
            rest = rest[(end + 1)...].drop(while: isSpace)
        }
        return isXML ? .xml : nil
    }

    private static func endOfComment(_ rest: ArraySlice<UInt8>) -> Int? {
        var dashes = 0
        for index in rest.indices.dropFirst(4) {
            if rest[index] == UInt8(ascii: ">"), dashes >= 2 { return index }
            dashes = rest[index] == UInt8(ascii: "-") ? dashes + 1 : 0
        }
        return nil
    }

    private static func element(_ rest: ArraySlice<UInt8>) -> OtherFormat? {
        let name = rest.dropFirst().prefix { !isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
        guard let first = name.first, isLetter(first), name.count < 64,
            name.allSatisfy({ isLetter($0) || "0123456789:-_.".utf8.contains($0) })
        else { return nil }
        let whole = String(decoding: name, as: UTF8.self).lowercased()
        let local = whole.split(separator: ":").last.map(String.init) ?? whole
        if local == "svg" { return .svg }
        return htmlElements.contains(local) ? .html : .xml
    }

    private static let htmlElements: Set<String> = [
        "html", "head", "body", "title", "meta", "script", "style", "link", "div", "span", "p", "table", "h1", "center",
        "a", "br", "iframe", "pre",
    ]

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }

    /// Compares without case; `expected` is lower case.
    private static func begins(_ rest: ArraySlice<UInt8>, _ expected: String) -> Bool {
        rest.count >= expected.utf8.count
            && zip(rest, expected.utf8).allSatisfy { (isLetter($0) ? $0 | 0x20 : $0) == $1 }
    }

    /// Source: RFC 8866, 5.1: `v=0` and then the origin.
    private static func isSDP(_ content: ArraySlice<UInt8>) -> Bool {
        content.starts(with: "v=0\r\n".utf8) || content.starts(with: "v=0\n".utf8)
    }

    /// `P1` to `P7`, white space, then a number, a comment or a keyword. Source: netpbm(5), pbm(5) to pam(5).
    private static func isNetpbm(_ bytes: [UInt8]) -> Bool {
        let head = Array(bytes.prefix(4))
        guard head.count == 4, head[0] == UInt8(ascii: "P"), (0x31...0x37).contains(head[1]), isSpace(head[2]) else {
            return false
        }
        return "0123456789#WHDMT".utf8.contains(head[3])
    }

    private static func isJSON(_ content: ArraySlice<UInt8>) -> Bool {
        let next = content.dropFirst().drop(while: isSpace).first
        switch content.first {
        case UInt8(ascii: "{"): return next == nil || next == UInt8(ascii: "\"") || next == UInt8(ascii: "}")
        case UInt8(ascii: "["): return next.map { "{[]\"-0123456789tfn".utf8.contains($0) } ?? true
        default: return false
        }
    }

    /// No control characters, and either UTF-8 or mostly ASCII in some older encoding.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        var ascii = 0
        for byte in bytes {
            if byte < 0x20, !isSpace(byte), byte != 0x1B { return false }
            if byte == 0x7F { return false }
            if byte < 0x80 { ascii += 1 }
        }
        if ascii == bytes.count || ascii * 4 >= bytes.count * 3 { return true }
        // The last character may be cut off with the prefix.
        return (0...min(3, bytes.count - 1)).contains { String(validating: bytes.dropLast($0), as: UTF8.self) != nil }
    }
}
