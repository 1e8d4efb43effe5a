/// One chunk of a WebP file.
struct WebPChunk: Hashable, Sendable {
    /// Four characters, the last ones perhaps spaces: `VP8 `.
    let type: String
    /// Header and data, without the padding byte.
    let range: Range<Int>
    var data: Range<Int> { (range.lowerBound + 8)..<range.upperBound }
}

/// Steps through a WebP file chunk by chunk.
///
/// Source: RFC 9649, 2.3 and 2.4.
struct WebPChunks {
    enum Step: Hashable {
        case chunk(WebPChunk)
        case end
        /// A chunk reaches beyond the length that the file gives for itself.
        case overrun
    }

    private let file: ByteView
    /// Where the file ends by its own account.
    let end: Int
    private var position: Int

    /// Nil if it is no WebP file or if its length reaches beyond its last byte.
    init?(_ bytes: [UInt8]) {
        file = ByteView(bytes)
        guard file.has("RIFF"), file.has("WEBP", at: 8), let length = file.uint32(4, .littleEndian), length >= 4,
            length <= bytes.count - 8
        else { return nil }
        end = length + 8
        position = 12
    }

    /// The chunks inside another one, whose range is known to lie in the file.
    init(_ file: ByteView, in range: Range<Int>) {
        self.file = file
        end = range.upperBound
        position = range.lowerBound
    }

    mutating func next() -> Step {
        // A lone byte at the end is padding.
        guard position < end - 1 else { return .end }
        guard end - position >= 8, let type = file.view(at: position, count: 4),
            let length = file.uint32(position + 4, .littleEndian), length <= end - position - 8
        else { return .overrun }
        let chunk = WebPChunk(
            type: String(decoding: type.slice, as: UTF8.self), range: position..<(position + 8 + length))
        position = chunk.range.upperBound + length % 2
        return .chunk(chunk)
    }
}
