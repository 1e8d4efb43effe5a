import FFmpeg

/// A file's bytes for many small reads: neighbouring ones share one read of the file.
struct SlicedBytes {
    let source: ByteSource
    let count: Int64
    private var slice = ByteView([])
    private var start: Int64 = 0
    /// How often the file itself was read.
    private(set) var reads = 0

    /// What is read where small parts follow each other, and what after a leap, as from one picture's data to the next.
    static let nearBytes = 1 << 16
    static let leapBytes = 1 << 12

    init(_ source: ByteSource) {
        self.source = source
        count = source.byteCount
    }

    /// Exactly so many bytes, 64 KB at most; nil where the file has fewer.
    mutating func view(at offset: Int64, count wanted: Int) -> ByteView? {
        guard offset >= 0, wanted >= 0, wanted <= Self.nearBytes, offset <= count - Int64(wanted) else { return nil }
        if offset < start || offset > start + Int64(slice.count - wanted) {
            let isNear = offset >= start && offset <= start + Int64(slice.count + Self.leapBytes)
            slice = ByteView(source.bytes(at: offset, count: max(wanted, isNear ? Self.nearBytes : Self.leapBytes)))
            start = offset
            reads += 1
        }
        return slice.view(at: Int(offset - start), count: wanted)
    }

    /// So many bytes, or as many of them as there are before `end`.
    mutating func view(at offset: Int64, upTo wanted: Int, before end: Int64) -> ByteView? {
        let end = min(end, count)
        guard offset >= 0, offset <= end else { return nil }
        return view(at: offset, count: Int(min(Int64(min(wanted, Self.nearBytes)), end - offset)))
    }
}

/// A table's numbers, one after the other. Source: those of ISO/IEC 14496-12 are big-endian.
struct TableCursor {
    private let source: ByteSource
    private var next: Int64
    private let end: Int64
    private var slice: [UInt8] = []
    private var position = 0

    init(_ source: ByteSource, _ range: Range<Int64>) {
        self.source = source
        next = range.lowerBound
        end = range.upperBound
    }

    /// Nil behind the last whole number.
    mutating func number(bytes: Int) -> Int64? {
        if slice.count - position < bytes, !refill(bytes) { return nil }
        var value: UInt64 = 0
        for index in position..<position + bytes { value = value << 8 | UInt64(slice[index]) }
        position += bytes
        return Int64(exactly: value) ?? .max
    }

    private mutating func refill(_ wanted: Int) -> Bool {
        let rest = slice.count - position
        let offset = next - Int64(rest)
        let length = Int(min(Int64(SlicedBytes.nearBytes), end - offset))
        guard length >= wanted else { return false }
        slice = source.bytes(at: offset, count: length)
        position = 0
        next = offset + Int64(slice.count)
        return slice.count >= wanted
    }
}
