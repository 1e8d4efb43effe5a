/// The order of bytes in a file's numbers.
enum ByteOrder: Hashable, Sendable {
    case littleEndian
    case bigEndian
}

/// A window on a file's bytes. Every read is checked against the window; nothing is copied.
///
/// Offsets count from the start of the window. Not an error: reading outside gives nil, and the caller
/// knows whether that means a file that was cut off or one that lies.
struct ByteView: Sendable {
    private let bytes: [UInt8]
    /// Where the window lies in the file; always inside it.
    let range: Range<Int>

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        range = 0..<bytes.count
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.range = range
    }

    var count: Int { range.count }

    /// A smaller window; nil unless all of it lies inside this one.
    func view(at offset: Int, count: Int) -> ByteView? {
        guard let start = position(of: offset, count: count) else { return nil }
        return ByteView(bytes, start..<(start + count))
    }

    /// Everything from an offset on; nil if the offset lies outside.
    func view(from offset: Int) -> ByteView? {
        guard offset >= 0, offset <= count else { return nil }
        return view(at: offset, count: count - offset)
    }

    func byte(_ offset: Int) -> Int? {
        position(of: offset, count: 1).map { Int(bytes[$0]) }
    }

    func uint16(_ offset: Int, _ order: ByteOrder) -> Int? {
        position(of: offset, count: 2).map { number(at: $0, count: 2, order) }
    }

    func uint24(_ offset: Int, _ order: ByteOrder) -> Int? {
        position(of: offset, count: 3).map { number(at: $0, count: 3, order) }
    }

    func uint32(_ offset: Int, _ order: ByteOrder) -> Int? {
        position(of: offset, count: 4).map { number(at: $0, count: 4, order) }
    }

    func int32(_ offset: Int, _ order: ByteOrder) -> Int? {
        uint32(offset, order).map { Int(Int32(truncatingIfNeeded: $0)) }
    }

    /// Whether the bytes at an offset are these ASCII characters.
    func has(_ text: StaticString, at offset: Int = 0) -> Bool {
        guard let start = position(of: offset, count: text.utf8CodeUnitCount) else { return false }
        return text.withUTF8Buffer { bytes[start..<(start + $0.count)].elementsEqual($0) }
    }

    /// Whether the bytes at an offset are these.
    func has(_ expected: [UInt8], at offset: Int = 0) -> Bool {
        guard let start = position(of: offset, count: expected.count) else { return false }
        return bytes[start..<(start + expected.count)].elementsEqual(expected)
    }

    /// The bytes themselves, as a slice that shares the file's storage.
    var slice: ArraySlice<UInt8> { bytes[range] }

    private func position(of offset: Int, count wanted: Int) -> Int? {
        guard offset >= 0, wanted >= 0, wanted <= count, offset <= count - wanted else { return nil }
        return range.lowerBound + offset
    }

    /// The caller has checked the position.
    private func number(at position: Int, count: Int, _ order: ByteOrder) -> Int {
        var value = 0
        for index in 0..<count {
            let place = order == .bigEndian ? count - 1 - index : index
            value |= Int(bytes[position + index]) << (8 * place)
        }
        return value
    }
}
