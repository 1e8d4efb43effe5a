/// The name that a server gives to exactly these bytes.
///
/// Source: RFC 9110, section 8.8.3.
enum EntityTag {
    /// The tag, if it is a strong one: weak ones name things that only mean the same, and must not be used for ranges
    /// (section 13.1.5).
    static func strong(_ field: String?) -> String? {
        guard let field, field.utf8.count >= 2, field.utf8.count <= longest else { return nil }
        guard field.utf8.first == quote, field.utf8.last == quote else { return nil }
        let inner = field.utf8.dropFirst().dropLast()
        // What could not be sent back unharmed is no tag.
        return inner.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != quote } ? field : nil
    }

    private static let quote = UInt8(ascii: "\"")
    /// Bytes. Servers use up to some hundred; this stands in the ledger and in a header.
    private static let longest = 1024
}
