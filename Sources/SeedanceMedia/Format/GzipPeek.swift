import CZlib

/// The beginning of what a gzip file holds, to know it by.
///
/// **Source**: RFC 1952.
enum GzipPeek {
    /// No more than `limit` bytes, however far the file would inflate; fewer where it is damaged or cut off.
    static func beginning(of bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8] {
        var stream = z_stream()
        // 15 bits of window, and 16 for a gzip header.
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return []
        }
        defer { inflateEnd(&stream) }
        var input = Array(bytes)
        return [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(clamping: input.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(clamping: limit)
                _ = CZlib.inflate(&stream, Z_SYNC_FLUSH)
            }
            count = limit - Int(stream.avail_out)
        }
    }
}
