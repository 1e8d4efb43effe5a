/// Reads the bits of a JPEG XL codestream's headers, the lowest bit of each byte first.
///
/// **Source**: ISO/IEC 18181-1, annex B (header syntax).
struct JPEGXLBits {
    /// One of the four ways in which a number of 32 bits can be written.
    enum Form {
        case value(UInt32)
        /// So many bits, to which the offset is added.
        case bits(Int, UInt32 = 0)
    }

    private let bytes: ArraySlice<UInt8>
    private let context: HeaderContext
    /// In bits.
    private var position = 0

    /// - Parameter bytes: the whole codestream, so that running out of them means that the file is cut off.
    init(_ bytes: ArraySlice<UInt8>, _ context: HeaderContext) {
        self.bytes = bytes
        self.context = context
    }

    private var exhausted: MediaError { context.truncated("it ends before its picture does") }

    /// Up to 32 bits.
    mutating func bits(_ count: Int) throws(MediaError) -> UInt32 {
        guard count >= 0, count <= 32, count <= bytes.count * 8 - position else { throw exhausted }
        var value: UInt32 = 0
        for index in 0..<count {
            let bit = (bytes[bytes.startIndex + position >> 3] >> UInt8(position & 7)) & 1
            value |= UInt32(bit) << UInt32(index)
            position += 1
        }
        return value
    }

    mutating func flag() throws(MediaError) -> Bool { try bits(1) == 1 }

    /// `U32(d0, d1, d2, d3)`; a sum beyond 32 bits wraps, as the specification has it.
    mutating func number(_ a: Form, _ b: Form, _ c: Form, _ d: Form) throws(MediaError) -> UInt32 {
        let forms = [a, b, c, d]
        switch forms[Int(try bits(2))] {
        case .value(let value): return value
        case .bits(let count, let offset): return try bits(count) &+ offset
        }
    }

    /// `Enum`.
    mutating func choice() throws(MediaError) -> Int {
        Int(try number(.value(0), .value(1), .bits(4, 2), .bits(6, 18)))
    }

    /// `U64`.
    mutating func largeNumber() throws(MediaError) -> UInt64 {
        switch try bits(2) {
        case 0: return 0
        case 1: return 1 + UInt64(try bits(4))
        case 2: return 17 + UInt64(try bits(8))
        default: break
        }
        var value = UInt64(try bits(12))
        var shift: UInt64 = 12
        while try flag() {
            if shift == 60 { return value | UInt64(try bits(4)) << shift }
            value |= UInt64(try bits(8)) << shift
            shift += 8
        }
        return value
    }

    mutating func skip(_ count: UInt64) throws(MediaError) {
        guard count <= UInt64(bytes.count * 8 - position) else { throw exhausted }
        position += Int(count)
    }

    mutating func skipToByte() { position = min(bytes.count * 8, (position + 7) & ~7) }
}
