/// Which part of a result a reply carries.
///
/// Source: RFC 9110, section 14.4.
struct ContentRange: Hashable {
    /// The first and the last byte, from 0; nil in the reply to a range that does not exist.
    let bytes: ClosedRange<Int>?
    /// Bytes of the whole; nil when the server does not say.
    let total: Int?

    /// Nil for what is no range of bytes, or one that contradicts itself.
    init?(_ field: String?) {
        guard let field else { return nil }
        let words = field.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let total = parts[1] == "*" ? nil : DownloadField.count(parts[1])
        guard parts[1] == "*" || total != nil else { return nil }
        self.total = total
        if parts[0] == "*" {
            guard total != nil else { return nil }
            bytes = nil
            return
        }
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = DownloadField.count(ends[0]), let last = DownloadField.count(ends[1]),
            first <= last, last < total ?? .max
        else { return nil }
        bytes = first...last
    }
}
