/// A finished SHA-256.
package struct SHA256Digest: Hashable, Sendable {
    /// **Shape**: 32 of them.
    package let bytes: [UInt8]

    static let count = 32

    /// 64 digits in lower case.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
