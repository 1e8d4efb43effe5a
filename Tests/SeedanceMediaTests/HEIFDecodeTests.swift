import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// The pixels are those that other programs see, whatever they are stored as.
@Suite(.enabled(if: HEIFDecodeFiles.hasPrograms, "\(HEIFDecodeFiles.missing)"))
struct HEIFDecodeTests {
    struct Case: Sendable, CustomStringConvertible {
        let kind: String
        let options: [String]
        var png: UInt8 = 2
        var size = PixelSize(width: 320, height: 240)
        /// dB: reduced chroma is enlarged by every program in its own way.
        var nearness = 45.0
        /// avifdec's matrix for BT.709 in limited range is 42 dB from the exact one, heif-convert's 51.
        var witness: String?

        var description: String { "\(kind) \(options.joined(separator: " ")) \(png) \(size)" }
    }

    private static let fine = ["--min", "0", "--max", "8"]

    static let cases: [Case] = [
        Case(kind: "avif", options: fine + ["-y", "420"]),
        Case(kind: "avif", options: fine + ["-y", "422"]),
        Case(kind: "avif", options: fine + ["-y", "444"], nearness: 52),
        Case(kind: "avif", options: fine + ["-y", "400"], png: 0, nearness: 60),
        Case(kind: "avif", options: fine + ["-y", "420", "-r", "limited"]),
        Case(
            kind: "avif", options: fine + ["-y", "444", "-r", "limited", "--cicp", "1/13/1"], nearness: 48,
            witness: "heif-convert"),
        Case(kind: "avif", options: fine + ["-y", "444", "--cicp", "1/13/1"], nearness: 52),
        Case(kind: "avif", options: fine + ["-y", "444", "--cicp", "1/13/9"], nearness: 52),
        Case(kind: "avif", options: fine + ["-y", "420", "-d", "10"]),
        Case(kind: "avif", options: fine + ["-y", "444", "-d", "12", "--cicp", "1/13/9"], nearness: 50),
        Case(kind: "avif", options: fine + ["-y", "444", "-d", "10", "-r", "limited"], nearness: 50),
        Case(kind: "avif", options: ["-l"], nearness: .infinity),
        Case(kind: "avif", options: fine + ["-y", "420"], size: PixelSize(width: 321, height: 241)),
        Case(kind: "avif", options: fine + ["-y", "420", "--grid", "2x2"], size: PixelSize(width: 320, height: 256)),
        Case(kind: "avif", options: fine + ["-y", "444"], png: 6, nearness: 48),
        Case(kind: "avif", options: fine + ["-y", "444", "-p"], png: 6, nearness: 45),
        Case(kind: "heic", options: ["-q", "95"], nearness: 40),
        Case(kind: "heic", options: ["-q", "95", "-p", "chroma=422"], nearness: 40),
        Case(kind: "heic", options: ["-q", "95", "-p", "chroma=444"], nearness: 52),
        Case(kind: "heic", options: ["-q", "95"], png: 0, nearness: 60),
        Case(kind: "heic", options: ["-q", "95", "-p", "chroma=444"], png: 6, nearness: 48),
        Case(kind: "heic", options: ["-q", "95"], size: PixelSize(width: 321, height: 241), nearness: 40),
    ]

    @Test(arguments: cases)
    func `pixels are those that another program decodes`(of: Case) throws {
        let (width, height) = (of.size.width, of.size.height)
        let scene = HEIFDecodeFiles.scene(width, height)
        let bytes = try HEIFDecodeFiles.make(of.kind, of.options, of: scene, png: of.png, in: MediaTemporaryFolder())
        let witness = of.witness ?? (of.kind == "avif" ? "avifdec" : "heif-convert")
        let theirs = try HEIFDecodeFiles.seen(by: witness, bytes, of.kind)
        #expect(theirs.width == width && theirs.height == height)
        let difference = try #require(
            MediaDifference(try HEIFDecodeFiles.ours(bytes, width, height), theirs.pixels))
        #expect(difference.psnr >= of.nearness, "\(difference)")
        #expect(difference.shift.allSatisfy { abs($0) < 0.6 }, "\(difference)")
    }

    /// The range counts for gray as it does for colour. avifdec 0.11 knows that of 10 bits, and not of 8.
    @Test func `gray of limited range has its black and its white`() throws {
        let header = Array("YUV4MPEG2 W256 H64 F1:1 Ip A1:1 Cmono XCOLORRANGE=LIMITED\nFRAME\n".utf8)
        let folder = try MediaTemporaryFolder()
        let row: [UInt8] = (0..<256).map { (value: Int) -> UInt8 in UInt8(16 + (value * 219 + 127) / 255) }
        let ramp = [[UInt8]](repeating: row, count: 64).flatMap(\.self)
        let (input, output) = (try folder.write(header + ramp, to: "in.y4m"), folder.file("out.avif"))
        let made = try #require(MediaProgram("avifenc")).run([
            "-r", "limited", "--min", "0", "--max", "0", input, output,
        ])
        #expect(made.status == 0, "\(made.errors)")
        let pixels = try HEIFDecodeFiles.ours(folder.read("out.avif"), 256, 64)
        #expect(pixels.prefix(3).allSatisfy { $0 == 0 } && pixels.suffix(3).allSatisfy { $0 == 255 })
        #expect(zip(stride(from: 0, to: 768, by: 3), 0..<256).allSatisfy { abs(Int(pixels[$0]) - $1) <= 1 })
    }

    @Test func `colours in a form that cannot be converted are refused by name`() throws {
        let bytes = try HEIFDecodeFiles.make(
            "avif", Self.fine + ["-y", "444", "--cicp", "1/13/8"], of: HEIFDecodeFiles.scene(64, 64),
            in: MediaTemporaryFolder())
        let error = try #require(fitError(.bytes(bytes)))
        #expect(error.code == .unsupportedColor && error.message.contains("ycgco"), "\(error)")
    }

    @Test(arguments: [0, 1, 2, 3], [-1, 0, 1])
    func `turned and mirrored pictures come out upright`(quarters: Int, mirror: Int) throws {
        let scene = HEIFDecodeFiles.scene(64, 48)
        var options = ["-l"]
        if quarters > 0 { options += ["--irot", "\(quarters)"] }
        if mirror >= 0 { options += ["--imir", "\(mirror)"] }
        let bytes = try HEIFDecodeFiles.make("avif", options, of: scene, in: MediaTemporaryFolder())
        // heif-convert turns what it writes; avifdec does not.
        let theirs = try HEIFDecodeFiles.seen(by: "heif-convert", bytes, "avif")
        let ours = try HEIFDecodeFiles.ours(bytes, theirs.width, theirs.height)
        #expect(try #require(MediaDifference(ours, theirs.pixels)).largest <= 1)
    }

    @Test(
        arguments: ["420", "444"],
        [PixelRect(x: 20, y: 12, width: 200, height: 100), PixelRect(x: 21, y: 13, width: 201, height: 99)])
    func `only the clean aperture is shown`(chroma: String, part: PixelRect) throws {
        let scene = HEIFDecodeFiles.scene(320, 240)
        let crop = "\(part.x),\(part.y),\(part.width),\(part.height)"
        let folder = try MediaTemporaryFolder()
        // avifenc refuses to begin inside a chroma sample, so the box is written as one that does not.
        let even = "\(part.x / 2 * 2),\(part.y / 2 * 2),\(part.width / 2 * 2),\(part.height / 2 * 2)"
        var bytes = try HEIFDecodeFiles.make(
            "avif", Self.fine + ["-y", chroma, "--crop", chroma == "444" ? crop : even], of: scene, in: folder)
        if chroma == "420" {
            try HEIFDecodeFiles.replaceAperture(part, of: PixelSize(width: 320, height: 240), in: &bytes)
        }
        let whole = try HEIFDecodeFiles.seen(
            by: "avifdec", HEIFDecodeFiles.make("avif", Self.fine + ["-y", chroma], of: scene, in: folder), "avif")
        let theirs = whole.cropped(x: part.x, y: part.y, width: part.width, height: part.height)
        let ours = try HEIFDecodeFiles.ours(bytes, part.width, part.height)
        #expect(try #require(MediaDifference(ours, theirs.pixels)).psnr >= 45)
    }
}
