/// The numbers that WebM and Matroska are made of. Source: RFC 8794, 4 to 6.
extension ByteView {
    /// What an element is: one to four bytes, which keep the bits that tell their number.
    func elementIdentifier(_ offset: Int) -> (value: Int, length: Int)? {
        guard let first = byte(offset), first >= 0x10 else { return nil }
        let length = UInt8(truncatingIfNeeded: first).leadingZeroBitCount + 1
        return bigEndian(offset, count: length).map { ($0, length) }
    }

    /// How long an element is: one to eight bytes, 56 bits at most. The value is nil where all bits are set, which
    /// stands for unknown.
    func elementSize(_ offset: Int) -> (value: Int?, length: Int)? {
        guard let first = byte(offset), first != 0 else { return nil }
        let length = UInt8(truncatingIfNeeded: first).leadingZeroBitCount + 1
        let mask = (1 << (7 * length)) - 1
        guard let rest = bigEndian(offset + 1, count: length - 1) else { return nil }
        let value = ((first << (8 * (length - 1))) | rest) & mask
        return (value == mask ? nil : value, length)
    }

    /// A number of up to seven bytes; of none it is 0.
    func bigEndian(_ offset: Int, count: Int) -> Int? {
        var value = 0
        for index in 0..<count {
            guard let byte = byte(offset + index) else { return nil }
            value = value << 8 | byte
        }
        return value
    }
}
