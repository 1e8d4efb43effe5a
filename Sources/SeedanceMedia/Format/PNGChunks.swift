/// One chunk of a PNG file.
struct PNGChunk: Hashable, Sendable {
    /// Four ASCII letters.
    let type: String
    /// The whole chunk with length, type and checksum.
    let range: Range<Int>
    /// What lies between type and checksum.
    var data: Range<Int> { (range.lowerBound + 8)..<(range.upperBound - 4) }

    /// A decoder that does not know a critical chunk cannot show the picture.
    var isCritical: Bool { (type.utf8.first ?? 0) & 0x20 == 0 }
}

/// Steps through a PNG file chunk by chunk.
///
/// Source: PNG third edition, 5.3.
package struct PNGChunks {
    enum Step: Hashable {
        case chunk(PNGChunk)
        /// Nothing behind the last chunk.
        case end
        case cutOff
        case badLength
        case badType
    }

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private let file: ByteView
    private var position = signature.count

    init(_ bytes: [UInt8]) { file = ByteView(bytes) }

    mutating func next() -> Step {
        guard position < file.count else { return .end }
        guard let length = file.uint32(position, .bigEndian), let letters = file.view(at: position + 4, count: 4)?.slice
        else { return .cutOff }
        guard letters.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }) else { return .badType }
        guard length <= Int(Int32.max) else { return .badLength }
        guard length <= file.count - position - 12 else { return .cutOff }
        let chunk = PNGChunk(
            type: String(decoding: letters, as: UTF8.self), range: position..<(position + 12 + length))
        position = chunk.range.upperBound
        return .chunk(chunk)
    }

    /// The file with nothing in it but what makes the pixels: IHDR, PLTE, tRNS, IDAT, IEND.
    ///
    /// Give this, not the file itself, to a decoder: text and profile chunks can be bombs. The coded data stays
    /// byte for byte. Returns the file unchanged if there is nothing to remove or if it is no PNG file; a file that
    /// is cut off keeps its last piece.
    package static func strippingAncillary(_ bytes: [UInt8]) -> [UInt8] {
        keeping(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"], of: bytes)
    }

    private static func keeping(_ types: Set<String>, of bytes: [UInt8]) -> [UInt8] {
        guard bytes.starts(with: signature) else { return bytes }
        var chunks = PNGChunks(bytes)
        var kept: [Range<Int>] = []
        var end = signature.count
        var isWhole = false
        while case .chunk(let chunk) = chunks.next() {
            end = chunk.range.upperBound
            if types.contains(chunk.type) { append(chunk.range, to: &kept) }
            if chunk.type == "IEND" {
                isWhole = true
                break
            }
        }
        if !isWhole, end < bytes.count { append(end..<bytes.count, to: &kept) }
        if kept == [signature.count..<bytes.count] { return bytes }
        var result = signature
        result.reserveCapacity(kept.reduce(signature.count) { $0 + $1.count })
        for range in kept { result.append(contentsOf: bytes[range]) }
        return result
    }

    /// Joins neighbours, so that a thousand IDAT chunks are copied in one go.
    private static func append(_ range: Range<Int>, to ranges: inout [Range<Int>]) {
        if let last = ranges.last, last.upperBound == range.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
            ranges.append(range)
        }
    }
}
