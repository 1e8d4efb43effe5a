import CZlib

extension APNGFrame {
    /// A plain PNG file of this frame: the header with its size, palette and transparent colour, and its data.
    ///
    /// Nil for a frame without data, with a wrong checksum, or whose pieces are not in order.
    func file(from bytes: [UInt8]) -> [UInt8]? {
        let source = ByteView(bytes)
        var chunks = PNGChunks(bytes)
        var output = PNGChunks.signature
        var sequence: Int?
        var hasData = false
        loop: while case .chunk(let chunk) = chunks.next() {
            guard let data = source.view(at: chunk.data.lowerBound, count: chunk.data.count) else { return nil }
            switch chunk.type {
            case "IHDR":
                // The decoder that checks the sums never sees this one.
                guard let rest = data.view(at: 8, count: 5), Self.hasRightSum(chunk, source) else { return nil }
                Self.append("IHDR", Self.big(size.width) + Self.big(size.height) + rest.slice, to: &output)
            case "PLTE", "tRNS":
                output.append(contentsOf: bytes[chunk.range])
            case "fcTL" where chunk.range == control:
                guard Self.hasRightSum(chunk, source) else { return nil }
                sequence = data.uint32(0, .bigEndian)
            case "fcTL" where sequence != nil:
                break loop
            case "fdAT":
                guard let last = sequence else { continue }
                guard let piece = data.view(from: 4), data.uint32(0, .bigEndian) == last + 1,
                    Self.hasRightSum(chunk, source)
                else { return nil }
                sequence = last + 1
                hasData = true
                Self.append("IDAT", piece.slice, to: &output)
            default: break
            }
        }
        guard hasData else { return nil }
        Self.append("IEND", [], to: &output)
        return output
    }

    /// Source: PNG third edition, 5.5: over the type and the data.
    private static func hasRightSum(_ chunk: PNGChunk, _ file: ByteView) -> Bool {
        guard let covered = file.view(at: chunk.range.lowerBound + 4, count: chunk.data.count + 4),
            let stored = file.uint32(chunk.data.upperBound, .bigEndian)
        else { return false }
        return checksum(covered.slice) == stored
    }

    private static func append(_ type: String, _ data: ArraySlice<UInt8>, to output: inout [UInt8]) {
        let start = output.count + 4
        output.append(contentsOf: big(data.count))
        output.append(contentsOf: type.utf8)
        output.append(contentsOf: data)
        output.append(contentsOf: big(checksum(output[start...])))
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBufferPointer { Int(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32(clamping: $0.count))) }
    }

    private static func big(_ value: Int) -> ArraySlice<UInt8> {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }[...]
    }
}
