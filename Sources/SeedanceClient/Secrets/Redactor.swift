/// Takes out of a text what nobody should read there: keys, Data URIs, long base64, and the queries of addresses.
///
/// What stands in its place is `…`. UUIDs, hashes, hosts and paths stay. The time is linear in the length of the text,
/// whatever is in it.
package struct Redactor: Sendable {
    private let patterns: [SecretPattern]

    /// - Parameter secrets: texts that must not appear, besides what looks like a secret anyway; nor may their
    ///   percent-encoded and base64 forms. One of fewer than eight characters is taken out where it stands alone.
    package init(secrets: [String] = []) {
        patterns = SecretPattern.all(for: secrets)
    }

    package func callAsFunction(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for pattern in patterns { bytes = pattern.removed(from: bytes) }
        var scanner = RedactionScanner(bytes)
        return String(decoding: scanner.redacted(), as: UTF8.self)
    }

    /// The text for a message: redacted, on one line, without control characters, and bounded.
    ///
    /// - Parameter limit: bytes of the result, without the mark that something is missing.
    package func message(_ text: String, limit: Int = 2048) -> String {
        let bytes = self(Self.head(of: text)).utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
        guard bytes.count > limit else { return String(decoding: bytes, as: UTF8.self) }
        var end = max(0, limit)
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[..<end], as: UTF8.self) + "…"
    }

    /// As much of a text as can matter to a message. The cut is made between words, so that no half of a secret is left
    /// that nothing would know again.
    private static func head(of text: String) -> String {
        let longest = 1 << 20
        let longestWord = 1 << 14
        guard text.utf8.count > longest else { return text }
        let bytes = Array(text.utf8.prefix(longest))
        let space = bytes.suffix(longestWord).lastIndex { $0 <= 0x20 }
        return String(decoding: bytes[..<(space ?? (longest - longestWord))], as: UTF8.self)
    }
}
