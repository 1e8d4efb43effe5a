/// Tells WebM from Matroska by the document type in the EBML header.
///
/// Source: RFC 8794, 11.2.
enum EBMLSniffer {
    static func sniff(_ view: ByteView) -> SniffedFormat? {
        guard view.has([0x1A, 0x45, 0xDF, 0xA3]) else { return nil }
        guard let header = number(view, at: 4) else { return .video(.mkv) }
        var offset = 4 + header.length
        let end = offset + min(header.value, SniffedFormat.sniffedBytes)
        // An element takes at least two bytes, so that the loop is bounded by what is sniffed.
        while offset < end, let identifier = identifier(view, at: offset) {
            guard let size = number(view, at: offset + identifier.length) else { break }
            let payload = offset + identifier.length + size.length
            if identifier.value == 0x4282 { return .video(view.has("webm", at: payload) ? .webm : .mkv) }
            guard size.value <= view.count else { break }
            offset = payload + size.value
        }
        return .video(.mkv)
    }

    /// An element's identifier keeps its length marker.
    private static func identifier(_ view: ByteView, at offset: Int) -> (value: Int, length: Int)? {
        guard let first = view.byte(offset), first >= 0x10 else { return nil }
        let length = UInt8(truncatingIfNeeded: first).leadingZeroBitCount + 1
        var value = 0
        for index in 0..<length {
            guard let byte = view.byte(offset + index) else { return nil }
            value = value << 8 | byte
        }
        return (value, length)
    }

    /// A size of one to eight bytes whose leading zero bits say how many; 56 bits at most.
    private static func number(_ view: ByteView, at offset: Int) -> (value: Int, length: Int)? {
        guard let first = view.byte(offset), first != 0 else { return nil }
        let length = UInt8(truncatingIfNeeded: first).leadingZeroBitCount + 1
        var value = first & (0xFF >> length)
        for index in 1..<length {
            guard let byte = view.byte(offset + index) else { return nil }
            value = value << 8 | byte
        }
        return (value, length)
    }
}
