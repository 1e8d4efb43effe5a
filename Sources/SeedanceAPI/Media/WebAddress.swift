/// Addresses that the service can fetch or send to.
///
/// Source: RFC 3986, narrowed to http and https with a host.
enum WebAddress {
    /// Whether a string is meant as a web address, right or wrong.
    static func isMeant(by text: String) -> Bool {
        let head = text.prefix(8).lowercased()
        return head.hasPrefix("http://") || head.hasPrefix("https://")
    }

    /// What is wrong with the address, as a sentence; nil when nothing is.
    static func problem(in text: String) -> String? {
        guard isMeant(by: text) else { return "It must be an address that begins with https:// or http://." }
        for (offset, byte) in text.utf8.enumerated() {
            let isForbidden = byte <= 0x20 || byte >= 0x7F || "\"<>\\^`{|}".utf8.contains(byte)
            if isForbidden { return "Byte \(offset) of the address must be percent-encoded." }
        }
        if hasBrokenEscape(text) { return "A % in the address is not followed by two hexadecimal digits." }
        let afterScheme = text.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
        let authority = afterScheme.prefix { !"/?#".utf8.contains($0) }
        let hostAndPort =
            authority.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).last ?? authority
        return problem(inHostAndPort: Array(hostAndPort))
    }

    private static func hasBrokenEscape(_ text: String) -> Bool {
        var digitsDue = 0
        for byte in text.utf8 {
            if digitsDue > 0 {
                guard Hexadecimal.value(of: byte) != nil else { return true }
                digitsDue -= 1
            } else if byte == UInt8(ascii: "%") {
                digitsDue = 2
            }
        }
        return digitsDue > 0
    }

    private static func problem(inHostAndPort text: [UInt8]) -> String? {
        var host = text[...]
        var port: ArraySlice<UInt8> = []
        if text.first == UInt8(ascii: "[") {
            guard let end = text.firstIndex(of: UInt8(ascii: "]")) else { return "The host of the address has no end." }
            host = text[1..<end]
            port = text[(end + 1)...]
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
            host = text[..<colon]
            port = text[colon...]
        }
        if host.isEmpty { return "The address names no host." }
        guard let separator = port.first else { return nil }
        let digits = String(decoding: port.dropFirst(), as: UTF8.self)
        guard separator == UInt8(ascii: ":"), digits.isEmpty || UInt16(digits) != nil, digits.first != "+" else {
            return "The port of the address is no number up to 65535."
        }
        return nil
    }
}
