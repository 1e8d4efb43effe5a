import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Colours that a file describes by numbers.
@Suite struct ColorChunkTests {
    static let chart = ColorWitness.chart

    static func fitted(_ chunks: [UInt8]...) throws -> FittedPicture {
        try fit(.bytes(ColorWitness.png(chart, chunks)))
    }

    static func gAMA(_ value: Int) -> [UInt8] { Crafted.chunk("gAMA", Crafted.big(value, 4)) }

    static func cHRM(_ values: [Int]) -> [UInt8] { Crafted.chunk("cHRM", values.flatMap { Crafted.big($0, 4) }) }

    static let adobePrimaries = [31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000]

    @Test func `Display P3 in numbers is Display P3 in a profile`() throws {
        let numbers = try Self.fitted(Crafted.chunk("cICP", [12, 13, 0, 1]))
        let profile = try Self.fitted(ColorWitness.iCCP(ColorWitness.displayP3))
        #expect(numbers.source.profile == "Display P3 (cICP)" && profile.source.profile == "Display P3")
        let difference = try #require(MediaDifference(numbers.picture.pixels, profile.picture.pixels))
        #expect(difference.mean < 0.1 && difference.largest <= 2, "\(difference)")
        #expect(numbers.picture.pixels != Self.chart.pixels)
    }

    @Test(.enabled(if: ColorWitness.isComplete, ColorWitness.missing))
    func `gAMA and cHRM of Adobe RGB are what libvips makes of its profile`() throws {
        let fitted = try Self.fitted(Self.gAMA(45_470), Self.cHRM(Self.adobePrimaries))
        let profile = try ColorWitness.bytes(ColorWitness.adobe)
        let theirs = try ColorWitness.converted(try Self.chart.encoded(.png), from: "png", profile: profile)
        let agreement = try #require(ColorAgreement(MediaRaster(fitted.picture), theirs))
        #expect(agreement.isClose, "\(agreement)")
    }

    @Test func `gAMA alone changes the tone curve and keeps the primaries`() throws {
        let linear = try Self.fitted(Self.gAMA(100_000))
        let profile = try Self.fitted(ColorWitness.iCCP(Crafted.rgbProfile(name: "linear", curve: Crafted.gamma(1))))
        let difference = try #require(MediaDifference(linear.picture.pixels, profile.picture.pixels))
        #expect(difference.largest <= 1, "\(difference)")
        // Half the light is a bright gray.
        let gray = linear.picture.pixels[(4096 + 128) * 3]
        #expect(gray == 188)
    }

    @Test func `what goes before what is settled`() throws {
        let p3 = Crafted.chunk("cICP", [12, 13, 0, 1])
        let profile = ColorWitness.iCCP(Crafted.rgbProfile(name: "linear", curve: Crafted.gamma(1)))
        let sRGB = Crafted.chunk("sRGB", [0])
        let (gamma, primaries) = (Self.gAMA(100_000), Self.cHRM(Self.adobePrimaries))
        let all = try Self.fitted(p3, profile, sRGB, gamma, primaries).picture
        #expect(try all == Self.fitted(p3).picture)
        let rest = try Self.fitted(profile, sRGB, gamma, primaries).picture
        #expect(try rest == Self.fitted(profile).picture && rest != all)
        #expect(try Self.fitted(sRGB, gamma, primaries).picture.pixels == Self.chart.pixels)
        let last = try Self.fitted(gamma, primaries).picture
        #expect(try last != Self.fitted(gamma).picture && last.pixels != Self.chart.pixels)
    }

    @Test func `numbers that say sRGB leave the file untouched`() throws {
        for chunk in [Crafted.chunk("cICP", [1, 13, 0, 1]), Self.gAMA(45_455), Crafted.chunk("sRGB", [1])] {
            let fitted = try Self.fitted(chunk)
            #expect(fitted.untouched != nil && fitted.warnings.isEmpty)
        }
        #expect(try Self.fitted(Self.gAMA(100_000)).untouched == nil)
        #expect(try Self.fitted(Crafted.chunk("cICP", [12, 13, 0, 1])).untouched == nil)
    }

    @Test(arguments: [
        gAMA(0), gAMA(1), gAMA(0x7FFF_FFFF), cHRM([0, 0, 0, 0, 0, 0, 0, 0]),
        cHRM([31_270, 32_900, 10_000, 10_000, 20_000, 20_000, 30_000, 30_000]),
        cHRM([31_270, 0, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000]),
        cHRM([90_000, 5_000, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000]),
        cHRM([31_270, 32_900, 0x7FFF_FFFF, 33_000, 30_000, 60_000, 15_000, 6_000]),
        Crafted.chunk("cICP", [77, 13, 0, 1]), Crafted.chunk("cICP", [12, 200, 0, 1]),
        Crafted.chunk("cICP", [12, 13, 0, 0]), Crafted.chunk("cICP", [12, 13, 1, 1]),
    ])
    func `numbers that make no colours are dropped with a warning`(chunk: [UInt8]) throws {
        let fitted = try Self.fitted(chunk)
        #expect(fitted.warnings.map(\.code) == [.profileIgnored])
        #expect(fitted.picture.pixels == Self.chart.pixels)
    }

    @Test func `what is dropped leaves its place to the next`() throws {
        let fitted = try Self.fitted(Crafted.chunk("cICP", [77, 13, 0, 1]), ColorWitness.iCCP(ColorWitness.displayP3))
        #expect(fitted.warnings.map(\.code) == [.profileIgnored])
        #expect(try fitted.picture == Self.fitted(ColorWitness.iCCP(ColorWitness.displayP3)).picture)
    }

    @Test(arguments: [(9, 14), (9, 1), (11, 17), (12, 8), (1, 4), (4, 5), (8, 13)])
    func `white stays white and black stays black`(primaries: Int, transfer: Int) throws {
        let chunk = Crafted.chunk("cICP", [UInt8(primaries), UInt8(transfer), 0, 1])
        let pixels = try Self.fitted(chunk).picture.pixels
        #expect(pixels.suffix(3).allSatisfy { $0 >= 254 })
        #expect(pixels[4096 * 3..<4096 * 3 + 3] == [0, 0, 0])
        #expect(pixels != Self.chart.pixels)
    }

    @Test func `a 16-bit picture with everything in it is read`() throws {
        let header = Crafted.cat(Crafted.big(8, 4), Crafted.big(8, 4), [16, 2, 0, 0, 0])
        var rows = [UInt8]()
        for y in 0..<8 {
            rows.append(0)
            for x in 0..<8 { rows += [UInt8(x * 30), 7, UInt8(y * 30), 9, 200, 1] }
        }
        let chunks = [
            Crafted.chunk("IHDR", header), ColorWitness.iCCP(ColorWitness.displayP3), Self.gAMA(45_455),
            Self.cHRM(Self.adobePrimaries), Crafted.chunk("sRGB", [0]), Crafted.chunk("cICP", [12, 13, 0, 1]),
            Crafted.chunk("acTL", Crafted.big(2, 4) + Crafted.big(0, 4)),
            Crafted.chunk("tRNS", [0, 7, 0, 9, 200, 1]), Crafted.chunk("bKGD", [0, 1, 0, 2, 0, 3]),
            Crafted.chunk("eXIf", Crafted.exif(orientation: 6)), Crafted.chunk("IDAT", Crafted.storedZlib(rows)),
            Crafted.chunk("IEND"),
        ]
        let fitted = try fit(.bytes(PNGChunks.signature + chunks.flatMap { $0 }))
        #expect(fitted.source.profile == "Display P3 (cICP)" && fitted.source.orientation == 6)
        #expect(fitted.warnings.map(\.code).contains(.firstFrameOnly))
        #expect(fitted.picture.size == PixelSize(width: 8, height: 8))
    }
}
