import CFFmpeg

extension Packet {
    /// What makes no pixels and is packed: libavcodec inflates it whole, before it looks at any limit.
    private static let packed: Set<[UInt8]> = [Array("zTXt".utf8), Array("iTXt".utf8), Array("iCCP".utf8)]

    /// Takes texts and colour profiles out of a PNG picture, where it lies. Of what is no PNG nothing is changed.
    ///
    /// **Source**: PNG third edition, 5.3.
    func dropPackedTextOfPNG() {
        guard let start = unsafe raw.pointee.data else { return }
        let bytes = unsafe UnsafeMutableBufferPointer(start: start, count: max(0, Int(raw.pointee.size)))
        var (from, to) = (8, 8)
        while from <= bytes.count - 12 {
            let length = unsafe bytes[from..<from + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - from - 12 else { break }
            let end = from + 12 + length
            if unsafe !Packet.packed.contains(Array(bytes[from + 4..<from + 8])) {
                unsafe Packet.move(from..<end, to: to, in: bytes)
                to += end - from
            }
            from = end
        }
        guard from > to else { return }
        // A cut-off chunk stays what it is: the decoder says so.
        unsafe Packet.move(from..<bytes.count, to: to, in: bytes)
        let count = to + bytes.count - from
        // Decoders want zeros behind the end.
        for index in count..<bytes.count { unsafe bytes[index] = 0 }
        unsafe raw.pointee.size = Int32(clamping: count)
    }

    private static func move(_ range: Range<Int>, to place: Int, in bytes: UnsafeMutableBufferPointer<UInt8>) {
        guard place < range.lowerBound else { return }
        for offset in 0..<range.count { unsafe bytes[place + offset] = bytes[range.lowerBound + offset] }
    }
}
