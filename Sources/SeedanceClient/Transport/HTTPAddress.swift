/// An http or https address, taken apart strictly, so that no other parser can read another host into it.
///
/// Source: RFC 3986, narrowed to what needs no interpretation: no zone identifiers, no percent-encoded hosts, no
/// characters that have to be encoded.
struct HTTPAddress: Hashable, Sendable {
    /// `http` or `https`.
    let scheme: String
    /// User and password, if the address has any; without the `@`.
    let userInfo: String?
    /// In lower case; an IPv6 address without its brackets.
    let host: String
    let isBracketed: Bool
    /// As written; nil for the scheme's own.
    let port: UInt16?
    /// Begins with a slash, or is empty.
    let path: String
    let query: String?
    let fragment: String?

    /// Nil for anything that is not such an address.
    init?(_ text: String) {
        guard !text.utf8.contains(where: Self.isForbidden), let colon = text.range(of: "://") else { return nil }
        let scheme = text[..<colon.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[colon.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        guard let parts = Authority(authority) else { return nil }
        self.scheme = scheme
        userInfo = parts.userInfo
        host = parts.host
        isBracketed = parts.isBracketed
        port = parts.port
        var tail = rest[authority.endIndex...]
        fragment = Self.cut(&tail, at: "#")
        query = Self.cut(&tail, at: "?")
        path = String(tail)
    }

    /// The port that is connected to.
    var effectivePort: UInt16 { port ?? (scheme == "https" ? 443 : 80) }

    /// Host and port as they are written in an address.
    var authority: String {
        (isBracketed ? "[\(host)]" : host) + (port.map { ":\($0)" } ?? "")
    }

    /// What a request is sent to: without user, password and fragment.
    var requested: String {
        "\(scheme)://\(authority)\(path.isEmpty ? "/" : path)" + (query.map { "?\($0)" } ?? "")
    }

    /// Whether it is on this machine by its very spelling.
    var isLoopback: Bool {
        host == "localhost" || host == "::1" || PublicNetwork.ipv4(host).map { $0 >> 24 == 127 } == true
    }

    /// Whether a key that was meant for one may be given to the other.
    func isSameOrigin(as other: HTTPAddress) -> Bool {
        scheme == other.scheme && host == other.host && effectivePort == other.effectivePort
    }

    /// What no address has: control characters, spaces, anything but ASCII, and what parsers disagree about.
    static func isForbidden(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte >= 0x7F || "\"<>\\^`{|}".utf8.contains(byte)
    }

    private static func cut(_ text: inout Substring, at separator: Character) -> String? {
        guard let index = text.firstIndex(of: separator) else { return nil }
        defer { text = text[..<index] }
        return String(text[text.index(after: index)...])
    }

    private struct Authority {
        var userInfo: String?
        var host: String
        var isBracketed = false
        var port: UInt16?

        init?(_ text: Substring) {
            var rest = text
            if let at = rest.lastIndex(of: "@") {
                userInfo = String(rest[..<at])
                rest = rest[rest.index(after: at)...]
            }
            if rest.first == "[" {
                guard let end = rest.firstIndex(of: "]") else { return nil }
                host = rest[rest.index(after: rest.startIndex)..<end].lowercased()
                isBracketed = true
                rest = rest[rest.index(after: end)...]
                guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
            } else {
                host = rest.prefix { $0 != ":" }.lowercased()
                rest = rest.drop { $0 != ":" }
                guard !host.isEmpty, host.utf8.count <= 253 else { return nil }
                let isPlain = host.utf8.allSatisfy { RedactionScanner.isWord($0) || $0 == UInt8(ascii: ".") }
                guard isPlain, !host.hasPrefix("."), !host.contains("..") else { return nil }
            }
            guard let colon = rest.first else { return }
            let digits = rest.dropFirst()
            if digits.isEmpty, colon == ":" { return }
            guard colon == ":", digits.allSatisfy(\.isNumber), let number = UInt16(digits), number > 0 else {
                return nil
            }
            port = number
        }
    }
}
