/// One directory of a TIFF-structured block: of a TIFF file, or of the Exif data in any other.
///
/// Source: TIFF 6.0, section 2.
struct TIFFDirectory {
    struct Entry {
        let tag: Int
        let type: Int
        let count: Int
        /// Where the four bytes are that hold the value or its offset.
        let field: Int
    }

    let block: ByteView
    let order: ByteOrder
    /// Behind the number of entries.
    private let firstEntry: Int
    let entryCount: Int

    /// The byte order that a block begins with, and the offset of its first directory; nil if it is no such block.
    static func header(of block: ByteView) -> (order: ByteOrder, offset: Int)? {
        let order: ByteOrder
        if block.has([0x49, 0x49, 0x2A, 0x00]) {
            order = .littleEndian
        } else if block.has([0x4D, 0x4D, 0x00, 0x2A]) {
            order = .bigEndian
        } else {
            return nil
        }
        return block.uint32(4, order).map { (order, $0) }
    }

    /// Nil if the directory does not even begin inside the block.
    init?(in block: ByteView, at offset: Int, _ order: ByteOrder) {
        guard offset >= 8, let count = block.uint16(offset, order) else { return nil }
        self.block = block
        self.order = order
        firstEntry = offset + 2
        entryCount = count
    }

    /// Nil from where the block ends.
    func entry(_ index: Int) -> Entry? {
        guard index >= 0, index < entryCount else { return nil }
        let start = firstEntry + 12 * index
        guard let tag = block.uint16(start, order), let type = block.uint16(start + 2, order),
            let count = block.uint32(start + 4, order), block.uint32(start + 8, order) != nil
        else { return nil }
        return Entry(tag: tag, type: type, count: count, field: start + 8)
    }

    /// Where the next directory is; 0 if there is none.
    var nextOffset: Int? { block.uint32(firstEntry + 12 * entryCount, order) }

    /// One element of a BYTE, SHORT or LONG value; nil for other types and outside.
    func unsigned(_ entry: Entry, at index: Int = 0) -> Int? {
        guard index >= 0, index < entry.count, let size = Self.elementSizes[entry.type], let start = start(of: entry)
        else { return nil }
        let offset = start + index * size
        switch entry.type {
        case 1: return block.byte(offset)
        case 3: return block.uint16(offset, order)
        case 4, 13: return block.uint32(offset, order)
        default: return nil
        }
    }

    /// The value as bytes; nil unless all of it lies inside the block.
    func bytes(_ entry: Entry) -> ByteView? {
        guard let size = Self.elementSizes[entry.type], let start = start(of: entry) else { return nil }
        // Both factors are small: a count has 32 bits.
        return block.view(at: start, count: entry.count * size)
    }

    /// Values of up to four bytes stand in the entry itself.
    private func start(of entry: Entry) -> Int? {
        guard let size = Self.elementSizes[entry.type] else { return nil }
        return entry.count * size <= 4 ? entry.field : block.uint32(entry.field, order)
    }

    private static let elementSizes: [Int: Int] = [
        1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4,
    ]
}
