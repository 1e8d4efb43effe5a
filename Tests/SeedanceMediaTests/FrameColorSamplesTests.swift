import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// RGB, palettes and gray: what is in the file is what comes out.
@Suite(.enabled(if: hasFrameWitness, "ffmpeg or ffprobe is not installed"))
struct FrameColorSamplesTests {
    private static let picture = MediaRaster.noise(64, 48)

    /// Files by how their samples lie; what has more than 8 bits comes from samples that stand for exactly the same.
    private static let clips = Result {
        let size = "-s 64x48 -r 25 -i"
        var inputs = ["rgb24.raw": picture.pixels]
        for bits in [10, 12, 16] { inputs["gbrp\(bits).raw"] = picture.samples(bits: bits, planar: true) }
        inputs["rgb48.raw"] = picture.samples(bits: 16, planar: false)
        let sources = ["rgb24", "gbrp10le", "gbrp12le", "gbrp16le", "rgb48le"].map { format in
            "-f rawvideo -pix_fmt \(format) \(size) @\(format.replacing("le", with: "")).raw"
        }
        let outputs = files.map { file in "-map \(file.source) \(file.options) @\(file.name)" }
        return try FrameClips(
            files[files.count - 1].name, (sources + outputs).joined(separator: " "), inputs)
    }

    struct File: Sendable, CustomTestStringConvertible {
        let name, options: String
        var source = 0

        var testDescription: String { name }
    }

    static let files = [
        File(name: "bgr0.mkv", options: "-c:v ffv1 -pix_fmt bgr0"),
        File(name: "gbrp10.mkv", options: "-c:v ffv1", source: 1),
        File(name: "gbrp12.mkv", options: "-c:v ffv1", source: 2),
        File(name: "gbrp16.mkv", options: "-c:v ffv1", source: 3),
        File(name: "rgb48.mkv", options: "-c:v ffv1", source: 4),
        File(name: "rgb48-png.mov", options: "-c:v png -pix_fmt rgb48be", source: 4),
        File(name: "x264rgb.mp4", options: "-c:v libx264rgb -qp 0 -preset ultrafast"),
        File(name: "x264rgb.ts", options: "-c:v libx264rgb -qp 0 -preset ultrafast"),
        File(name: "vp9.webm", options: "-c:v libvpx-vp9 -pix_fmt gbrp -lossless 1"),
        File(name: "qtrle.mov", options: "-c:v qtrle -pix_fmt rgb24"),
        File(name: "png.mov", options: "-c:v png -pix_fmt rgb24"),
        File(name: "huffyuv.avi", options: "-c:v huffyuv -pix_fmt rgb24"),
        File(name: "utvideo.avi", options: "-c:v utvideo -pix_fmt gbrp"),
        File(name: "raw.avi", options: "-c:v rawvideo -pix_fmt bgr24"),
    ]

    @Test(arguments: files)
    func `RGB comes out bit for bit`(file: File) throws {
        let frame = try Self.clips.get().last(file.name)
        #expect(MediaRaster(frame) == Self.picture, "\(String(describing: difference(frame, Self.picture)))")
        #expect(frame.source.frame?.color.matrix == "rgb")
        #expect(frame.warnings.isEmpty)
    }

    private func difference(_ frame: FittedPicture, _ raster: MediaRaster) -> MediaDifference? {
        MediaDifference(MediaRaster(frame).pixels, raster.pixels)
    }

    /// 48 colours, so that a palette holds them all.
    private static let blocks = MediaRaster.blocks(64, 48, side: 8)
    private static let palettes = Result {
        let filter =
            "split[a][b];[a]palettegen=max_colors=64:reserve_transparent=0[p];[b][p]paletteuse=dither=none,format=pal8"
            + ",split=3[x][y][z]"
        return try FrameClips(
            "raw.avi",
            "-f rawvideo -pix_fmt rgb24 -s 64x48 -r 25 -i @in.raw -filter_complex \(filter)"
                + " -map [x] -c:v png @png.mov -map [y] -c:v qtrle @qtrle.mov -map [z] -c:v rawvideo @out",
            ["in.raw": blocks.pixels])
    }

    @Test(arguments: ["png.mov", "qtrle.mov", "raw.avi"])
    func `the colours of a palette come out bit for bit`(name: String) throws {
        let clips = try Self.palettes.get()
        try #require(try FrameClips.reference(clips.path(name), filters: "null") == Self.blocks, "the file is no good")
        // AVI has its palette in its header, and FFmpeg hands it out only once.
        if name == "raw.avi", FrameClips.error(of: clips.path(name))?.code == .noFrame { return }
        let frame = try clips.last(name)
        #expect(MediaRaster(frame) == Self.blocks, "\(String(describing: difference(frame, Self.blocks)))")
        #expect(frame.warnings.isEmpty)
    }

    /// Pixels smaller than a byte.
    @Test func `black and white of one bit stays black and white`() throws {
        let random = MediaRaster.noise(61, 7)
        let raster = MediaRaster.drawn(61, 7) { x, y in
            [UInt8](repeating: random.color(x, y)[0] > 127 ? 255 : 0, count: 3)
        }
        let clips = try FrameClips(
            "mono.mov", "-f rawvideo -pix_fmt rgb24 -s 61x7 -r 25 -i @in.raw -c:v png -pix_fmt monob @out",
            ["in.raw": raster.pixels])
        try #require(try FrameClips.reference(clips.path("mono.mov"), filters: "null") == raster, "the file is no good")
        #expect(MediaRaster(try clips.last("mono.mov")) == raster)
    }

    /// In MOV it has a palette of two colours.
    @Test(arguments: ["mov", "avi"])
    func `raw pixels of one bit are right or refused`(ending: String) throws {
        let raster = MediaRaster.drawn(64, 8) { x, y in [UInt8](repeating: (x / 3 + y) % 3 == 0 ? 255 : 0, count: 3) }
        let clips = try FrameClips(
            "mono.\(ending)",
            "-f rawvideo -pix_fmt rgb24 -s 64x8 -r 25 -i @in.raw -c:v rawvideo -pix_fmt monow @out",
            ["in.raw": (0..<3).flatMap { _ in raster.pixels }])
        let path = clips.path("mono.\(ending)")
        let expected = try FrameClips.reference(path, filters: "null")
        for position in [FramePosition.first, .last] {
            if FrameClips.error(position, of: path)?.code == .noFrame { continue }
            #expect(MediaRaster(try FrameClips.frame(position, of: path)) == expected, "\(position)")
        }
    }

    /// 31 steps of red and blue, 63 of green; the last one is white.
    @Test(arguments: [("rgb555le", 31), ("rgb565le", 63)])
    func `sixteen bits reach from black to white`(format: String, greens: Int) throws {
        let row = (0..<32).flatMap { level -> [UInt8] in
            let green = (level * greens + 15) / 31
            let red = greens == 31 ? level << 10 : level << 11
            return Crafted.little(red | green << 5 | level, 2)
        }
        let clips = try FrameClips(
            "deep.mov", "-f rawvideo -pix_fmt \(format) -s 32x8 -r 25 -i @in.raw -c:v rawvideo @out",
            ["in.raw": (0..<8).flatMap { _ in row }])
        let raster = MediaRaster(try clips.last("deep.mov"))
        let errors = (0..<32).flatMap { level -> [Double] in
            let green = Double((level * greens + 15) / 31) / Double(greens)
            let exact = [Double(level) / 31, green, Double(level) / 31].map { $0 * 255 }
            return zip(raster.color(level, 4), exact).map { abs(Double($0) - $1) }
        }
        #expect(errors.allSatisfy { $0 <= 1 }, "\(errors.max() ?? 0)")
        #expect(raster.color(0, 4) == [0, 0, 0] && raster.color(31, 4) == [255, 255, 255])
    }

    @Test(arguments: [8, 10, 12, 16], [false, true])
    func `gray keeps every shade`(bits: Int, isFull: Bool) throws {
        let format = bits == 8 ? "gray" : "gray\(bits)le"
        let scale = Double(1 << (bits - 8))
        let most = Double(1 << bits - 1)
        let codes = (0..<256).map { shade in
            isFull
                ? Int((Double(shade) / 255 * most).rounded())
                : Int(((16 + 219 * Double(shade) / 255) * scale).rounded())
        }
        let row = codes.flatMap { Crafted.little($0, bits == 8 ? 1 : 2) }
        let clips = try FrameClips(
            "gray.mkv",
            "-f rawvideo -pix_fmt \(format) -s 256x8 -r 25 -i @in.raw -vf setparams=range=\(isFull ? "pc" : "tv")"
                + " -c:v ffv1 @out", ["in.raw": (0..<8).flatMap { _ in row }])
        let frame = try clips.last("gray.mkv")
        let raster = MediaRaster(frame)
        let errors = codes.enumerated().map { x, code in
            let exact = isFull ? Double(code) / most * 255 : (Double(code) / scale - 16) / 219 * 255
            return Double(raster.color(x, 4)[1]) - exact
        }
        #expect(errors.allSatisfy { abs($0) <= 1 }, "\(errors.max() ?? 0), \(errors.min() ?? 0)")
        #expect(abs(errors.reduce(0, +) / 256) <= 0.15, "nothing is brighter or darker as a whole")
        #expect((0..<256).allSatisfy { Set(raster.color($0, 4)).count == 1 }, "gray stays gray")
        #expect(frame.source.frame?.color.range == (isFull ? "full" : "limited"))
    }

    /// Browsers and encoders each make something else of those chunks; without them a PNG is sRGB for all.
    @Test func `a frame's PNG says of its colours what the PNG of a picture says`() throws {
        func chunks(_ bytes: [UInt8]) -> [String] {
            var (names, position) = ([String](), 8)
            while position + 12 <= bytes.count {
                names.append(String(decoding: bytes[position + 4..<position + 8], as: UTF8.self))
                position += 12 + bytes.number(at: position)
            }
            return names.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        }
        let picture = try fit(.bytes(Self.picture.encoded(.png)), row(32, 32)).encoded(
            EncodingOptions(format: .png), name: "a")
        #expect(Set(chunks(picture.image.bytes)).isDisjoint(with: ["gAMA", "cHRM", "iCCP"]))
        let clips = try Self.clips.get()
        for name in ["bgr0.mkv", "x264rgb.mp4", "vp9.webm", "png.mov"] {
            let stage = FramesStage(outputs: [FramesStage.Output(.first, to: .nowhere)])
            let image = try #require(try stage.run(clips.path(name)).first).image
            #expect(image.format == .png)
            #expect(Set(chunks(image.bytes)).isDisjoint(with: ["gAMA", "cHRM", "iCCP"]), "\(name)")
            #expect(chunks(image.bytes) == chunks(picture.image.bytes), "\(name)")
            #expect(MediaRaster(png: image.bytes) == Self.picture)
        }
    }
}
