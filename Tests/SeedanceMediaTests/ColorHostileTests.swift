import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Profiles that lie. Each is either converted or dropped with a warning, and soon.
@Suite struct ColorHostileTests {
    static func header(_ profile: [UInt8], _ model: ColorModel) -> ImageHeader {
        var header = ImageHeader(
            format: .jpeg, codedSize: PixelSize(width: 8, height: 8), bitDepth: 8, colorModel: model, isLossless: false,
            profile: ColorProfile.parse(profile), profilePayload: .raw(profile),
            details: .jpeg(JPEGDetails(isProgressive: false, sampling: [], hasJFIF: true, restartInterval: 0)))
        header.isProfileDamaged = header.profile == nil
        return header
    }

    /// Converts some pixels and says whether there was a conversion through the profile.
    @discardableResult
    static func use(_ profile: [UInt8], _ model: ColorModel) -> Bool {
        let decision = ColorConversion.decide(for: header(profile, model))
        let isIgnored = decision.warnings.contains { $0.code == .profileIgnored }
        if let conversion = decision.conversion {
            let source = (0..<64 * conversion.channels).map { UInt8(truncatingIfNeeded: $0 * 37) }
            var target = [UInt8](repeating: 0, count: 64 * 3)
            target.withUnsafeMutableBufferPointer { target in
                source.withUnsafeBufferPointer { source in
                    if let from = source.baseAddress, let to = target.baseAddress {
                        conversion.convert(from, to: to, count: 64)
                    }
                }
            }
        }
        if decision.conversion == nil {
            let isSRGB = header(profile, model).pictureColor == .sRGB
            #expect(isIgnored || isSRGB)
        }
        return decision.conversion != nil && !isIgnored
    }

    /// A table of 8 bits with a grid of this many nodes a side, as long as `data` says.
    static func table(inputs: Int, side: Int, data: Int, outputs: Int = 3) -> [UInt8] {
        let matrix = [1.0, 0, 0, 0, 1, 0, 0, 0, 1].flatMap(Crafted.fixed)
        let curve = (0..<256).map { UInt8($0) }
        let curves = Array(repeating: curve, count: inputs).flatMap { $0 }
        let nodes = (0..<data).map { UInt8(truncatingIfNeeded: $0) }
        let after = Array(repeating: curve, count: outputs).flatMap { $0 }
        return Crafted.cat(
            Crafted.text("mft1"), Crafted.big(0, 4), [UInt8(inputs), UInt8(outputs), UInt8(side), 0], matrix, curves,
            nodes,
            after)
    }

    /// A table in the form of version 4, whose sides may differ.
    static func newTable(sides: [UInt8], data: Int) -> [UInt8] {
        let identity = Crafted.cat(Crafted.text("curv"), Crafted.big(0, 4), Crafted.big(0, 4))
        let near = Array(repeating: identity, count: 3).flatMap { $0 }
        let far = Array(repeating: identity, count: sides.count).flatMap { $0 }
        let grid = sides + Array(repeating: 0, count: 16 - sides.count) + [1, 0, 0, 0]
        let nodes = (0..<data).map { UInt8(truncatingIfNeeded: $0) }
        let offsets = [32, 0, 0, 32 + near.count + far.count, 32 + near.count].flatMap { Crafted.big($0, 4) }
        return Crafted.cat(
            Crafted.text("mAB "), Crafted.big(0, 4), [UInt8(sides.count), 3, 0, 0], offsets, near, far, grid, nodes)
    }

    static func lab(_ tags: [(String, [UInt8])], space: String) -> [UInt8] {
        var profile = Crafted.profile(tags, space: space)
        profile.replaceSubrange(20..<24, with: Array("Lab ".utf8))
        return profile
    }

    @Test func `tables as large as they say are used`() {
        #expect(Self.use(Self.lab([("A2B0", Self.table(inputs: 4, side: 5, data: 625 * 3))], space: "CMYK"), .cmyk))
        #expect(Self.use(Self.lab([("A2B0", Self.table(inputs: 3, side: 9, data: 729 * 3))], space: "RGB "), .rgb))
        #expect(Self.use(Self.lab([("A2B0", Self.newTable(sides: [3, 4, 5, 6], data: 1080))], space: "CMYK"), .cmyk))
    }

    @Test(arguments: [
        table(inputs: 4, side: 5, data: 600 * 3), table(inputs: 4, side: 255, data: 3),
        table(inputs: 4, side: 1, data: 3),
        table(inputs: 4, side: 0, data: 3), table(inputs: 15, side: 2, data: 98_304),
        table(inputs: 3, side: 5, data: 375),
        table(inputs: 4, side: 3, data: 81 * 16, outputs: 16),
        // 3 × 239 × 243 × 249 × 99 is 1085 more than 2³².
        newTable(sides: [255, 255, 255, 255], data: 1000), newTable(sides: [239, 243, 249, 99], data: 1085),
        newTable(sides: [0, 3, 3, 3], data: 1000), newTable(sides: [1, 3, 3, 3], data: 1000),
        Array("mft2".utf8), Array("mAB ".utf8), Array("mft1".utf8) + [UInt8](repeating: 255, count: 60),
    ])
    func `tables smaller than they say are dropped before Little CMS sees them`(table: [UInt8]) {
        for name in ["A2B0", "A2B1"] { #expect(!Self.use(Self.lab([(name, table)], space: "CMYK"), .cmyk)) }
    }

    @Test func `curves that are none are dropped`() {
        func curve(_ count: Int, _ data: Int) -> [UInt8] {
            Crafted.cat(
                Crafted.text("curv"), Crafted.big(0, 4), Crafted.big(count, 4), Array(repeating: 1, count: data))
        }
        func parametric(_ function: Int, _ values: [Int]) -> [UInt8] {
            Crafted.cat(
                Crafted.text("para"), Crafted.big(0, 4), Crafted.big(function, 2), [0, 0],
                values.flatMap { Crafted.big($0, 4) })
        }
        let curves = [
            curve(1 << 31, 100), curve(0xFFFF_FFFF, 100), curve(65_536, 131_072), curve(10, 4), parametric(9, [0]),
            parametric(3, [65_536]), Array("curv".utf8), Array("XXXX".utf8) + [0, 0, 0, 0, 0, 0, 0, 0],
        ]
        for curve in curves {
            #expect(!Self.use(Crafted.rgbProfile(colorants: MetadataColorProfileTests.displayP3, curve: curve), .rgb))
        }
        // Powers and quotients that make no number: whatever comes out, it comes out.
        for values in [[0, 0, 0, 0, 0], [-65_536_000, 0, 0, 0, 0], [0x7FFF_FFFF, 0x7FFF_FFFF, -1, 1, 1]] {
            Self.use(
                Crafted.rgbProfile(colorants: MetadataColorProfileTests.displayP3, curve: parametric(3, values)), .rgb)
        }
    }

    @Test func `directories of tags that lie do no harm`() {
        var many = ColorWitness.displayP3
        many.replaceSubrange(128..<132, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(!Self.use(many, .rgb))
        many.replaceSubrange(128..<132, with: [0, 0, 0, 200])
        #expect(!Self.use(many, .rgb))
        // The same tag a hundred times, and tags that lie on each other.
        let curve = [("rTRC", Crafted.gamma(2)), ("gTRC", Crafted.gamma(2)), ("bTRC", Crafted.gamma(2))]
        let colorants = zip(["rXYZ", "gXYZ", "bXYZ"], MetadataColorProfileTests.displayP3).map {
            ($0, Crafted.cat(Crafted.text("XYZ "), Crafted.big(0, 4), $1.flatMap(Crafted.fixed)))
        }
        let repeated = Crafted.profile(
            colorants + curve + Array(repeating: ("A2Z9", [1, 2, 3, 4]), count: 150) + curve)
        #expect(Self.use(repeated, .rgb))
        var overlapping = Crafted.profile(colorants + curve)
        for index in 0..<6 { overlapping.replaceSubrange(136 + 12 * index..<140 + 12 * index, with: [0, 0, 0, 0]) }
        #expect(!Self.use(overlapping, .rgb))
        for size in [0, 131, 132, 1 << 31, (1 << 32) - 1] {
            var lying = ColorWitness.displayP3
            lying.replaceSubrange(0..<4, with: Crafted.big(size, 4))
            #expect(!Self.use(lying, .rgb))
        }
    }

    @Test(.timeLimit(.minutes(30)))
    func `four megabytes take no time`() {
        var random = SplitMix64(seed: SplitMix64.testSeed)
        let noise = (0..<1 << 19).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
        let body = Array(noise.prefix((4 << 20) - 4096))
        let profiles: [([UInt8], ColorModel)] = [
            (noise, .rgb), (Crafted.rgbProfile() + noise, .rgb), (Crafted.profile([("A2B0", body)]), .rgb),
            // The largest tables that fit.
            (Self.lab([("A2B0", Self.table(inputs: 3, side: 111, data: 111 * 111 * 111 * 3))], space: "RGB "), .rgb),
            (Self.lab([("A2B0", Self.table(inputs: 4, side: 34, data: 34 * 34 * 34 * 34 * 3))], space: "CMYK"), .cmyk),
        ]
        for (profile, model) in profiles {
            let time = ProcessorTime.measure { Self.use(profile, model) }
            #expect(time < .seconds(1), "\(profile.count) bytes: \(time)")
        }
    }

    @Test(.enabled(if: ColorWitness.isComplete, ColorWitness.missing), arguments: 0..<3)
    func `profiles with changed bytes are converted or dropped`(index: Int) throws {
        let (profile, model): ([UInt8], ColorModel) =
            switch index {
            case 0: (ColorWitness.displayP3, .rgb)
            case 1: (try ColorWitness.table(["-n9"], of: ColorWitness.adobe), .rgb)
            default: (try ColorWitness.bytes(ColorWitness.press), .cmyk)
            }
        #expect(Self.use(profile, model))
        var random = SplitMix64(seed: SplitMix64.testSeed &+ UInt64(index))
        var converted = 0
        for _ in 0..<700 {
            var bytes = profile
            // Where the structure is: in the header, the table of tags, and where tags begin.
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let reach = Bool.random(using: &random) ? min(700, bytes.count) : bytes.count
                let place = Int.random(in: 0..<reach, using: &random)
                bytes[place] = Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : 0xFF
            }
            let time = ProcessorTime.measure { if Self.use(bytes, model) { converted += 1 } }
            #expect(time < .seconds(1))
        }
        print("\(converted) of 700 converted, seed \(SplitMix64.testSeed)")
        #expect(converted > 50 && converted < 700)
    }

    @Test func `one conversion serves several pictures at the same time`() async {
        let conversion = ColorConversion.decide(for: Self.header(ColorWitness.displayP3, .rgb)).conversion
        let results = await withTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var pixels = ColorWitness.chart.pixels
                    pixels.withUnsafeMutableBufferPointer { pixels in
                        if let start = pixels.baseAddress { conversion?.convert(start, count: pixels.count / 3) }
                    }
                    return pixels
                }
            }
            return await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(results.count == 1 && results.first != ColorWitness.chart.pixels)
    }
}
