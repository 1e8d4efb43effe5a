import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

let hasJPEGXLTools = MediaProgram.exists("cjxl") && MediaProgram.exists("djxl") && MediaProgram.exists("ffmpeg")

/// JPEG XL files that libjxl's own program made, against what its other program makes of them.
@Suite(.enabled(if: hasJPEGXLTools, "cjxl, djxl or ffmpeg is not installed"))
struct JPEGXLTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        var source = "rgb.png"
        let options: String
        var warnings: [MediaWarning.Code] = []
        var isLossless = false
        var isContainer = false

        var testDescription: String { name }
    }

    static let samples = [
        Sample(name: "lossless", options: "-d 0", isLossless: true),
        Sample(name: "lossy", options: "-d 1"),
        Sample(name: "in a container", options: "-d 0 --container=1", isLossless: true, isContainer: true),
        Sample(name: "a JPEG repacked", source: "rgb.jpg", options: "--lossless_jpeg=1", isContainer: true),
        Sample(name: "gray", source: "gray.pgm", options: "-d 0", isLossless: true),
        Sample(name: "16 bits", source: "deep.png", options: "-d 0", isLossless: true, isContainer: true),
        Sample(name: "16 bits, lossy", source: "deep.png", options: "-d 1"),
        Sample(name: "alpha", source: "alpha.png", options: "-d 0", warnings: [.alphaFlattened], isLossless: true),
        Sample(name: "alpha, lossy", source: "alpha.png", options: "-d 1", warnings: [.alphaFlattened]),
        Sample(
            name: "premultiplied", source: "alpha.png", options: "-d 0 --premultiply=1",
            warnings: [.alphaFlattened], isLossless: true),
        Sample(name: "progressive", options: "-d 1 -p"),
        Sample(
            name: "an animation", source: "animated.gif", options: "-d 0", warnings: [.firstFrameOnly],
            isLossless: true),
    ]

    private static func make(_ sample: Sample, in folder: MediaTemporaryFolder) throws -> [UInt8] {
        let scene = MediaRaster.scene(120, 88)
        let path = folder.file(sample.source)
        switch sample.source {
        case "rgb.jpg": try folder.write(try scene.encoded(.jpeg, quality: 92), to: sample.source)
        case "alpha.png": try folder.write(AlphaRaster.drawing(3, 120, 88).png, to: sample.source)
        case "animated.gif": try folder.write(try Goldens.bytes("fixtures/gif-animated.gif"), to: sample.source)
        case "rgb.png": try folder.write(try scene.encoded(.png), to: sample.source)
        default:
            let input = try folder.write(try scene.encoded(.png), to: "in.png")
            let filters = sample.source == "deep.png" ? "gblur=2:planes=15,format=rgb48be" : "format=gray"
            try MediaProgram.output("ffmpeg", ["-v", "error", "-i", input, "-vf", filters, path])
        }
        try MediaProgram.output(
            "cjxl", [path, folder.file("a.jxl")] + sample.options.split(separator: " ").map(String.init) + ["--quiet"])
        return try folder.read("a.jxl")
    }

    @Test(arguments: samples)
    func `a picture is what djxl makes of it`(sample: Sample) throws {
        let folder = try MediaTemporaryFolder()
        let bytes = try Self.make(sample, in: folder)
        try MediaProgram.output("djxl", [folder.file("a.jxl"), folder.file("b.png"), "--quiet"])
        let fitted = try fit(.bytes(bytes)) { $0.background = .teal }
        let other = try fit(MediaSource(path: folder.file("b.png"))) { $0.background = .teal }
        let difference = try #require(MediaDifference(fitted.picture.pixels, other.picture.pixels))
        #expect(difference.psnr >= 45, "\(difference)")
        #expect(fitted.warnings.map(\.code) == sample.warnings)
        #expect(fitted.source.mediaType == "image/jxl" && fitted.isLossless == sample.isLossless)
        let header = try header(bytes)
        guard case .jpegXL(let details) = header.details else { throw ProcessFailure("no details") }
        #expect(details.isContainer == sample.isContainer)
        #expect(
            header.hasAlpha == sample.source.hasPrefix("alpha")
                && header.bitDepth == (sample.source == "deep.png" ? 16 : 8)
                || sample.source == "animated.gif")
        #expect(header.colorModel == (sample.source == "gray.pgm" ? .gray : .rgb))
    }

    @Test(arguments: 1...8)
    func `every orientation comes out upright`(orientation: Int) throws {
        let folder = try MediaTemporaryFolder()
        let upright = MediaRaster.scene(96, 64)
        let plain = try upright.stored(for: orientation).encoded(.jpeg, quality: 95)
        let jpeg = Array(plain.prefix(2)) + Crafted.exifSegment(orientation) + Array(plain.dropFirst(2))
        try folder.write(jpeg, to: "a.jpg")
        try MediaProgram.output("cjxl", [folder.file("a.jpg"), folder.file("a.jxl"), "--lossless_jpeg=1", "--quiet"])
        let bytes = try folder.read("a.jxl")
        let fitted = try fit(.bytes(bytes))
        #expect(fitted.picture.size == PixelSize(width: 96, height: 64))
        let difference = try #require(MediaDifference(fitted.picture.pixels, upright.pixels))
        #expect(difference.psnr > 32 && difference.mean < 5, "\(difference)")
        guard case .jpegXL(let details) = try header(bytes).details else { throw ProcessFailure("no details") }
        #expect(details.appliedOrientation.rawValue == orientation)
    }

    @Test func `colours that are named by numbers and those that come as a profile are told apart`() throws {
        let folder = try MediaTemporaryFolder()
        let png = try MediaRaster.scene(64, 48).encoded(.png)
        let input = try folder.write(png, to: "in.png")
        try MediaProgram.output("ffmpeg", ["-v", "error", "-i", input, folder.file("in.ppm")])
        func points(_ space: String, _ distance: String) throws -> ImageHeader {
            try MediaProgram.output(
                "cjxl",
                [folder.file("in.ppm"), folder.file("a.jxl"), "-d", distance, "-x", "color_space=\(space)", "--quiet"])
            return try header(try folder.read("a.jxl"))
        }
        func expect(_ space: String, _ primaries: Int, _ transfer: Int) throws {
            for distance in ["0", "1"] {
                let wanted = ColorCodePoints(primaries: primaries, transfer: transfer, matrix: 0, isFullRange: true)
                #expect(try points(space, distance).codePoints == wanted, "\(space)")
            }
        }
        try expect("RGB_D65_SRG_Rel_SRG", 1, 13)
        try expect("RGB_D65_DCI_Rel_SRG", 12, 13)
        try expect("RGB_DCI_DCI_Rel_DCI", 11, 17)
        try expect("RGB_D65_202_Rel_PeQ", 9, 16)
        try expect("RGB_D65_202_Rel_HLG", 9, 18)
        try expect("RGB_D65_SRG_Rel_Lin", 1, 8)
        #expect(try points("RGB_D65_SRG_Rel_g0.5555", "0").codePoints == nil)
        var zlib = Array("x".utf8) + [0, 0]
        zlib += Crafted.storedZlib(Crafted.rgbProfile())
        let profiled = Array(png.prefix(33)) + Crafted.chunk("iCCP", zlib) + Array(png.dropFirst(33))
        try folder.write(profiled, to: "icc.png")
        try MediaProgram.output("cjxl", [folder.file("icc.png"), folder.file("a.jxl"), "-d", "0", "--quiet"])
        guard case .jpegXL(let details) = try header(try folder.read("a.jxl")).details else { return }
        #expect(details.hasCodedProfile != (try header(try folder.read("a.jxl")).codePoints != nil))
    }

    @Test func `pieces of a codestream are one codestream`() throws {
        let folder = try MediaTemporaryFolder()
        let bytes = try Self.make(Self.samples[0], in: folder)
        let whole = try fit(.bytes(bytes)).picture
        func piece(_ number: Int, _ isLast: Bool, _ range: Range<Int>) -> [UInt8] {
            JPEGXLCraft.box("jxlp", Crafted.big(number | (isLast ? 1 << 31 : 0), 4) + bytes[range])
        }
        let parts = [piece(0, false, 0..<7), piece(1, false, 7..<100), piece(2, true, 100..<bytes.count)]
        let brotli = JPEGXLCraft.box("brob", Array("Exif".utf8) + [1, 2, 3])
        let pieced = JPEGXLCraft.container(brotli, parts[0], JPEGXLCraft.box("xyzw", [1]), parts[1], parts[2], brotli)
        #expect(try fit(.bytes(pieced)).picture == whole)
        // A box without a length ends with the file.
        let open = JPEGXLCraft.container(Crafted.cat([0, 0, 0, 0], Array("jxlc".utf8), bytes))
        #expect(try fit(.bytes(open)).picture == whole)
        let long = Crafted.cat([0, 0, 0, 1], Array("jxlc".utf8), Crafted.big(bytes.count + 16, 8), bytes)
        #expect(try fit(.bytes(JPEGXLCraft.container(long))).picture == whole)

        #expect(fitError(.bytes(JPEGXLCraft.container(parts[0], parts[1])))?.code == .truncated)
        #expect(fitError(.bytes(JPEGXLCraft.container(parts[1], parts[0], parts[2])))?.code == .damaged)
        #expect(fitError(.bytes(JPEGXLCraft.container(parts[0], parts[2])))?.code == .damaged)
        #expect(fitError(.bytes(JPEGXLCraft.container(open.suffix(0) + parts[2])))?.code == .damaged)
        #expect(fitError(.bytes(JPEGXLCraft.container(brotli)))?.code == .truncated)
    }

    @Test(arguments: [1, 4, 6, 7])
    func `a file that is cut off is refused`(index: Int) throws {
        let bytes = try Self.make(Self.samples[index], in: MediaTemporaryFolder())
        for share in [3, 20, 60, 95] {
            let code = fitError(.bytes(Array(bytes.prefix(bytes.count * share / 100))))?.code
            #expect(code == .truncated || code == .damaged, "\(share) %")
        }
    }

    @Test(arguments: [0, 1, 3, 7])
    func `changed files never trap and never go beyond the limits`(index: Int) throws {
        let bytes = try Self.make(Self.samples[index], in: MediaTemporaryFolder())
        let known: Set<MediaError.Code> = [
            .truncated, .damaged, .limitExceeded, .notAPicture, .unsupportedFormat, .internalDefect,
        ]
        let anywhere = fitMutations(of: bytes, count: 250)
        #expect(anywhere.codes.isSubset(of: known), "\(anywhere)")
        let inHeaders = fitMutations(of: bytes, count: 250, near: 2..<min(90, bytes.count))
        #expect(inHeaders.codes.isSubset(of: known), "\(inHeaders)")
    }
}
