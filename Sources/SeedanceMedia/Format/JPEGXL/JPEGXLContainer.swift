/// The codestream of a JPEG XL file, and where it lies: bare, in one box, or in pieces.
///
/// **Source**: ISO/IEC 18181-2, 9 (boxes): `JXL `, `ftyp`, `jxlc`, `jxlp`; others are passed over.
struct JPEGXLContainer: Hashable, Sendable {
    let isContainer: Bool
    /// In order; none is empty but for a piece without content.
    let pieces: [Range<Int>]
    /// The file can be turned back into the JPEG that it was made from.
    let holdsJPEG: Bool

    /// **Throws**: `truncated` where a box or the last piece is missing, `damaged`, `limitExceeded`.
    init(_ bytes: [UInt8], _ context: HeaderContext) throws(MediaError) {
        let file = ByteView(bytes)
        guard !file.has([0xFF, 0x0A]) else {
            (isContainer, pieces, holdsJPEG) = (false, [0..<bytes.count], false)
            return
        }
        var budget = HeaderBudget(context)
        var whole: Range<Int>?
        var parts: [Range<Int>] = []
        var sawLast = false
        var holdsJPEG = false
        var position = 0
        // Less than a box behind the picture is nothing that anybody misses.
        while position < bytes.count, bytes.count - position >= 8 || (whole == nil && !sawLast) {
            try budget.countChunk()
            let box = try Self.box(file, at: position, context)
            position = box.content.upperBound
            switch box.type {
            case "jxlc":
                guard whole == nil, parts.isEmpty else { throw context.damaged("it has two codestreams") }
                whole = box.content
            case "jxlp":
                guard let index = file.uint32(box.content.lowerBound, .bigEndian), box.content.count >= 4,
                    whole == nil, !sawLast, index & 0x7FFF_FFFF == parts.count
                else { throw context.damaged("the pieces of its codestream are not in order") }
                sawLast = index >> 31 == 1
                parts.append((box.content.lowerBound + 4)..<box.content.upperBound)
            case "jbrd": holdsJPEG = true
            case "Exif", "xml ", "jumb", "brob": try budget.countMetadata(box.content.count)
            default: break
            }
        }
        guard let first = whole.map({ [$0] }) ?? (parts.isEmpty ? nil : parts) else {
            throw context.truncated("it ends before its picture data")
        }
        guard whole != nil || sawLast else { throw context.truncated("the last piece of its picture data is missing") }
        (isContainer, pieces, self.holdsJPEG) = (true, first, holdsJPEG)
    }

    /// Nothing but the codestream: what a decoder has to see. In one piece it is not copied.
    func codestream(of bytes: [UInt8]) -> ArraySlice<UInt8> {
        if pieces.count == 1, let piece = pieces.first, piece.upperBound <= bytes.count { return bytes[piece] }
        var result: [UInt8] = []
        result.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
        for piece in pieces where piece.upperBound <= bytes.count { result.append(contentsOf: bytes[piece]) }
        return result[...]
    }

    /// Source: ISO/IEC 14496-12, 4.2.
    private static func box(
        _ file: ByteView, at position: Int, _ context: HeaderContext
    ) throws(MediaError) -> (type: String, content: Range<Int>) {
        guard let short = file.uint32(position, .bigEndian), let letters = file.view(at: position + 4, count: 4) else {
            throw context.truncated("it ends inside a box")
        }
        let type = String(decoding: letters.slice, as: UTF8.self)
        var (header, size) = (8, short)
        if short == 0 {
            size = file.count - position
        } else if short == 1 {
            guard let high = file.uint32(position + 8, .bigEndian), let low = file.uint32(position + 12, .bigEndian)
            else { throw context.truncated("it ends inside a box") }
            // Anything beyond lies outside every file that is read.
            (header, size) = (16, high < 1 << 16 ? high << 32 | low : Int.max)
        }
        guard size >= header else { throw context.damaged("a box has an impossible length") }
        guard size <= file.count - position else { throw context.truncated("it ends inside a box") }
        return (type, (position + header)..<(position + size))
    }
}
