/// Texts of others, made fit to be kept.
enum LedgerText {
    /// Without secrets, on one line, and of a sane length.
    ///
    /// - Parameter longest: in characters.
    static func clean(_ text: String, longest: Int) -> String {
        // Cut first, because a whole Data URI may be in it, but not so short that half of a secret is no longer known
        // for one.
        let redacted = Redactor()(String(text.prefix(longest * 16)))
        let line = String(
            String.UnicodeScalarView(redacted.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
        return line.count <= longest ? line : line.prefix(longest) + "…"
    }

    /// Names that a service made up, as they are when they are like UUIDs, and as a hash when they could be anything.
    static func name(_ text: String) -> String {
        isToken(text) ? text : "sha256:" + ContentHash.hexadecimal(Array(text.utf8))
    }

    /// Up to 128 letters, digits and a few signs, none of which an address with a query can do without.
    static func isToken(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":")].contains(byte)
            }
    }

    /// A strong entity tag that can go back into a header; nil for anything else, and then a download begins anew.
    ///
    /// Source: RFC 9110, section 8.8.3.
    static func entityTag(_ text: String?) -> String? {
        guard let text, (2...512).contains(text.utf8.count), text.hasPrefix("\""), text.hasSuffix("\"") else {
            return nil
        }
        let inner = text.utf8.dropFirst().dropLast()
        return inner.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") } ? text : nil
    }
}
