import Digest

/// The SHA-256 of some bytes.
enum ContentHash {
    /// 64 hexadecimal digits in lower case.
    static func hexadecimal(_ bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal }

    /// The first eight bytes, as a number.
    static func short(_ bytes: [UInt8]) -> Int64 {
        Int64(bitPattern: SHA256.hash(data: bytes).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// Whether a text is such a hash, and so is safe as the name of a file.
    static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
