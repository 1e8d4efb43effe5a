/// Base64 as RFC 4648, section 4, has it, and no other: no white space, no URL alphabet, exact padding.
package enum Base64 {
    /// Why text is not base64. Offsets are in bytes of that text.
    package enum Failure: Error, Hashable, Sendable {
        case empty
        case invalidCharacter(offset: Int, byte: UInt8)
        case wrongLength(Int)
        case trailingBits
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each byte as a digit; 0xFF for those that are none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// Bytes that the text stands for, if every one of its characters is right.
    package static func decodedCount(of text: UnsafeBufferPointer<UInt8>) -> Result<Int, Failure> {
        guard !text.isEmpty else { return .failure(.empty) }
        var digits = text.count
        while digits > 0, text.count - digits < 2, text[digits - 1] == UInt8(ascii: "=") { digits -= 1 }
        if let offset = firstInvalid(in: text, count: digits) {
            return .failure(.invalidCharacter(offset: offset, byte: text[offset]))
        }
        guard text.count.isMultiple(of: 4) else { return .failure(.wrongLength(text.count)) }
        let padding = text.count - digits
        if padding > 0 {
            let last = values[Int(text[digits - 1])]
            guard last & (padding == 1 ? 0b11 : 0b1111) == 0 else { return .failure(.trailingBits) }
        }
        return .success(text.count / 4 * 3 - padding)
    }

    private static func firstInvalid(in text: UnsafeBufferPointer<UInt8>, count: Int) -> Int? {
        values.withUnsafeBufferPointer { values in
            var block = 0
            while block < count {
                let end = min(block + 4096, count)
                var seen: UInt8 = 0
                for index in block..<end { seen |= values[Int(text[index])] }
                if seen > 63 { return (block..<end).first { values[Int(text[$0])] > 63 } }
                block = end
            }
            return nil
        }
    }

    /// The bytes that checked text stands for; with `limit` only the first ones.
    ///
    /// A byte that is no digit ends the decoding, so text that was not checked does no harm.
    package static func decode(_ text: UnsafeBufferPointer<UInt8>, limit: Int = .max) -> [UInt8] {
        let capacity = min(text.count / 4 * 3, limit)
        return values.withUnsafeBufferPointer { values in
            [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
                var bits: UInt32 = 0
                var pending = 0
                for byte in text {
                    let value = values[Int(byte)]
                    guard value <= 63, count < capacity else { return }
                    bits = bits << 6 | UInt32(value)
                    pending += 6
                    if pending >= 8 {
                        pending -= 8
                        output[count] = UInt8(truncatingIfNeeded: bits >> UInt32(pending))
                        count += 1
                    }
                }
            }
        }
    }

    /// Text for these bytes, after `prefix`.
    package static func encode(_ bytes: [UInt8], prefix: String = "") -> String {
        let prefix = Array(prefix.utf8)
        let capacity = prefix.count + (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: capacity) { output in
            var position = 0
            func put(_ byte: UInt8) {
                output[position] = byte
                position += 1
            }
            for byte in prefix { put(byte) }
            alphabet.withUnsafeBufferPointer { alphabet in
                bytes.withUnsafeBufferPointer { bytes in
                    var index = 0
                    while index < bytes.count {
                        let left = bytes.count - index
                        let first = bytes[index]
                        let second = left > 1 ? bytes[index + 1] : 0
                        let third = left > 2 ? bytes[index + 2] : 0
                        put(alphabet[Int(first >> 2)])
                        put(alphabet[Int((first & 0x03) << 4 | second >> 4)])
                        put(left > 1 ? alphabet[Int((second & 0x0F) << 2 | third >> 6)] : UInt8(ascii: "="))
                        put(left > 2 ? alphabet[Int(third & 0x3F)] : UInt8(ascii: "="))
                        index += 3
                    }
                }
            }
            return position
        }
    }
}
