import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Files with changes at random: nothing may trap, and nothing may take long.
@Suite struct HEIFHeaderMutationTests {
    static let seeds: [(name: String, bytes: [UInt8])] = [
        ("single", HEIFCraft.single(PixelSize(width: 64, height: 48), [HEIFCraft.irot(1), HEIFCraft.imir(0)]).bytes()),
        ("avif", HEIFCraft.avif().bytes()), ("grid", HEIFCraft.grid().bytes()), ("phone", HEIFCraft.phone().bytes()),
        ("transparent", HEIFCraft.transparent(premultiplied: true).bytes()),
        ("sequence", HEIFCraft.single().bytes() + HEIFHeaderHostileTests.movie(5)),
    ]

    /// A flipped bit, an extreme number, a cut, a length that is off a little, or a piece of it elsewhere.
    static func mutate(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard bytes.count > 64 else { return bytes }
            let position = Int.random(in: 0..<bytes.count - 8, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0, 1: bytes[position] ^= 1 << UInt8.random(in: 0...7, using: &random)
            case 2:
                let number = [
                    [0xFF, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1], [0x7F, 0xFF, 0xFF, 0xFF],
                ]
                .randomElement(using: &random)
                bytes.replaceSubrange(position..<position + 4, with: number?.map { UInt8($0) } ?? [])
            case 3: bytes.removeLast(Int.random(in: 1...bytes.count / 2, using: &random))
            case 4:
                // A box's length stands in front of four letters.
                let letters = bytes.indices.dropLast(4).filter { index in
                    index >= 4 && bytes[index..<index + 4].allSatisfy { (0x61...0x7A).contains($0) }
                }
                guard let type = letters.randomElement(using: &random) else { continue }
                bytes[type - 1] &+= UInt8.random(in: 1...255, using: &random)
                if Bool.random(using: &random) { bytes[type - 2] ^= 1 }
            default:
                let count = Int.random(in: 1...min(64, bytes.count - position), using: &random)
                let piece = bytes[position..<position + count]
                bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &random))
            }
        }
        return bytes
    }

    @Test(arguments: seeds.indices)
    func `three thousand changed files are read or refused, none for long`(index: Int) {
        var random = SplitMix64(seed: SplitMix64.testSeed &+ UInt64(index))
        var (slowest, refused) = (Duration.zero, 0)
        for _ in 0..<3000 {
            let bytes = Self.mutate(Self.seeds[index].bytes, &random)
            let time = ProcessorTime.measure { if headerError(bytes) != nil { refused += 1 } }
            slowest = max(slowest, time)
        }
        #expect(slowest < .seconds(1), "\(Self.seeds[index].name), seed \(SplitMix64.testSeed)")
        // Else the changes would not have reached anything that is read.
        #expect(refused > 1000)
    }

    @Test(arguments: seeds.indices)
    func `a file cut off anywhere is not taken for whole`(index: Int) {
        let bytes = HEIFHeaderMutationTests.seeds[index].bytes
        let picture = HEIFCraft.single().bytes().count
        for count in 0..<bytes.count {
            // Without its last box the sequence is the picture that it began with; a few bytes are no box.
            let isWhole = index == 5 && (picture..<picture + 8).contains(count)
            #expect((headerError(Array(bytes.prefix(count))) == nil) == isWhole, "\(count)")
        }
    }

    @Test(arguments: seeds.indices)
    func `numbers replaced by extremes never trap`(index: Int) {
        let bytes = Self.seeds[index].bytes
        for position in stride(from: 0, to: bytes.count - 4, by: bytes.count / 2000 + 1) {
            for pattern: [UInt8] in [[0xFF, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF]] {
                _ = headerError(bytes.replacing(pattern, at: position))
            }
        }
    }

    @Test func `limits that are lifted bring no overflow`() {
        var limits = Limits()
        (limits.pixels, limits.side, limits.chunks, limits.pictureBytes) = (.max, .max, .max, .max)
        let most = PixelSize(width: Int(UInt32.max), height: Int(UInt32.max))
        for file in [HEIFCraft.single(most), .grid(rows: 16, columns: 16, most, of: most), .phone()] {
            _ = headerError(file.bytes(), limits: limits)
        }
        for seed in Self.seeds {
            for position in stride(from: 0, to: seed.bytes.count - 4, by: seed.bytes.count / 1000 + 1) {
                _ = headerError(seed.bytes.replacing([0xFF, 0xFF, 0xFF, 0xFF], at: position), limits: limits)
            }
        }
    }
}
