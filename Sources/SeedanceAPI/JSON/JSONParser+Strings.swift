extension JSONParser {
    /// Reads the string whose opening quote is at `index`.
    mutating func parseString() throws(JSONError) -> String {
        index += 1
        var decoded: [UInt8] = []
        while true {
            let start = index
            index = endOfPlainRun(from: start)
            guard index < bytes.count else { throw error(.unexpectedEnd) }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                let end = index
                let text =
                    if decoded.isEmpty {
                        String(validating: bytes[start..<end], as: UTF8.self)
                    } else {
                        String(validating: decoded + bytes[start..<end], as: UTF8.self)
                    }
                guard let text else { throw error(.notUTF8) }
                index = end + 1
                return text
            case UInt8(ascii: "\\"):
                decoded += bytes[start..<index]
                try parseEscape(into: &decoded)
            default: throw error(.controlCharacter)
            }
        }
    }

    /// The first quote, backslash or control character from `start` on.
    private func endOfPlainRun(from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var position = start
            while position < bytes.count {
                let byte = bytes[position]
                if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
                position += 1
            }
            return position
        }
    }

    /// Reads the escape whose backslash is at `index`.
    private mutating func parseEscape(into decoded: inout [UInt8]) throws(JSONError) {
        guard index + 1 < bytes.count else {
            index = bytes.count
            throw error(.unexpectedEnd)
        }
        let plain: UInt8
        switch bytes[index + 1] {
        case UInt8(ascii: "\""): plain = 0x22
        case UInt8(ascii: "\\"): plain = 0x5C
        case UInt8(ascii: "/"): plain = 0x2F
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"):
            decoded += String(try parseUnicodeEscape()).utf8
            return
        default: throw error(.invalidEscape)
        }
        decoded.append(plain)
        index += 2
    }

    /// Reads `\uXXXX` at `index`, or the two of a surrogate pair.
    private mutating func parseUnicodeEscape() throws(JSONError) -> Unicode.Scalar {
        guard let first = codeUnit(at: index) else { throw error(.invalidEscape) }
        if let scalar = Unicode.Scalar(first) {
            index += 6
            return scalar
        }
        guard first < 0xDC00, let second = codeUnit(at: index + 6), (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw error(.invalidEscape) }
        index += 12
        return scalar
    }

    private func codeUnit(at position: Int) -> UInt32? {
        guard position + 6 <= bytes.count, bytes[position] == 0x5C, bytes[position + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var unit: UInt32 = 0
        for byte in bytes[(position + 2)..<(position + 6)] {
            guard let digit = Hexadecimal.value(of: byte) else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }
}

/// Digits of base 16 in ASCII.
enum Hexadecimal {
    /// The value of a digit in either case; nil when the byte is none.
    static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
