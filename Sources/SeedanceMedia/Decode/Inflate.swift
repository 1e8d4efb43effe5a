import CZlib

/// Inflates a zlib stream, never to more than `limit` bytes.
///
/// Source: RFC 1950; zlib's `inflate`.
func inflate(_ compressed: ArraySlice<UInt8>, limit: Int) -> InflatedBytes {
    var stream = z_stream()
    guard czlib_inflate_begin(&stream) == Z_OK else { return .damaged }
    defer { inflateEnd(&stream) }
    var input = Array(compressed)
    var status = Z_OK
    // One byte more than allowed shows that there is more.
    let room = min(max(0, limit), 1 << 30) + 1
    let output = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            stream.next_out = buffer.baseAddress
            stream.avail_out = UInt32(clamping: room)
            status = CZlib.inflate(&stream, Z_FINISH)
        }
        count = room - Int(stream.avail_out)
    }
    if output.count > limit { return .tooLarge }
    return status == Z_STREAM_END ? .bytes(output) : .damaged
}
