import SeedanceAPI
import Testing

@testable import SeedanceMedia

@Suite struct FormatLimitsTests {
    static func limits(_ change: (inout Limits) -> Void) -> Limits {
        var limits = Limits()
        change(&limits)
        return limits
    }

    @Test func `a picture with too many pixels is refused with the number and the limit`() {
        let error = headerError(Crafted.png(ihdr: Crafted.ihdr(PixelSize(width: 20_000, height: 20_000))))
        #expect(error?.code == .limitExceeded)
        #expect(
            error?.message
                == "The picture is 20000x20000 pixels (400 megapixels); the limit is 100 megapixels.")
    }

    @Test func `a number just over the limit never reads like the limit`() {
        #expect(HeaderContext.pixelCount(100_000_000) == "100 megapixels")
        #expect(HeaderContext.pixelCount(100_000_001) == "100.1 megapixels")
        #expect(HeaderContext.pixelCount(.max).hasSuffix(" megapixels"))
        #expect(HeaderContext.pixelCount(5_000) == "5000 pixels")
    }

    @Test(arguments: [1 << 31, (1 << 32) - 1, (1 << 31) - 1])
    func `sides around two to the thirty-first are refused`(side: Int) {
        for size in [PixelSize(width: side, height: side), PixelSize(width: side, height: 1)] {
            #expect(headerError(Crafted.png(ihdr: Crafted.ihdr(size)))?.code == .limitExceeded)
            #expect(headerError(Crafted.tiffFile(size))?.code == .limitExceeded)
            var unlimited = Limits()
            unlimited.side = .max
            #expect(
                headerError(Crafted.png(ihdr: Crafted.ihdr(PixelSize(width: side, height: side))), limits: unlimited)
                    != nil)
            unlimited.pixels = .max
            unlimited.aspect = .max
            #expect(headerError(Crafted.png(ihdr: Crafted.ihdr(size)), limits: unlimited) == nil)
        }
    }

    @Test func `floods of chunks hit the limit`() {
        let few = Self.limits { $0.chunks = 50 }
        let floods: [(String, [UInt8])] = [
            ("jpeg", Crafted.jpeg(Array(repeating: Crafted.segment(0xFE, []), count: 60))),
            ("png", Crafted.png(Array(repeating: Crafted.chunk("teXt"), count: 60))),
            ("webp", Crafted.webp([Crafted.vp8()] + Array(repeating: Crafted.riff("JUNK", []), count: 60))),
            ("gif", Crafted.gif(Array(repeating: [0x21, 0xFE, 0], count: 60) + [Crafted.gifFrame()])),
            ("tiff", Crafted.tiffFile(others: Array(repeating: .init(tag: 700, values: [0]), count: 60))),
        ]
        for (name, bytes) in floods {
            #expect(headerError(bytes) == nil, "\(name)")
            #expect(headerError(bytes, limits: few)?.code == .limitExceeded, "\(name)")
        }
    }

    @Test func `metadata beyond its limit is refused`() {
        let small = Self.limits { $0.metadataBytes = 100 }
        let text = Array(repeating: UInt8(65), count: 101)
        let files = [
            Crafted.jpeg([Crafted.segment(0xFE, text)]), Crafted.png([Crafted.chunk("tEXt", text)]),
            Crafted.png(late: [Crafted.chunk("tEXt", text)]),
            Crafted.webp([Crafted.vp8x(4), Crafted.vp8(), Crafted.riff("XMP ", text)]),
        ]
        for bytes in files { #expect(headerError(bytes, limits: small)?.code == .limitExceeded) }
    }

    @Test func `a profile beyond its limit is left out`() throws {
        let small = Self.limits { $0.profileBytes = 100 }
        let profile = Crafted.rgbProfile()
        let files = [
            Crafted.jpeg(Crafted.profileSegments(profile, parts: 3)),
            Crafted.png([Crafted.chunk("iCCP", [65, 0, 0] + profile)]),
            Crafted.webp([Crafted.vp8x(0x20), Crafted.riff("ICCP", profile), Crafted.vp8()]),
            Crafted.tiffFile(others: [.init(tag: 34675, type: 7, values: [8], count: 101)]),
        ]
        for bytes in files {
            let header = try header(bytes, limits: small)
            #expect(header.isProfileTooLarge && header.profilePayload == nil && header.profile == nil)
        }
    }
}

/// Hostile bytes: nothing here asserts more than that nothing traps.
@Suite struct FormatHostileBytesTests {
    static func exercise(_ bytes: [UInt8]) {
        _ = headerError(bytes)
        _ = SniffedFormat.sniff(bytes)
        for format in ImageFormat.allCases { _ = MetadataStripper.strip(bytes, format: format) }
        _ = PNGChunks.strippingAncillary(bytes)
        _ = ColorProfile.parse(bytes)
        _ = EXIF.orientation(in: bytes)
    }

    @Test(arguments: Crafted.rich.indices.dropLast())
    func `the whole files are good`(index: Int) {
        #expect(headerError(Crafted.rich[index].bytes) == nil, "\(Crafted.rich[index].name)")
    }

    @Test(arguments: Crafted.rich.indices)
    func `a file cut off at any byte never traps`(index: Int) {
        let bytes = Crafted.rich[index].bytes
        for count in 0..<bytes.count { Self.exercise(Array(bytes.prefix(count))) }
    }

    @Test(arguments: ["png", "lossy webp", "lossless webp", "bmp", "core bmp", "tiff", "big-endian tiff"])
    func `a file cut off anywhere behind its signature is not taken for whole`(name: String) {
        let bytes = Crafted.rich.first { $0.name == name }?.bytes ?? []
        for count in 4..<bytes.count { #expect(headerError(Array(bytes.prefix(count))) != nil, "\(count)") }
    }

    @Test(arguments: Crafted.rich.indices)
    func `flipped bits never trap`(index: Int) {
        let seed = UInt64.random(in: 0...(.max))
        print("flipped bits, \(Crafted.rich[index].name): seed \(seed)")
        var generator = FormatGenerator(state: seed)
        for _ in 0..<1500 {
            var bytes = Crafted.rich[index].bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let position = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[position] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            }
            Self.exercise(bytes)
        }
    }

    @Test(arguments: Crafted.rich.indices)
    func `numbers replaced by extremes never trap`(index: Int) {
        let bytes = Crafted.rich[index].bytes
        for position in 0..<max(bytes.count - 3, 0) {
            for pattern: [UInt8] in [
                [0xFF, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0, 0, 0, 0x80], [0x7F, 0xFF, 0xFF, 0xFF],
            ] {
                var changed = bytes
                changed.replaceSubrange(position..<(position + 4), with: pattern)
                Self.exercise(changed)
            }
        }
    }
}
