/// Tells WebM from Matroska by the document type in the EBML header.
///
/// Source: RFC 8794, 11.2.
enum EBMLSniffer {
    static func sniff(_ view: ByteView) -> SniffedFormat? {
        guard view.has([0x1A, 0x45, 0xDF, 0xA3]) else { return nil }
        guard let header = view.elementSize(4) else { return .video(.mkv) }
        var offset = 4 + header.length
        let end = offset + min(header.value ?? .max, SniffedFormat.sniffedBytes)
        // An element takes at least two bytes, so that the loop is bounded by what is sniffed.
        while offset < end, let identifier = view.elementIdentifier(offset) {
            guard let size = view.elementSize(offset + identifier.length) else { break }
            let payload = offset + identifier.length + size.length
            if identifier.value == 0x4282 { return .video(view.has("webm", at: payload) ? .webm : .mkv) }
            guard let length = size.value, length <= view.count else { break }
            offset = payload + length
        }
        return .video(.mkv)
    }
}
