/// The text form of UUIDs, as far as the service takes them.
///
/// Source: RFC 4122, sections 3 and 4.1; the model's page, Request: UUID v4.
public enum UUIDFormat: Hashable, Sendable {
    /// Version 4, and the variant of RFC 4122.
    case version4
    /// The right form, but another version or variant.
    case other

    /// What a string is; nil when it does not have the form of a UUID, in either case.
    public init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(37))
        guard bytes.count == 36 else { return nil }
        for (index, byte) in bytes.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else if Hexadecimal.value(of: byte) == nil {
                return nil
            }
        }
        let variant = Hexadecimal.value(of: bytes[19]) ?? 0
        self = bytes[14] == UInt8(ascii: "4") && variant & 0b1100 == 0b1000 ? .version4 : .other
    }
}
