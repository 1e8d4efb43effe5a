import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// What becomes of profiles that do not belong to their picture, of inks, and of transparent parts.
@Suite struct ColorProfileUseTests {
    static let chart = ColorWitness.chart

    static func ignored(_ profile: [UInt8]) throws -> MediaWarning? {
        let fitted = try fit(.bytes(ColorWitness.png(chart, [ColorWitness.iCCP(profile)])))
        #expect(fitted.picture.pixels == chart.pixels)
        #expect(fitted.warnings.count == 1 && fitted.warnings.first?.code == .profileIgnored)
        return fitted.warnings.first
    }

    @Test func `a profile of another kind is dropped with the reason`() throws {
        let curve = [("kTRC", Crafted.gamma(1.8))]
        #expect(try Self.ignored(Crafted.profile(curve, space: "GRAY"))?.message.contains("gray") == true)
        #expect(try Self.ignored(Crafted.profile([], space: "CMYK"))?.message.contains("CMYK") == true)
        #expect(try Self.ignored(Crafted.profile([], space: "Lab "))?.message.contains("another colour space") == true)
        #expect(try Self.ignored(Crafted.profile([], kind: "link"))?.message.contains("device link") == true)
        #expect(try Self.ignored(Crafted.profile([], kind: "nmcl"))?.message.contains("named colours") == true)
        #expect(try Self.ignored(Crafted.profile([], kind: "abst"))?.message.contains("abstract") == true)
        #expect(try Self.ignored(Crafted.profile([]))?.message.contains("damaged") == true)
        #expect(try Self.ignored([1, 2, 3])?.message.contains("damaged") == true)
    }

    @Test func `an oversized profile is dropped and the picture shown`() throws {
        var limits = Limits()
        limits.profileBytes = 300
        let png = try ColorWitness.png(Self.chart, [ColorWitness.iCCP(ColorWitness.displayP3)])
        let fitted = try fit(.bytes(png), limits: limits)
        #expect(fitted.warnings.map(\.code) == [.profileIgnored])
        #expect(fitted.warnings.first?.message.contains("larger than the limit") == true)
        #expect(fitted.picture.pixels == Self.chart.pixels)
    }

    @Test(arguments: [ColorWitness.displayP3, Crafted.rgbProfile(name: "wide", curve: Crafted.gamma(1.8))])
    func `a transparent picture shows the background that was asked for`(profile: [UInt8]) throws {
        // Left half opaque, right half transparent, the middle in between.
        let rows = (0..<8).flatMap { _ in
            [UInt8(0)] + (0..<8).flatMap { x -> [UInt8] in [200, 40, 90, x < 3 ? 255 : x < 5 ? 128 : 0] }
        }
        let header = Crafted.ihdr(PixelSize(width: 8, height: 8), colorType: 6)
        let png = Crafted.png([ColorWitness.iCCP(profile)], ihdr: header, data: Crafted.storedZlib(rows))
        for background in [RGBColor(red: 0x33, green: 0x66, blue: 0x99), .white, RGBColor(red: 0, green: 0, blue: 0)] {
            let fitted = try fit(.bytes(png)) { $0.background = background }
            let right = fitted.picture.pixels[21..<24].map { Int($0) }
            let wanted = [background.red, background.green, background.blue].map { Int($0) }
            #expect(zip(right, wanted).allSatisfy { abs($0 - $1) <= 1 }, "\(right) for \(wanted)")
            #expect(fitted.warnings.map(\.code) == [.alphaFlattened])
        }
    }

    @Test func `inks without a profile are plain light and say so`() throws {
        let fitted = try fit(.bytes(ColorWitness.inks(profile: nil)))
        #expect(fitted.warnings.map(\.code) == [.colorAssumed])
        for (index, inks) in [
            (0, [0, 0, 0, 0]), (7, [255, 0, 0, 0]), (7 * 512, [0, 0, 0, 255]), (8 * 64 - 1, [255, 255, 255, 0]),
        ] {
            let wanted = (0..<3).map { UInt8((255 - inks[$0]) * (255 - inks[3]) / 255) }
            #expect(Array(fitted.picture.pixels[index * 3..<index * 3 + 3]) == wanted)
        }
    }

    @Test(.enabled(if: ColorWitness.isComplete, ColorWitness.missing))
    func `a JPEG's inks are turned round with and without Adobe's marker, as libvips does`() throws {
        let profile = try ColorWitness.bytes(ColorWitness.press)
        let tiff = ColorWitness.inks(profile: nil)
        let adobe = try ColorWitness.file(tiff, from: "tif", profile: profile, as: ".jpg[Q=100,subsample_mode=off]")
        let mark = [0xFF, 0xEE, 0, 14] + Array("Adobe".utf8)
        let marker = try #require(adobe.indices.first { adobe[$0...].starts(with: mark) })
        let bare = Array(adobe[..<marker] + adobe[(marker + 16)...])
        let fitted = try fit(.bytes(bare))
        #expect(try fitted.picture == fit(.bytes(adobe)).picture && fitted.warnings.isEmpty)
        let theirs = try ColorWitness.converted(bare, from: "jpg", profile: profile)
        let agreement = try #require(ColorAgreement(MediaRaster(fitted.picture), theirs))
        #expect(agreement.isClose, "\(agreement)")
    }

    @Test func `a CMYK picture with a profile for RGB is converted plainly and says both`() throws {
        let fitted = try fit(.bytes(ColorWitness.inks(profile: ColorWitness.displayP3)))
        #expect(fitted.warnings.map(\.code) == [.profileIgnored, .colorAssumed])
        #expect(try fitted.picture == fit(.bytes(ColorWitness.inks(profile: nil))).picture)
    }
}
