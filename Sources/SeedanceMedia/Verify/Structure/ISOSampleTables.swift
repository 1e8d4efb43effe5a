import FFmpeg

/// Where a track's sample tables lie in the file, and how many entries they have.
///
/// Source: ISO/IEC 14496-12, 8.6.1 (`stts`, `ctts`), 8.6.2 (`stss`), 8.7.3 (`stsz`, `stz2`), 8.7.4 (`stsc`), 8.7.5
/// (`stco`, `co64`).
struct ISOSampleTables {
    struct Table {
        /// Of the box.
        var offset: Int64
        var version: Int
        /// What it says that it lists.
        var claimed: Int
        /// Entries for which the box has room.
        var held: Int64
        var entries: Range<Int64>
        /// Of one entry. **Units**: bits.
        var bits: Int64

        /// How many entries there are to read.
        var count: Int64 { min(Int64(claimed), held) }
    }

    var sizes: Table?
    /// The size of every sample; nil where each has its own.
    var sameSize: Int64?
    var durations: Table?
    var compositions: Table?
    var keys: Table?
    var chunks: Table?
    var runs: Table?

    /// Notes a table; what it claims and what it holds, or nil for a box that is no such table.
    mutating func take(_ box: ISOBox, _ view: ByteView) -> (claimed: Int, held: Int64)? {
        guard let version = view.byte(0) else { return nil }
        /// Bytes of the header, and bits of an entry.
        let shape: (header: Int64, bits: Int64)
        switch box.type {
        case "stts", "ctts": shape = (8, 64)
        case "stss", "stco": shape = (8, 32)
        case "co64": shape = (8, 64)
        case "stsc": shape = (8, 96)
        case "stsz": shape = (12, 32)
        case "stz2":
            guard let bits = view.byte(7), [4, 8, 16].contains(bits) else { return nil }
            shape = (12, Int64(bits))
        default: return nil
        }
        guard let claimed = view.uint32(shape.header == 12 ? 8 : 4, .bigEndian) else { return nil }
        let entries = box.dropping(shape.header).range
        var table = Table(
            offset: box.offset, version: version, claimed: claimed, held: Int64(entries.count) * 8 / shape.bits,
            entries: entries, bits: shape.bits)
        if box.type == "stsz", let size = view.uint32(4, .bigEndian), size > 0 {
            sameSize = Int64(size)
            table.held = .max
        }
        switch box.type {
        case "stts": durations = table
        case "ctts": compositions = table
        case "stss": keys = table
        case "stsc": runs = table
        case "stsz", "stz2": sizes = table
        default: chunks = table
        }
        return (claimed, table.held)
    }
}

/// Where samples lie, held against what the file has. Counts only; nothing of the samples is read.
struct ISOPlaces {
    private let end: Int64
    private let endOfContent: Int64
    /// Rising.
    private let media: [Range<Int64>]
    private var current: Range<Int64>
    private(set) var behindEnd: Int64 = 0
    private(set) var outsideData: Int64 = 0
    private(set) var unfilled: Int64 = 0
    /// Whether zeros can be what was recorded: raw sound and pictures.
    private let canBeZero: Bool

    init(end: Int64, endOfContent: Int64, media: [Range<Int64>], canBeZero: Bool) {
        (self.end, self.endOfContent, self.media, self.canBeZero) = (end, endOfContent, media, canBeZero)
        current = media.first ?? 0..<0
    }

    /// So many samples of one size in a row.
    mutating func add(at offset: Int64, size: Int64, count: Int64 = 1) {
        guard size > 0, count > 0 else { return }
        let last = Int64.saturatingSum(offset, .saturatingProduct(size, count))
        guard offset >= 0, last <= end else {
            let whole = offset < 0 || offset >= end ? 0 : min(count, (end - offset) / size)
            behindEnd = .saturatingSum(behindEnd, count - whole)
            if whole > 0 { add(at: offset, size: size, count: whole) }
            return
        }
        if offset < current.lowerBound || last > current.upperBound { find(offset) }
        if offset < current.lowerBound || last > current.upperBound {
            let whole = current.contains(offset) ? min(count, (current.upperBound - offset) / size) : 0
            outsideData = .saturatingSum(outsideData, count - whole)
        }
        if last > endOfContent, !canBeZero { addUnfilled(offset, size, count, last) }
    }

    /// No codec ends a sample in so many zeros.
    private mutating func addUnfilled(_ offset: Int64, _ size: Int64, _ count: Int64, _ last: Int64) {
        let zeros: Int64 = 64
        if count == 1 {
            if last - endOfContent >= zeros || (offset >= endOfContent && size >= 16) { unfilled += 1 }
        } else if size >= 16 {
            unfilled = .saturatingSum(unfilled, min(count, (last - max(offset, endOfContent)) / size))
        }
    }

    private mutating func find(_ offset: Int64) {
        var (low, high) = (0, media.count)
        while low < high {
            let middle = low + (high - low) / 2
            if media[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        if low < media.count { current = media[low] }
    }
}
