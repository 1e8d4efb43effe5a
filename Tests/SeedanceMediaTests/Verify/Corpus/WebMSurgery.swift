/// Changes to the elements of a WebM file that leave every other byte where it is.
///
/// Source: RFC 8794 (EBML), RFC 9559 (Matroska).
struct WebMSurgery {
    enum Element {
        static let segment = 0x1853_8067
        static let information = 0x1549_A966
        static let duration = 0x4489
        static let tracks = 0x1654_AE6B
        static let entry = 0xAE
        static let codec = 0x86
        static let video = 0xE0
        static let width = 0xB0
        static let height = 0xBA
        static let cluster = 0x1F43_B675
        static let cues = 0x1C53_BB6B
    }

    var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    struct Found {
        let id: Int
        /// Where the element begins, its length is written, and its content lies.
        let start: Int
        let lengthAt: Int
        let content: Range<Int>
    }

    func elements(in range: Range<Int>) -> [Found] {
        var (position, found) = (range.lowerBound, [Found]())
        while let element = element(at: position, end: range.upperBound) {
            found.append(element)
            position = element.content.upperBound
        }
        return found
    }

    private func element(at start: Int, end: Int) -> Found? {
        guard start < end, bytes[start] > 0 else { return nil }
        let idLength = bytes[start].leadingZeroBitCount + 1
        let lengthAt = start + idLength
        guard lengthAt < end, bytes[lengthAt] > 0 else { return nil }
        let lengthLength = bytes[lengthAt].leadingZeroBitCount + 1
        let content = lengthAt + lengthLength
        guard content <= end else { return nil }
        let id = bytes[start..<lengthAt].reduce(0) { $0 << 8 | Int($1) }
        let marked = bytes[lengthAt..<content].reduce(0) { $0 << 8 | Int($1) }
        let length = marked & ((1 << (7 * lengthLength)) - 1)
        return Found(
            id: id, start: start, lengthAt: lengthAt, content: content..<min(end, content + min(length, bytes.count)))
    }

    /// The elements that a path of identifiers leads to.
    func all(_ path: Int...) -> [Found] {
        var found = elements(in: bytes.indices)
        for (depth, id) in path.enumerated() {
            found = found.filter { $0.id == id }
            if depth + 1 < path.count { found = found.flatMap { elements(in: $0.content) } }
        }
        return found
    }

    func first(_ found: [Found]) throws -> Found {
        guard let first = found.first else { throw CorpusFailure("There is no such element.") }
        return first
    }

    mutating func set(_ range: Range<Int>, to value: Int) {
        for index in range {
            bytes[index] = UInt8(truncatingIfNeeded: value >> (8 * (range.upperBound - 1 - index)))
        }
    }

    /// The element becomes one that is to be passed over.
    mutating func hide(_ element: Found) {
        bytes[element.start] = 0xEC
        bytes[element.start + 1] = 0x01
        set(element.start + 2..<element.start + 9, to: element.content.upperBound - element.start - 9)
    }

    typealias Change = @Sendable (CorpusFile) throws -> [UInt8]

    static func change(_ change: @escaping @Sendable (inout WebMSurgery) throws -> Void) -> Change {
        { file in
            var surgery = WebMSurgery(file.bytes)
            try change(&surgery)
            return surgery.bytes
        }
    }
}
