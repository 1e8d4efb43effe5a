import Foundation
import Testing
import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// Pictures in other colour spaces, made and converted by libvips and Little CMS' own programs.
enum ColorWitness {
    static let isComplete =
        MediaProgram.exists("vips") && MediaProgram.exists("linkicc") && exists(adobe) && exists(press)
    static let missing: Comment = "vips, linkicc, colord-data or libgs-common is not installed"

    static let adobe = "/usr/share/color/icc/colord/AdobeRGB1998.icc"
    static let proPhoto = "/usr/share/color/icc/colord/ProPhotoRGB.icc"
    static let press = "/usr/share/color/icc/ghostscript/default_cmyk.icc"

    private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

    static let displayP3 = Crafted.rgbProfile(
        name: "Display P3", colorants: MetadataColorProfileTests.displayP3, curve: Crafted.sRGBCurve)

    static func gray(_ gamma: Double) -> [UInt8] {
        Crafted.profile(
            [
                ("desc", Crafted.description("Gray")), ("kTRC", Crafted.gamma(gamma)),
                (
                    "wtpt",
                    Crafted.cat(Crafted.text("XYZ "), Crafted.big(0, 4), [0.9642, 1, 0.8249].flatMap(Crafted.fixed))
                ),
            ], space: "GRAY")
    }

    /// The same profile calling itself version 4.
    static func versionFour(_ profile: [UInt8]) -> [UInt8] {
        var profile = profile
        profile.replaceSubrange(8..<12, with: [4, 0x20, 0, 0])
        return profile
    }

    /// A lookup table from the RGB of a profile to Lab: a device link with another class.
    static func table(_ options: [String], of path: String) throws -> [UInt8] {
        let folder = try MediaTemporaryFolder()
        guard let program = MediaProgram("linkicc") else { throw CocoaError(.fileNoSuchFile) }
        _ = try program.run(options + ["-t1", "-o\(folder.file("link.icc"))", path, "*Lab"])
        var profile = try folder.read("link.icc")
        profile.replaceSubrange(12..<16, with: Array("scnr".utf8))
        // libvips looks for the table of this very intent.
        if let name = profile.indices.first(where: { profile[$0...].starts(with: "A2B0".utf8) }) {
            profile[name + 3] = UInt8(ascii: "1")
        }
        return profile
    }

    /// Every colour of a cube with 16 steps a side, in no particular order, and a ramp of grays.
    static let chart: MediaRaster = {
        var pixels = [UInt8]()
        for index in 0..<4096 {
            pixels += [index % 16, index / 16 % 16, index / 256].map { UInt8($0 * 17) }
        }
        for index in 0..<256 { pixels += [UInt8](repeating: UInt8(index), count: 3) }
        return MediaRaster(width: 64, height: 68, pixels: pixels)
    }()

    /// Something like a photograph.
    static let scene = MediaRaster.scene(96, 64)

    /// Every combination of inks in steps of a seventh, as a CMYK TIFF file of 8 bits with or without a profile.
    static func inks(profile: [UInt8]?) -> [UInt8] {
        let side = 64
        var pixels = [UInt8]()
        for index in 0..<side * side {
            pixels += [index % 8, index / 8 % 8, index / 64 % 8, index / 512].map { UInt8($0 * 255 / 7) }
        }
        var tags = [
            Crafted.Tag(tag: 256, type: 4, values: [side]), Crafted.Tag(tag: 257, type: 4, values: [side]),
            Crafted.Tag(tag: 258, values: [0], count: 4), Crafted.Tag(tag: 259, values: [1]),
            Crafted.Tag(tag: 262, values: [5]), Crafted.Tag(tag: 273, type: 4, values: [0]),
            Crafted.Tag(tag: 277, values: [4]), Crafted.Tag(tag: 278, type: 4, values: [side]),
            Crafted.Tag(tag: 279, type: 4, values: [pixels.count]),
        ]
        if let profile { tags.append(Crafted.Tag(tag: 34675, type: 7, values: [0], count: profile.count)) }
        let end = 8 + 2 + 12 * tags.count + 4
        let depths = (0..<4).flatMap { _ in Crafted.little(8, 2) }
        tags[2].values = [end]
        tags[5].values = [end + depths.count]
        if profile != nil { tags[tags.count - 1].values = [end + depths.count + pixels.count] }
        return Crafted.tiff(tags, extra: depths + pixels + (profile ?? []))
    }

    static func ppm(_ raster: MediaRaster) -> [UInt8] {
        Array("P6 \(raster.width) \(raster.height) 255\n".utf8) + raster.pixels
    }

    /// The file that libvips makes of a file, with a profile in it: `suffix` as in `vips copy`, such as `.jpg[Q=95]`.
    static func file(_ bytes: [UInt8], from type: String = "ppm", profile: [UInt8]?, as suffix: String) throws
        -> [UInt8]
    {
        let folder = try MediaTemporaryFolder()
        try folder.write(bytes, to: "in.\(type)")
        var options = suffix.split(separator: "[", maxSplits: 1).dropFirst().map { String($0.dropLast()) }
        if let profile { options.append("profile=\(try folder.write(profile, to: "embedded.icc"))") }
        let ending = suffix.prefix { $0 != "[" }
        let output = folder.file("out\(ending)")
        try run([
            "copy", folder.file("in.\(type)"), output + (options.isEmpty ? "" : "[\(options.joined(separator: ","))]"),
        ])
        return try folder.read("out\(ending)")
    }

    /// What libvips shows of a file whose numbers are those of a profile.
    static func converted(_ bytes: [UInt8], from type: String, profile: [UInt8]) throws -> MediaRaster {
        let folder = try MediaTemporaryFolder()
        let input = try folder.write(bytes, to: "in.\(type)")
        let icc = try folder.write(profile, to: "in.icc")
        try run([
            "icc_transform", input, folder.file("out.png"), "srgb", "--input-profile", icc, "--intent", "relative",
            "--black-point-compensation",
        ])
        guard let raster = MediaRaster(png: try folder.read("out.png")) else { throw CocoaError(.fileReadCorruptFile) }
        return raster
    }

    private static func run(_ arguments: [String]) throws {
        guard let program = MediaProgram("vips") else { throw CocoaError(.fileNoSuchFile) }
        let result = try program.run(arguments)
        guard result.status == 0 else { throw WitnessFailure(text: result.errors) }
    }

    struct WitnessFailure: Error { let text: String }

    /// A PNG with chunks in front of its picture data.
    static func png(_ raster: MediaRaster, _ chunks: [[UInt8]]) throws -> [UInt8] {
        inserting(chunks, in: PNGChunks.strippingAncillary(try raster.encoded(.png)))
    }

    /// Behind the header, which is always as long.
    static func inserting(_ chunks: [[UInt8]], in png: [UInt8]) -> [UInt8] {
        Array(png[..<33]) + chunks.flatMap { $0 } + png[33...]
    }

    static func iCCP(_ profile: [UInt8]) -> [UInt8] {
        Crafted.chunk("iCCP", Array("p".utf8) + [0, 0] + Crafted.storedZlib(profile))
    }
}
