import FlyingSocks
import Foundation

/// The body of a reply, produced piece by piece while it is sent, so that no file is ever in memory as a whole.
struct BodyBytes: AsyncBufferedSequence {
    typealias Element = UInt8

    enum Content: Sendable {
        case bytes([UInt8])
        /// Part of a file. Bytes inside `flipped`, counted from the start of the file, come as others.
        case file(String, Range<Int>, flipped: Range<Int>?)
        /// A text with spaces behind it, up to so many bytes.
        case padded(String, Int)

        var count: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .file(_, let range, _): range.count
            case .padded(_, let count): count
            }
        }
    }

    let content: Content
    /// Bytes after which the connection ends.
    var cut: Int?
    /// Bytes that are sent at a time, with a millisecond between them; nil for as fast as it goes.
    var drip: Int?

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        let body: BodyBytes
        private var position = 0
        private var file: FileHandle?

        init(body: BodyBytes) { self.body = body }

        mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

        mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
            if let cut = body.cut, position >= cut { throw Hangup() }
            let end = Swift.min(body.content.count, body.cut ?? .max)
            let wanted = Swift.min(end - position, count, body.drip ?? .max)
            guard wanted > 0 else { return nil }
            if body.drip != nil, position > 0 { try await Task.sleep(for: .milliseconds(1)) }
            let bytes = try read(wanted)
            // A file that has become shorter cannot fill the length that was promised.
            guard !bytes.isEmpty else { throw Hangup() }
            position += bytes.count
            return bytes
        }

        private mutating func read(_ count: Int) throws -> [UInt8] {
            switch body.content {
            case .bytes(let bytes): return Array(bytes[position..<(position + count)])
            case .padded(let text, _):
                let text = Array(text.utf8.dropFirst(position).prefix(count))
                return text + [UInt8](repeating: UInt8(ascii: " "), count: count - text.count)
            case .file(let path, let range, let flipped):
                let start = range.lowerBound + position
                var bytes = Array(try handle(path, at: start).read(upToCount: count) ?? Data())
                if let flipped {
                    for index in flipped.clamped(to: start..<(start + bytes.count)) { bytes[index - start] ^= 0xFF }
                }
                return bytes
            }
        }

        private mutating func handle(_ path: String, at offset: Int) throws -> FileHandle {
            if let file { return file }
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            try file.seek(toOffset: UInt64(offset))
            self.file = file
            return file
        }
    }
}
