import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Against libvips, which has Little CMS convert each pixel by itself.
@Suite(.enabled(if: ColorWitness.isComplete, ColorWitness.missing))
struct ColorFidelityTests {
    enum Space: String, CaseIterable {
        case displayP3, displayP3Version4, adobe, proPhoto, table16, table8

        var profile: [UInt8] {
            get throws {
                switch self {
                case .displayP3: ColorWitness.displayP3
                case .displayP3Version4: ColorWitness.versionFour(ColorWitness.displayP3)
                case .adobe: try ColorWitness.bytes(ColorWitness.adobe)
                case .proPhoto: try ColorWitness.bytes(ColorWitness.proPhoto)
                case .table16: try ColorWitness.table(["-n33"], of: ColorWitness.adobe)
                case .table8: try ColorWitness.table(["-8", "-n17"], of: ColorWitness.proPhoto)
                }
            }
        }
    }

    @Test(arguments: Space.allCases)
    func `every colour of a space comes out as libvips has it`(space: Space) throws {
        let profile = try space.profile
        for raster in [ColorWitness.chart, ColorWitness.scene] {
            let png = try ColorWitness.png(raster, [ColorWitness.iCCP(profile)])
            let fitted = try fit(.bytes(png))
            #expect(fitted.warnings.isEmpty && fitted.untouched == nil)
            let theirs = try ColorWitness.converted(png, from: "png", profile: profile)
            let agreement = try #require(ColorAgreement(MediaRaster(fitted.picture), theirs))
            print("\(space), \(raster.width)x\(raster.height): \(agreement)")
            #expect(agreement.isClose, "\(space): \(agreement)")
            // And a conversion has been needed.
            let unchanged = try #require(ColorAgreement(raster, theirs))
            #expect(unchanged.mean > 1, "\(space) unconverted: \(unchanged)")
        }
    }

    @Test(arguments: [".jpg[Q=95,subsample_mode=off]", ".tif", ".webp[lossless]", ".jpg[Q=90]"])
    func `every container's profile is found`(suffix: String) throws {
        let profile = ColorWitness.displayP3
        let bytes = try ColorWitness.file(ColorWitness.ppm(ColorWitness.scene), profile: profile, as: suffix)
        let fitted = try fit(.bytes(bytes))
        #expect(fitted.source.profile == "Display P3")
        let ending = String(suffix.dropFirst().prefix { $0 != "[" })
        let theirs = try ColorWitness.converted(bytes, from: ending, profile: profile)
        let agreement = try #require(ColorAgreement(MediaRaster(fitted.picture), theirs))
        #expect(agreement.isClose, "\(suffix): \(agreement)")
    }

    @Test(arguments: [1.0, 1.8, 2.2])
    func `gray is converted by its own curve`(gamma: Double) throws {
        let profile = ColorWitness.gray(gamma)
        let ramp = Array("P5 64 64 255\n".utf8) + (0..<4096).map { UInt8($0 / 16) }
        let plain = try ColorWitness.file(ramp, from: "pgm", profile: nil, as: ".png[strip]")
        let png = ColorWitness.inserting([ColorWitness.iCCP(profile)], in: plain)
        let fitted = try fit(.bytes(png))
        let theirs = try ColorWitness.converted(png, from: "png", profile: profile)
        let agreement = try #require(ColorAgreement(MediaRaster(fitted.picture), theirs))
        print("gray \(gamma): \(agreement)")
        #expect(agreement.isClose, "gamma \(gamma): \(agreement)")
        #expect(fitted.warnings.isEmpty)
    }

    @Test func `gray under an RGB profile is three equal channels`() throws {
        let profile = try ColorWitness.bytes(ColorWitness.proPhoto)
        let ramp = MediaRaster(width: 16, height: 16, pixels: (0..<768).map { UInt8($0 / 3) })
        let gray = Array("P5 16 16 255\n".utf8) + (0..<256).map { UInt8($0) }
        let png = try ColorWitness.file(gray, from: "pgm", profile: nil, as: ".png[strip]")
        let stored = ColorWitness.inserting([ColorWitness.iCCP(profile)], in: png)
        let colored = try fit(.bytes(try ColorWitness.png(ramp, [ColorWitness.iCCP(profile)])))
        let fitted = try fit(.bytes(stored))
        #expect(fitted.picture == colored.picture && fitted.warnings.isEmpty)
        #expect(fitted.picture.pixels != ramp.pixels)
    }

    /// Inks as a TIFF stores them, as libvips stores them in a JPEG, and smaller than they were.
    @Test func `press inks come out as libvips has them`() throws {
        let profile = try ColorWitness.bytes(ColorWitness.press)
        let tiff = ColorWitness.inks(profile: profile)
        let theirs = try ColorWitness.converted(tiff, from: "tif", profile: profile)
        let fitted = try fit(.bytes(tiff))
        let agreement = try #require(ColorAgreement(MediaRaster(fitted.picture), theirs))
        print("inks: \(agreement)")
        #expect(agreement.isClose, "\(agreement)")
        #expect(fitted.warnings.isEmpty)
        let jpeg = try ColorWitness.file(tiff, from: "tif", profile: profile, as: ".jpg[Q=100,subsample_mode=off]")
        let coded = try fit(.bytes(jpeg))
        let theirJPEG = try ColorWitness.converted(jpeg, from: "jpg", profile: profile)
        let nearness = try #require(ColorAgreement(MediaRaster(coded.picture), theirJPEG))
        print("inks in JPEG: \(nearness)")
        #expect(nearness.isClose, "\(nearness)")
        #expect(coded.warnings.isEmpty)
    }

    @Test func `fitting twice gives the same bytes`() throws {
        let sources = [
            try ColorWitness.png(ColorWitness.scene, [ColorWitness.iCCP(ColorWitness.displayP3)]),
            try ColorWitness.png(ColorWitness.scene, [ColorWitness.iCCP(try Space.table16.profile)]),
            ColorWitness.inks(profile: try ColorWitness.bytes(ColorWitness.press)),
        ]
        for source in sources {
            let first = try fit(.bytes(source), row(40, 30)).encoded().image.bytes
            #expect(try fit(.bytes(source), row(40, 30)).encoded().image.bytes == first)
        }
    }
}
