import SeedanceAPI

/// One spelling of a secret, ready to be looked for.
///
/// Source: the search is Knuth, Morris and Pratt's, whose time is linear for every text.
struct SecretPattern: Hashable, Sendable {
    private let bytes: [UInt8]
    private let borders: [Int]
    /// Whether it must not stand inside a longer word.
    private let isShort: Bool

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        isShort = bytes.count < 8
        borders = Self.borders(of: bytes)
    }

    /// Every spelling of the secrets: as they are, percent-encoded, and in base64 wherever they begin in it.
    static func all(for secrets: [String]) -> [SecretPattern] {
        var spellings: [[UInt8]] = []
        for secret in secrets.map({ Array($0.utf8) }) where !secret.isEmpty {
            spellings += [
                secret, percentEncoded(secret, "0123456789ABCDEF"), percentEncoded(secret, "0123456789abcdef"),
            ]
            spellings += base64Forms(of: secret)
        }
        var known: Set<[UInt8]> = []
        return spellings.filter { known.insert($0).inserted }.sorted { $0.count > $1.count }.map { SecretPattern($0) }
    }

    private static func percentEncoded(_ secret: [UInt8], _ digits: String) -> [UInt8] {
        let digits = Array(digits.utf8)
        return secret.flatMap { byte -> [UInt8] in
            let isPlain = RedactionScanner.isWord(byte) || ".~".utf8.contains(byte)
            return isPlain ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }

    /// What of the base64 does not depend on the text around the secret; none when that is too little to be known again.
    private static func base64Forms(of secret: [UInt8]) -> [[UInt8]] {
        (0..<3).flatMap { shift -> [[UInt8]] in
            let whole = Array(Base64.encode([UInt8](repeating: 0, count: shift) + secret).utf8)
            let first = (shift * 8 + 5) / 6
            let last = (shift + secret.count) * 8 / 6
            guard last - first >= 8, last <= whole.count else { return [] }
            let standard = Array(whole[first..<last])
            let addressSafe = standard.map { byte -> UInt8 in
                switch byte {
                case UInt8(ascii: "+"): UInt8(ascii: "-")
                case UInt8(ascii: "/"): UInt8(ascii: "_")
                default: byte
                }
            }
            return [standard, addressSafe]
        }
    }

    private static func borders(of bytes: [UInt8]) -> [Int] {
        var borders = [Int](repeating: 0, count: bytes.count)
        var length = 0
        for index in bytes.indices.dropFirst() {
            while length > 0, bytes[index] != bytes[length] { length = borders[length - 1] }
            if bytes[index] == bytes[length] { length += 1 }
            borders[index] = length
        }
        return borders
    }

    /// The text with `…` wherever the secret was.
    func removed(from text: [UInt8]) -> [UInt8] {
        let starts = starts(in: text)
        guard !starts.isEmpty else { return text }
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var position = 0
        for start in starts {
            output.append(contentsOf: text[position..<start])
            output.append(contentsOf: RedactionScanner.mark)
            position = start + bytes.count
        }
        output.append(contentsOf: text[position...])
        return output
    }

    private func starts(in text: [UInt8]) -> [Int] {
        var starts: [Int] = []
        var matched = 0
        for index in text.indices {
            let byte = text[index]
            while matched > 0, byte != bytes[matched] { matched = borders[matched - 1] }
            if byte == bytes[matched] { matched += 1 }
            guard matched == bytes.count else { continue }
            matched = 0
            let start = index + 1 - bytes.count
            if !isShort || standsAlone(start, index + 1, in: text) { starts.append(start) }
        }
        return starts
    }

    private func standsAlone(_ start: Int, _ end: Int, in text: [UInt8]) -> Bool {
        let before = start > 0 && RedactionScanner.isWord(text[start - 1])
        let after = end < text.count && RedactionScanner.isWord(text[end])
        return !before && !after
    }
}
