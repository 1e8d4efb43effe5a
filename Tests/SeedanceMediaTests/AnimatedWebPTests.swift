import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Whether the programs of the package `webp` are there.
let hasWebPTools = ["webpmux", "dwebp", "cwebp", "img2webp", "gif2webp"].allSatisfy { MediaProgram.exists($0) }

/// The first frame of animated WebP files that libwebp's own programs made.
@Suite(.enabled(if: hasWebPTools, "the programs of the package webp are not installed"))
struct AnimatedWebPTests {
    private static let canvas = PixelSize(width: 100, height: 60)

    /// A folder with four drawings as PNG files, and a smaller one.
    private static func folder() throws -> MediaTemporaryFolder {
        let folder = try MediaTemporaryFolder()
        for number in 0..<4 { try folder.write(AlphaRaster.drawing(number, 100, 60).png, to: "\(number).png") }
        try folder.write(AlphaRaster.drawing(5, 40, 30).png, to: "small.png")
        return folder
    }

    /// What libwebp's programs see in the first frame.
    private static func frame(_ file: String, _ folder: MediaTemporaryFolder) throws -> AlphaRaster {
        try MediaProgram.output("webpmux", ["-get", "frame", "1", folder.file(file), "-o", folder.file("frame.webp")])
        try MediaProgram.output("dwebp", ["-quiet", "-pam", folder.file("frame.webp"), "-o", folder.file("frame.pam")])
        return try #require(AlphaRaster(pam: try folder.read("frame.pam")))
    }

    /// Where the first frame lies, as webpmux tells: number, width, height, alpha, and then the two offsets.
    private static func place(of file: String, _ folder: MediaTemporaryFolder) throws -> (left: Int, top: Int) {
        let lines = String(decoding: try MediaProgram.output("webpmux", ["-info", folder.file(file)]), as: UTF8.self)
            .split(separator: "\n")
        let row = try #require(lines.first { $0.drop { $0 == " " }.hasPrefix("1:") }).split(separator: " ")
        return (try #require(Int(row[4])), try #require(Int(row[5])))
    }

    @Test(arguments: ["-lossless", "-lossy"])
    func `the first frame is what libwebp takes out, and a warning says so`(kind: String) throws {
        let folder = try Self.folder()
        try MediaProgram.output(
            "img2webp", [kind, "-d", "100"] + (0..<4).map { folder.file("\($0).png") } + ["-o", folder.file("a.webp")])
        let fitted = try fit(MediaSource(path: folder.file("a.webp"))) { $0.background = .teal }
        #expect(fitted.warnings.map(\.code) == [.firstFrameOnly, .alphaFlattened])
        let place = try Self.place(of: "a.webp", folder)
        let expected = try Self.frame("a.webp", folder).shown(
            on: Self.canvas, left: place.left, top: place.top, color: .teal)
        let difference = try #require(MediaDifference(fitted.picture.pixels, expected.pixels))
        #expect(kind == "-lossless" ? difference.largest <= 1 : difference.psnr > 32, "\(difference)")
    }

    @Test func `an animation made from a GIF gives what the GIF gives`() throws {
        let folder = try MediaTemporaryFolder()
        let gif = Goldens.path("fixtures/gif-animated.gif")
        try MediaProgram.output("gif2webp", ["-quiet", gif, "-o", folder.file("a.webp")])
        let fitted = try fit(MediaSource(path: folder.file("a.webp")))
        #expect(fitted.picture == (try fit(MediaSource(path: gif)).picture))
        #expect(fitted.warnings.map(\.code).contains(.firstFrameOnly))
    }

    @Test(arguments: [["-lossless"], ["-q", "90"]])
    func `a frame smaller than its canvas lies in its place, and the hint for a background is ignored`(
        coding: [String]
    ) throws {
        let folder = try Self.folder()
        try MediaProgram.output("cwebp", ["-quiet"] + coding + [folder.file("small.png"), "-o", folder.file("s.webp")])
        try MediaProgram.output("cwebp", ["-quiet", folder.file("0.png"), "-o", folder.file("0.webp")])
        try MediaProgram.output(
            "webpmux",
            [
                "-frame", folder.file("s.webp"), "+100+20+10+0-b", "-frame", folder.file("0.webp"), "+100+0+0",
                "-bgcolor", "255,255,0,0", "-o", folder.file("a.webp"),
            ])
        let source = MediaSource(path: folder.file("a.webp"))
        let frame = try Self.frame("a.webp", folder)
        #expect(frame.width == 40 && frame.height == 30)
        let fitted = try fit(source) { $0.background = .teal }
        let expected = frame.shown(on: Self.canvas, left: 20, top: 10, color: .teal)
        let difference = try #require(MediaDifference(fitted.picture.pixels, expected.pixels))
        #expect(coding == ["-lossless"] ? difference.largest <= 1 : difference.psnr > 35, "\(difference)")
        #expect(fitted.warnings.map(\.code) == [.firstFrameOnly, .alphaFlattened])
        #expect(fitted.source.width == 100 && fitted.source.height == 60)
    }

    @Test func `orientation and profile of the file count for its first frame`() throws {
        let folder = try Self.folder()
        try MediaProgram.output(
            "img2webp", ["-lossless"] + (0..<2).map { folder.file("\($0).png") } + ["-o", folder.file("a.webp")])
        try folder.write(Crafted.exif(orientation: 6), to: "exif")
        try folder.write(Crafted.rgbProfile(), to: "icc")
        try MediaProgram.output(
            "webpmux", ["-set", "exif", folder.file("exif"), folder.file("a.webp"), "-o", folder.file("b.webp")])
        try MediaProgram.output(
            "webpmux", ["-set", "icc", folder.file("icc"), folder.file("b.webp"), "-o", folder.file("c.webp")])
        let fitted = try fit(MediaSource(path: folder.file("b.webp")))
        #expect(fitted.picture.size == PixelSize(width: 60, height: 100) && fitted.source.orientation == 6)
        let upright = MediaRaster(try fit(MediaSource(path: folder.file("a.webp"))).picture).stored(for: 8)
        #expect(MediaRaster(fitted.picture) == upright)
        let header = try header(try folder.read("c.webp"))
        #expect(header.profile != nil && header.isAnimated && header.hasAlpha)
    }

    @Test func `a download that was cut off is refused even where its first frame is whole`() throws {
        let folder = try Self.folder()
        try MediaProgram.output(
            "img2webp", ["-lossless"] + (0..<4).map { folder.file("\($0).png") } + ["-o", folder.file("a.webp")])
        let bytes = try folder.read("a.webp")
        for share in [20, 50, 80, 99] {
            #expect(fitError(.bytes(Array(bytes.prefix(bytes.count * share / 100))))?.code == .truncated, "\(share) %")
        }
        let outcome = fitMutations(of: bytes, count: 600)
        #expect(outcome.codes.isSubset(of: [.truncated, .damaged, .limitExceeded, .notAPicture, .unsupportedFormat]))
        #expect(outcome.fitted > 0)
    }
}

/// Animations built byte by byte, to be wrong in one way each.
@Suite struct AnimatedWebPDamageTests {
    private static func frame(
        left: Int = 0, top: Int = 0, _ size: PixelSize = PixelSize(width: 6, height: 4),
        _ content: [UInt8] = Crafted.vp8()
    ) -> [UInt8] {
        let place = Crafted.cat(Crafted.little(left / 2, 3), Crafted.little(top / 2, 3))
        let sides = Crafted.cat(Crafted.little(size.width - 1, 3), Crafted.little(size.height - 1, 3))
        return Crafted.riff("ANMF", Crafted.cat(place, sides, Crafted.little(100, 3), [0], content))
    }

    private static let anim = Crafted.riff("ANIM", [0, 0, 0, 0, 0, 0])

    private static func file(_ frames: [UInt8]..., canvas: PixelSize = PixelSize(width: 6, height: 4)) -> [UInt8] {
        Crafted.webp([Crafted.vp8x(2, canvas), anim] + frames)
    }

    @Test func `one frame is no animation, two are`() throws {
        #expect(try header(Self.file(Self.frame())).isAnimated == false)
        #expect(try header(Self.file(Self.frame(), Self.frame())).isAnimated)
        let thousand = Crafted.webp([Crafted.vp8x(2), Self.anim] + Array(repeating: Self.frame(), count: 1000))
        #expect(try header(thousand).isAnimated)
    }

    @Test func `so many frames that they cost more than the picture are beyond the limit`() {
        var limits = Limits.standard
        limits.chunks = 500
        let thousand = Crafted.webp([Crafted.vp8x(2), Self.anim] + Array(repeating: Self.frame(), count: 1000))
        #expect(headerError(thousand, limits: limits)?.code == .limitExceeded)
    }

    @Test(arguments: [
        ("beyond the right edge", frame(left: 2)), ("beyond the lower edge", frame(top: 2)),
        ("larger than the canvas", frame(PixelSize(width: 1 << 24, height: 1 << 24))),
        ("with a picture of another size", frame(PixelSize(width: 4, height: 4))),
        ("without a picture", frame(PixelSize(width: 6, height: 4), [])),
        ("with another frame in it", frame(PixelSize(width: 6, height: 4), frame())),
        ("with alpha alone", frame(PixelSize(width: 6, height: 4), Crafted.riff("ALPH", [0, 1]))),
        (
            "with a picture longer than itself",
            frame(PixelSize(width: 6, height: 4), Array("VP8 ".utf8) + [200, 0, 0, 0])
        ),
        ("of ten bytes", Crafted.riff("ANMF", Array(repeating: 0, count: 10))),
    ])
    func `a first frame that cannot be is named`(what: String, frame: [UInt8]) {
        let error = headerError(Self.file(frame, Self.frame()))
        #expect(error?.code == .damaged, "\(what)")
        #expect(error?.message.contains("first frame") == true, "\(String(describing: error))")
    }

    @Test func `pictures outside frames, frames without a canvas and animations without a frame are damage`() {
        #expect(headerError(Crafted.webp([Crafted.vp8x(2), Crafted.vp8()]))?.code == .damaged)
        #expect(headerError(Crafted.webp([Crafted.vp8x(2), Self.anim]))?.code == .damaged)
        #expect(headerError(Crafted.webp([Self.anim, Self.frame()]))?.code == .damaged)
        #expect(
            headerError(Crafted.webp([Crafted.vp8x(2, PixelSize(width: 16384, height: 16384)), Self.frame()]))?.code
                == .limitExceeded)
    }

    @Test func `a still picture with a stray frame is that picture`() throws {
        let header = try header(Crafted.webp([Crafted.vp8x(0), Crafted.vp8(), Self.frame()]))
        #expect(!header.isAnimated && header.codedSize == PixelSize(width: 6, height: 4))
    }
}
