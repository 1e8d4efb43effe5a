import CZlib
import FFmpeg

/// Whether a PNG file's data holds all of its rows.
///
/// FFmpeg's decoder leaves rows black for which there is no data, without a word.
enum PNGIntegrity {
    /// A look at the decoded picture, which costs nothing: rows that never came are zero, and the last two rows
    /// belong to the last passes of an interlaced picture too.
    static func looksUnfinished(_ frame: borrowing Frame) -> Bool {
        let (height, rowBytes) = (frame.height, frame.bytesPerRow(ofPlane: 0))
        return frame.withPlane(0) { start, stride in
            (max(0, height - 2)..<height).contains { y in
                let row = start + y * stride
                return (0..<rowBytes).allSatisfy { row[$0] == 0 }
            }
        } ?? false
    }

    /// Inflates all of the data, piece by piece, to count it.
    static func isComplete(_ bytes: [UInt8], _ header: ImageHeader) -> Bool {
        guard case .png(let details) = header.details else { return true }
        var stream = z_stream()
        guard czlib_inflate_begin(&stream) == Z_OK else { return false }
        defer { inflateEnd(&stream) }
        let expected = dataCount(header, details)
        var room = [UInt8](repeating: 0, count: 1 << 16)
        var count = 0
        var chunks = PNGChunks(bytes)
        var status = Z_OK
        while status == Z_OK, count < expected, case .chunk(let chunk) = chunks.next() {
            guard chunk.type == "IDAT" else { continue }
            var input = Array(bytes[chunk.data])
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(clamping: input.count)
                repeat {
                    room.withUnsafeMutableBufferPointer { room in
                        stream.next_out = room.baseAddress
                        stream.avail_out = UInt32(clamping: room.count)
                        status = CZlib.inflate(&stream, Z_NO_FLUSH)
                        count += room.count - Int(stream.avail_out)
                    }
                } while status == Z_OK && stream.avail_out == 0
                // Neither an end nor progress is the normal end of a chunk.
                if status == Z_BUF_ERROR { status = Z_OK }
            }
        }
        return count >= expected
    }

    /// Bytes of the filtered rows. Source: PNG third edition, 7.2 and 8.1.
    private static func dataCount(_ header: ImageHeader, _ details: PNGDetails) -> Int {
        let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][details.colorType] ?? 1
        let bits = samples * header.bitDepth
        func count(_ width: Int, _ height: Int) -> Int {
            width == 0 || height == 0 ? 0 : height * (1 + (width * bits + 7) / 8)
        }
        let (width, height) = (header.codedSize.width, header.codedSize.height)
        guard details.isInterlaced else { return count(width, height) }
        let passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        return passes.reduce(0) { sum, pass in
            let (x, y, stepX, stepY) = pass
            return sum + count(max(0, width - x + stepX - 1) / stepX, max(0, height - y + stepY - 1) / stepY)
        }
    }
}
