import Foundation

/// Finds the members `"taskUUID": "…"` in JSON that is too large to be kept, a piece at a time.
///
/// It may be taken in by such a text inside a string; a report is only a hint.
struct UUIDScanner {
    /// In the order in which they came, each once, and no more than a few.
    private(set) var found: [String] = []
    private var recent: [UInt8] = []

    private static let name = Array("\"taskUUID\"".utf8)
    /// Bytes: the name, the value in its quotes, and some white space around the colon.
    private static let longest = name.count + 38 + 32
    private static let mostFound = 4

    mutating func take(_ bytes: some Collection<UInt8>) {
        recent += bytes
        // What could go on in the next piece waits for it.
        let decided = max(0, recent.count - Self.longest)
        scan(upTo: decided)
        recent.removeFirst(decided)
    }

    /// Nothing more comes.
    mutating func finish() { scan(upTo: recent.count) }

    private mutating func scan(upTo end: Int) {
        var start = 0
        while let quote = recent[start..<end].firstIndex(of: UInt8(ascii: "\"")) {
            add(recent[quote...].prefix(Self.longest))
            start = quote + 1
        }
    }

    /// Takes the value if the member stands at the beginning of these bytes.
    private mutating func add(_ bytes: ArraySlice<UInt8>) {
        guard bytes.starts(with: Self.name) else { return }
        let rest = bytes.dropFirst(Self.name.count).drop(while: Self.isSpace)
        guard rest.first == UInt8(ascii: ":") else { return }
        let value = rest.dropFirst().drop(while: Self.isSpace)
        guard value.first == UInt8(ascii: "\""), value.count >= 38 else { return }
        let text = String(decoding: value.dropFirst().prefix(36), as: UTF8.self)
        guard value.dropFirst(37).first == UInt8(ascii: "\""), UUID(uuidString: text) != nil else { return }
        if !found.contains(text), found.count < Self.mostFound { found.append(text) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
