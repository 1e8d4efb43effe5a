/// Changes files the way that damage, bad writers and bad people do.
struct Mutation {
    private var random: Random

    init(_ seed: UInt64) { random = Random(seed) }

    /// One to four changes; half of the PNG files have right sums again, so that what is behind them is reached.
    mutating func apply(to seeds: [[UInt8]]) -> [UInt8] {
        guard !seeds.isEmpty else { return [] }
        var file = seeds[random.below(seeds.count)]
        for _ in 0...random.below(4) {
            file = change(file, seeds)
            if file.isEmpty { break }
        }
        return random.below(2) == 0 ? PNGSums.right(file) : file
    }

    private mutating func change(_ file: [UInt8], _ seeds: [[UInt8]]) -> [UInt8] {
        guard !file.isEmpty else { return file }
        switch random.below(12) {
        case 0, 1: return flipped(file)
        case 2: return overwritten(file)
        case 3, 4: return numbered(file, at: random.below(file.count), bytes: 1 << random.below(4))
        case 5:
            let lengths = Pieces(of: file).lengths
            guard !lengths.isEmpty else { return flipped(file) }
            let (offset, bytes) = lengths[random.below(lengths.count)]
            return numbered(file, at: offset, bytes: bytes)
        case 6: return Array(file.prefix(random.below(file.count)))
        case 7:
            let range = self.range(file)
            return Array(file[..<range.lowerBound] + file[range.upperBound...])
        case 8:
            let (range, place) = (self.range(file), random.below(file.count))
            return Array(file[..<place] + file[range] + file[place...])
        case 9:
            let other = seeds[random.below(seeds.count)]
            return Array(file.prefix(random.below(file.count)) + other.dropFirst(random.below(other.count)))
        case 10: return exchanged(file, file)
        default: return exchanged(file, seeds[random.below(seeds.count)])
        }
    }

    /// Mostly near the beginning, where headers are.
    private mutating func place(_ file: [UInt8]) -> Int {
        random.below(2) == 0 ? random.below(min(file.count, 512)) : random.below(file.count)
    }

    private mutating func range(_ file: [UInt8]) -> Range<Int> {
        let start = place(file)
        return start..<min(file.count, start + 1 + random.below(1 << random.below(12)))
    }

    private mutating func flipped(_ file: [UInt8]) -> [UInt8] {
        var file = file
        for _ in 0...random.below(8) { file[place(file)] ^= 1 << UInt8(random.below(8)) }
        return file
    }

    private mutating func overwritten(_ file: [UInt8]) -> [UInt8] {
        var file = file
        let kind = random.below(3)
        for index in range(file) { file[index] = kind == 0 ? 0 : kind == 1 ? 0xFF : UInt8(random.below(256)) }
        return file
    }

    /// A number that parsers stumble over, in either order of bytes.
    private mutating func numbered(_ file: [UInt8], at offset: Int, bytes: Int) -> [UInt8] {
        var file = file
        let top = UInt64.max >> UInt64(64 - 8 * bytes)
        let values = [0, 1, 2, 3, 7, 8, 255, top, top - 1, top >> 1, top >> 1 + 1, UInt64(file.count), random.next()]
        let value = values[random.below(values.count)]
        let isBig = random.below(3) > 0
        for index in 0..<bytes where offset + index < file.count {
            file[offset + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * (isBig ? bytes - 1 - index : index)))
        }
        return file
    }

    /// A part in the place of another, behind it, or left out.
    private mutating func exchanged(_ file: [UInt8], _ other: [UInt8]) -> [UInt8] {
        let (mine, others) = (Pieces(of: file).ranges, Pieces(of: other).ranges)
        guard !mine.isEmpty, !others.isEmpty else { return flipped(file) }
        let (here, there) = (mine[random.below(mine.count)], others[random.below(others.count)])
        switch random.below(3) {
        case 0: return Array(file[..<here.lowerBound] + other[there] + file[here.upperBound...])
        case 1: return Array(file[..<here.upperBound] + other[there] + file[here.upperBound...])
        default: return Array(file[..<here.lowerBound] + file[here.upperBound...])
        }
    }
}

enum PNGSums {
    private static let table = (0..<256).map { (number: UInt32) -> UInt32 in
        var sum = number
        for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
        return sum
    }

    /// The file with the right sum behind each chunk; other files as they are.
    static func right(_ file: [UInt8]) -> [UInt8] {
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return file }
        var file = file
        for range in Pieces(of: file).ranges {
            let content = file[range.lowerBound + 4..<range.upperBound - 4]
            var sum = UInt32.max
            for byte in content { sum = table[Int((sum ^ UInt32(byte)) & 255)] ^ (sum >> 8) }
            sum = ~sum
            for index in 0..<4 {
                file[range.upperBound - 4 + index] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * index))
            }
        }
        return file
    }
}
