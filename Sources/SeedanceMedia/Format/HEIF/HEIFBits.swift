/// Reads bits, the highest of each byte first. Behind the end there are zeros, and `isOverrun` is set.
struct HEIFBits {
    private let bytes: [UInt8]
    private var position = 0
    private(set) var isOverrun = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func bit() -> Bool {
        guard position < bytes.count * 8 else {
            isOverrun = true
            return false
        }
        defer { position += 1 }
        return bytes[position / 8] >> UInt8(7 - position % 8) & 1 == 1
    }

    /// Up to 32 bits.
    mutating func number(bits: Int) -> Int {
        (0..<min(bits, 32)).reduce(0) { value, _ in value << 1 | (bit() ? 1 : 0) }
    }

    mutating func skip(_ count: Int) {
        for _ in 0..<count { _ = bit() }
    }

    /// An Exp-Golomb code: so many zeros, a one, and so many bits. Source: ITU-T H.265, 9.2; `uvlc` of AV1, 4.10.3.
    mutating func exponential() -> Int {
        var zeros = 0
        while !isOverrun, !bit() { zeros += 1 }
        guard zeros < 32 else {
            isOverrun = true
            return 0
        }
        return (1 << zeros) - 1 + number(bits: zeros)
    }
}
