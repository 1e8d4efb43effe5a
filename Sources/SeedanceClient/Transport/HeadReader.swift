/// Puts the head of a response together from its lines.
///
/// Heads before the final one (1xx) are passed over, and so are trailers. Source: RFC 9112, sections 4 and 5.
struct HeadReader: Sendable {
    /// **Units**: bytes of all heads and trailers together.
    static let longest = 256 * 1024

    private var status = 0
    private var fields = [String: String]()
    private var bytes = 0
    /// Whether the final head was complete.
    private(set) var isFinal = false

    /// The head, when this line is the end of the final one.
    ///
    /// **Throws**: `interrupted` for a head without an end.
    mutating func read(_ line: [UInt8]) throws(TransportError) -> ResponseHead? {
        bytes += line.count
        guard bytes <= HeadReader.longest else {
            throw TransportError(.interrupted, "The response's head is longer than \(HeadReader.longest) bytes.")
        }
        guard !isFinal else { return nil }
        let text = String(decoding: line, as: UTF8.self).filter { $0 != "\r\n" && $0 != "\n" && $0 != "\r" }
        if text.hasPrefix("HTTP/") {
            fields = [:]
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        } else if text.isEmpty {
            guard status >= 200 else { return nil }
            isFinal = true
            return ResponseHead(status: status, headers: fields)
        } else if let colon = text.firstIndex(of: ":") {
            let name = text[..<colon].lowercased()
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            let trimmed = String(value.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
            // Fields that come twice are one list. Source: RFC 9110, section 5.3.
            fields[name] = fields[name].map { "\($0), \(trimmed)" } ?? trimmed
        }
        return nil
    }
}
