import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite(.enabled(if: HEIFMade.canRun, "heif-enc, heif-info or avifenc is not installed"))
struct HEIFHeaderMadeTests {
    static func agree(_ bytes: [UInt8]) throws -> ImageHeader {
        let found = try header(bytes)
        let witness = try #require(try HEIFMade.witness(bytes))
        #expect(found.displaySize == witness.size)
        #expect(found.hasAlpha == witness.hasAlpha)
        return found
    }

    /// `heif-enc` calls an even picture the only tile of an odd one.
    @Test func `HEIC of 8 bits with an odd size is cut out of an even one`() throws {
        let found = try Self.agree(try HEIFMade.heic([HEIFMade.scene(101, 67)]))
        #expect(found.codedSize == PixelSize(width: 101, height: 67))
        #expect(found.heif?.grid == PixelSize(width: 1, height: 1))
        #expect(found.heif?.aperture == PixelRect(x: 0, y: 0, width: 101, height: 67))
        #expect(found.format == .heic && found.bitDepth == 8 && found.colorModel == .ycbcr)
    }

    @Test func `HEIC of 10 bits, with transparency, in gray, with a thumbnail, of several pictures`() throws {
        #expect(try Self.agree(try HEIFMade.heic([HEIFMade.deep(128, 96)], "-b 10")).bitDepth == 10)
        let alpha = HEIFMade.transparent(128, 96)
        #expect(try Self.agree(try HEIFMade.heic([alpha])).heif?.isAlphaPremultiplied == false)
        #expect(try Self.agree(try HEIFMade.heic([alpha], "--premultiplied-alpha")).heif?.isAlphaPremultiplied == true)
        let two = [HEIFMade.scene(128, 96), HEIFMade.scene(64, 64)]
        let found = try Self.agree(try HEIFMade.heic(two, "-t 32"))
        #expect(found.codedSize == PixelSize(width: 128, height: 96))
        #expect(found.heif?.grid == nil)
    }

    @Test func `the numbers of colour and a profile are found as they were given`() throws {
        // heif-enc 1.15 takes such numbers and does not write them.
        let found = try Self.agree(try HEIFMade.avif([HEIFMade.scene(64, 64)], "--cicp 12/13/1 -r limited"))
        #expect(found.codePoints == ColorCodePoints(primaries: 12, transfer: 13, matrix: 1, isFullRange: false))
        let profile = Crafted.rgbProfile(name: "a name")
        let folder = try MediaTemporaryFolder()
        let path = try folder.write(profile, to: "p.icc")
        let avif = try Self.agree(try HEIFMade.avif([HEIFMade.scene(64, 64)], "--icc \(path)"))
        #expect(avif.profilePayload == .raw(profile))
        #expect(avif.profile?.description == "a name")
    }

    /// The numbers in the coded data count where the file has no other.
    @Test func `colour is found in the coded data of AV1`() throws {
        for (pictures, range) in [(1, "limited"), (1, "full"), (2, "limited")] {
            let scenes = Array(repeating: HEIFMade.scene(64, 64), count: pictures)
            let made = try HEIFMade.avif(scenes, "--cicp 9/16/9 -r \(range)")
            // The box is called something that nobody knows.
            #expect(
                try header(try made.renaming("nclx", to: "zzzz")).codePoints
                    == ColorCodePoints(primaries: 9, transfer: 16, matrix: 9, isFullRange: range == "full"))
        }
    }

    @Test(
        .enabled(if: MediaProgram.exists("ffmpeg"), "ffmpeg is not installed"),
        arguments: [
            "", ":bframes=4:b-pyramid=1:ref=5", ":scaling-list=default", ":sar=4\\:3:overscan=crop", ":keyint=1",
            ":temporal-layers=1:bframes=3",
            ":strong-intra-smoothing=0:no-sao=1:amp=1:rect=1:hrd=1:vbv-maxrate=900:vbv-bufsize=900",
        ])
    func `colour is found in the coded data of HEVC`(options: String) throws {
        let encoding = "colorprim=9:transfer=18:colormatrix=9:range=full:log-level=none\(options)"
        let made = try #require(MediaProgram("ffmpeg")).run(
            "-v error -f lavfi -i testsrc2=s=416x240:d=0.4 -pix_fmt yuv420p10le -c:v libx265 -x265-params".split(
                separator: " "
            )
            .map(String.init) + [encoding, "-f", "hevc", "-"])
        let start = try #require(
            made.output.indices.dropLast(5).first { index in
                made.output[index..<index + 4].elementsEqual([0, 0, 1, 0x42])
            }, "\(made.errors)")
        let found = HEIFParameters(hevc: ByteView(Array(made.output[(start + 3)...])))
        #expect(found?.shown == PixelSize(width: 416, height: 240))
        #expect(found?.color == ColorCodePoints(primaries: 9, transfer: 18, matrix: 9, isFullRange: true))
    }

    @Test func `lossless pictures in red, green and blue are known as such`() throws {
        let found = try Self.agree(try HEIFMade.avif([HEIFMade.scene(64, 64)], "-y 444 --cicp 1/13/0"))
        #expect(found.colorModel == .rgb)
    }

    @Test(arguments: ["400", "420", "422", "444"], [8, 10, 12])
    func `AVIF of every depth and sampling`(sampling: String, depth: Int) throws {
        let bytes = try HEIFMade.avif([HEIFMade.deep(65, 49)], "-y \(sampling) -d \(depth)")
        let found = try Self.agree(bytes)
        #expect(found.format == .avif && found.bitDepth == depth)
        #expect(found.colorModel == (sampling == "400" ? .gray : .ycbcr))
        #expect(found.codedSize == PixelSize(width: 65, height: 49))
    }

    @Test func `AVIF as HDR, with transparency, as a grid, as a sequence`() throws {
        let hdr = try Self.agree(try HEIFMade.avif([HEIFMade.deep(64, 64)], "-d 10 --cicp 9/16/9 -r limited"))
        #expect(hdr.codePoints == ColorCodePoints(primaries: 9, transfer: 16, matrix: 9, isFullRange: false))
        let alpha = try Self.agree(try HEIFMade.avif([HEIFMade.transparent(64, 64)], "--premultiply"))
        #expect(alpha.heif?.isAlphaPremultiplied == true)
        let tile = HEIFMade.scene(128, 64)
        let grid = try Self.agree(try HEIFMade.avif([tile, tile, tile, tile, tile, tile], "--grid 3x2"))
        #expect(grid.heif?.grid == PixelSize(width: 3, height: 2))
        #expect(grid.codedSize == PixelSize(width: 384, height: 128))
        let sequence = try Self.agree(try HEIFMade.avif([tile, HEIFMade.scene(128, 64), tile]))
        #expect(sequence.isAnimated)
        #expect(sequence.codedSize == PixelSize(width: 128, height: 64))
    }

    /// What libheif shows, turned back by what the header says, is what libavif decodes, cut out as the header says.
    @Test(
        .enabled(if: MediaProgram.exists("heif-convert") && MediaProgram.exists("avifdec"), "no decoders"),
        arguments: [
            "", "--irot 1", "--irot 2", "--irot 3", "--imir 0", "--imir 1", "--irot 1 --imir 0", "--irot 1 --imir 1",
            "--irot 2 --imir 0", "--irot 2 --imir 1", "--irot 3 --imir 0", "--irot 3 --imir 1", "--crop 6,10,64,40",
            "--crop 6,10,64,40 --irot 1", "--crop 6,10,64,40 --irot 3 --imir 0", "--crop 0,2,96,32 --imir 1",
        ])
    func `turns, mirrors and cuts are what another program shows`(options: String) throws {
        let bytes = try HEIFMade.avif([HEIFMade.scene(96, 64)], "-y 444 --cicp 1/13/6 \(options)")
        try Self.compare(bytes, stored: try HEIFMade.stored(bytes))
    }

    static func compare(_ bytes: [UInt8], stored: MediaRaster) throws {
        let found = try agree(bytes)
        let aperture = try #require(found.heif?.aperture)
        let shown = try HEIFMade.shown(bytes)
        let expected = stored.cropped(x: aperture.x, y: aperture.y, width: aperture.width, height: aperture.height)
        let turned = shown.stored(for: found.orientation.rawValue)
        #expect(turned.width == expected.width && turned.height == expected.height)
        // Two programs of colour conversion; any other turn is further off by ten times.
        let difference = try #require(MediaDifference(turned.pixels, expected.pixels))
        #expect(difference.mean < 2, "\(difference)")
    }

    /// The usual order is: cut out, turn, mirror.
    @Test(
        .enabled(if: MediaProgram.exists("heif-convert") && MediaProgram.exists("avifdec"), "no decoders"),
        arguments: [[-3, -4, -5], [-3, -5, -4], [-4, -3, -5], [-4, -5, -3], [-5, -3, -4], [-5, -4, -3]], 1...3)
    func `the order of turning, mirroring and cutting is the file's`(order: [Int], quarters: Int) throws {
        let size = PixelSize(width: 96, height: 64)
        let made = try HEIFMade.avif([HEIFMade.scene(96, 64)], "-y 444 --cicp 1/13/6")
        let coded = try HEIFCraft.Coded(made)
        // A part that lies inside whether or not the picture has been turned.
        let isTurned = quarters != 2 && (order.firstIndex(of: -4) ?? 0) < (order.firstIndex(of: -3) ?? 0)
        let part = PixelRect(x: 6, y: 10, width: 50, height: 40)
        var file = HEIFCraft.avif(
            size,
            [
                HEIFCraft.clap(part, of: isTurned ? size.transposed : size), HEIFCraft.irot(quarters),
                HEIFCraft.imir(0),
                HEIFCraft.nclx(1, 13, 6),
            ])
        file.properties[1] = coded.record
        file.items[0].data = coded.data
        file.items[0].properties = [1, -2] + order + [6]
        try Self.compare(file.bytes(), stored: try HEIFMade.stored(made))
    }

    @Test(.enabled(if: MediaProgram.exists("heif-convert"), "heif-convert is not installed"))
    func `a grid put together of real tiles is one that libheif decodes`() throws {
        let (tile, size) = (PixelSize(width: 128, height: 64), PixelSize(width: 300, height: 100))
        let whole = MediaRaster.scene(384, 128)
        var tiles: [HEIFCraft.Coded] = []
        for row in 0..<2 {
            for column in 0..<3 {
                let part = whole.cropped(x: column * 128, y: row * 64, width: 128, height: 64)
                tiles.append(try HEIFCraft.Coded(try HEIFMade.heic([try part.encoded(.png)], "-q 90")))
            }
        }
        let bytes = HEIFCraft.grid(rows: 2, columns: 3, size, of: tile, tiles).bytes()
        let found = try Self.agree(bytes)
        #expect(found.codedSize == size && found.heif?.grid == PixelSize(width: 3, height: 2))
        let expected = whole.cropped(x: 0, y: 0, width: 300, height: 100)
        let difference = try #require(MediaDifference(try HEIFMade.shown(bytes).pixels, expected.pixels))
        #expect(difference.mean < 5, "\(difference)")
    }

    @Test func `inspect says size, turn and media type`() throws {
        let bytes = try HEIFMade.avif([HEIFMade.scene(96, 64)], "--irot 1")
        let report = try MediaInspector().inspect(MediaSource(bytes: bytes, name: "a.avif"))
        #expect(report.kind == .image && report.mediaType == "image/avif")
        #expect(report.size == PixelSize(width: 64, height: 96) && report.orientation == 8)
        let heic = try HEIFMade.heic([HEIFMade.scene(96, 64)])
        #expect(try MediaInspector().inspect(MediaSource(bytes: heic, name: "a.heic")).mediaType == "image/heic")
    }
}
