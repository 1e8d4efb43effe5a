/// A plain reading of RFC 1951, so that goldens need not be read with the code under test.
struct MediaInflate {
    private let input: UnsafeBufferPointer<UInt8>
    private var position: Int
    private var bits: UInt32 = 0
    private var bitCount: UInt32 = 0
    private var output: [UInt8] = []

    private init(_ input: UnsafeBufferPointer<UInt8>, at position: Int) {
        self.input = input
        self.position = position
    }

    /// The content of a zlib stream; nil when it is damaged. The checksum is not looked at.
    static func inflate(zlib bytes: [UInt8], expecting count: Int) -> [UInt8]? {
        bytes.withUnsafeBufferPointer { bytes in
            guard bytes.count > 2 else { return nil }
            var reader = MediaInflate(bytes, at: 2)
            reader.output.reserveCapacity(count)
            return reader.run() ? reader.output : nil
        }
    }

    private mutating func take(_ count: UInt32) -> Int {
        while bitCount < count {
            let byte: UInt32 = position < input.count ? UInt32(input[position]) : 0
            position += 1
            bits |= byte << bitCount
            bitCount += 8
        }
        let value = bits & ((1 << count) - 1)
        bits >>= count
        bitCount -= count
        return Int(value)
    }

    /// Huffman codes by length, then by value.
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        init(_ lengths: ArraySlice<Int>) {
            for length in lengths where length > 0 { counts[length] += 1 }
            for length in 1...15 {
                symbols += lengths.indices.filter { lengths[$0] == length }.map { $0 - lengths.startIndex }
            }
        }
    }

    private mutating func symbol(_ code: Code) -> Int? {
        var (value, first, index) = (0, 0, 0)
        for length in 1...15 {
            value |= take(1)
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        return nil
    }

    private mutating func run() -> Bool {
        while true {
            let isLast = take(1) == 1
            let kind = take(2)
            let isRight: Bool
            switch kind {
            case 0: isRight = copyStored()
            case 1: isRight = decode(MediaInflate.fixed, MediaInflate.fixedDistances)
            case 2: isRight = decodeDynamic()
            default: isRight = false
            }
            guard isRight, position <= input.count + 4 else { return false }
            if isLast { return true }
        }
    }

    private mutating func copyStored() -> Bool {
        (bits, bitCount) = (0, 0)
        guard position + 4 <= input.count else { return false }
        let count = Int(input[position]) | Int(input[position + 1]) << 8
        position += 4
        guard position + count <= input.count else { return false }
        output.append(contentsOf: input[position..<position + count])
        position += count
        return true
    }

    private static let fixed = Code(
        ([Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112) + [Int](repeating: 7, count: 24)
            + [Int](repeating: 8, count: 8))[...])
    private static let fixedDistances = Code([Int](repeating: 5, count: 30)[...])
    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private mutating func decodeDynamic() -> Bool {
        let (literals, distances, lengths) = (take(5) + 257, take(5) + 1, take(4) + 4)
        var codeLengths = [Int](repeating: 0, count: 19)
        for index in 0..<lengths { codeLengths[MediaInflate.order[index]] = take(3) }
        let code = Code(codeLengths[...])
        var all: [Int] = []
        while all.count < literals + distances {
            guard let symbol = symbol(code) else { return false }
            switch symbol {
            case 16: all += [Int](repeating: all.last ?? 0, count: 3 + take(2))
            case 17: all += [Int](repeating: 0, count: 3 + take(3))
            case 18: all += [Int](repeating: 0, count: 11 + take(7))
            default: all.append(symbol)
            }
        }
        return decode(Code(all[..<literals]), Code(all[literals...]))
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthExtra: [UInt32] = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12289, 16385, 24577,
    ]

    private mutating func decode(_ code: Code, _ distances: Code) -> Bool {
        while position <= input.count + 4 {
            guard let symbol = symbol(code) else { return false }
            if symbol < 256 {
                output.append(UInt8(symbol))
                continue
            }
            if symbol == 256 { return true }
            guard symbol <= 285 else { return false }
            let length = MediaInflate.lengthBases[symbol - 257] + take(MediaInflate.lengthExtra[symbol - 257])
            guard let slot = self.symbol(distances), slot < 30 else { return false }
            let distance = MediaInflate.distanceBases[slot] + take(slot < 4 ? 0 : UInt32(slot / 2 - 1))
            guard distance <= output.count else { return false }
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
        return false
    }
}
