import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Transparent parts of videos.
@Suite(.enabled(if: hasFrameWitness, "ffmpeg or ffprobe is not installed"))
struct FrameColorAlphaTests {
    private static let blocks = MediaRaster.blocks(64, 48, side: 16)

    /// How opaque each block is: all or nothing, or in between too.
    private static func alpha(_ x: Int, _ y: Int, partly: Bool) -> Int {
        let number = x / 16 + y / 16 * 4
        return partly ? [0, 255, 128, 60][(number + number / 4) % 4] : (number + number / 4) % 2 * 255
    }

    private static func samples(partly: Bool) -> [UInt8] {
        (0..<48).flatMap { y in
            (0..<64).flatMap { x in (blocks.color(x, y) + [alpha(x, y, partly: partly)]).map { UInt8($0) } }
        }
    }

    /// What shows on a background.
    private static func flat(partly: Bool, on ground: [Int]) -> MediaRaster {
        MediaRaster.drawn(64, 48) { x, y in
            let alpha = alpha(x, y, partly: partly)
            return zip(blocks.color(x, y), ground).map { UInt8(($0 * alpha + $1 * (255 - alpha) + 127) / 255) }
        }
    }

    struct File: Sendable, CustomTestStringConvertible {
        let name, options: String
        var testDescription: String { name }
    }

    static let exact = [
        File(name: "qtrle.mov", options: "-c:v qtrle -pix_fmt argb"),
        File(name: "png.mov", options: "-c:v png -pix_fmt rgba"),
        File(name: "utvideo.avi", options: "-c:v utvideo -pix_fmt gbrap"),
        File(name: "bgra.mkv", options: "-c:v ffv1 -pix_fmt bgra"),
    ]

    static let lossy = [
        File(name: "vp9.webm", options: "-c:v libvpx-vp9 -pix_fmt yuva420p -lossless 1"),
        File(name: "vp9.mkv", options: "-c:v libvpx-vp9 -pix_fmt yuva420p -lossless 1"),
        File(name: "vp8.webm", options: "-c:v libvpx -pix_fmt yuva420p -auto-alt-ref 0 -b:v 4M -qmin 0 -qmax 4"),
        File(name: "prores.mov", options: "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le -qscale:v 1"),
        File(name: "ffv1.mkv", options: "-c:v ffv1 -pix_fmt yuva444p"),
    ]

    private static func clips(_ files: [File], partly: Bool) throws -> FrameClips {
        let outputs = files.map { "-sws_flags accurate_rnd+full_chroma_int \($0.options) @\($0.name)" }
        return try FrameClips(
            files[files.count - 1].name,
            "-f rawvideo -pix_fmt rgba -s 64x48 -r 25 -i @in.raw " + outputs.joined(separator: " "),
            // More than one picture, since most encoders of videos look ahead.
            ["in.raw": (0..<4).flatMap { _ in samples(partly: partly) }])
    }

    private static let exactClips = Result { try clips(exact, partly: true) }
    private static let lossyClips = Result { try clips(lossy, partly: false) }

    private static let grounds: [RGBColor] = [.white, RGBColor(red: 10, green: 200, blue: 90)]

    @Test(arguments: exact, grounds)
    func `transparent parts show the background, exactly where nothing is lost`(file: File, ground: RGBColor) throws {
        let frame = try Self.exactClips.get().last(file.name) { $0.background = ground }
        let expected = Self.flat(partly: true, on: [ground.red, ground.green, ground.blue].map { Int($0) })
        let difference = try #require(MediaDifference(MediaRaster(frame).pixels, expected.pixels))
        #expect(difference.largest <= 1, "\(difference)")
        #expect(frame.warnings.map(\.code) == [.alphaFlattened])
    }

    @Test(arguments: lossy, grounds)
    func `transparent parts of lossy videos show the background`(file: File, ground: RGBColor) throws {
        let frame = try Self.lossyClips.get().last(file.name) { $0.background = ground }
        let expected = Self.flat(partly: false, on: [ground.red, ground.green, ground.blue].map { Int($0) })
        let raster = MediaRaster(frame)
        // The middles of the blocks: reduced chroma and transforms blur their rims.
        let errors = (0..<12).flatMap { number -> [Int] in
            let (x, y) = (number % 4 * 16 + 8, number / 4 * 16 + 8)
            return zip(raster.color(x, y), expected.color(x, y)).map { abs($0 - $1) }
        }
        #expect(Double(errors.reduce(0, +)) / Double(errors.count) <= 2, "\(errors)")
        #expect(errors.allSatisfy { $0 <= 8 }, "\(errors)")
        #expect(frame.warnings.map(\.code) == [.alphaFlattened])
    }

    @Test(arguments: ["png -pix_fmt rgba", "prores_ks -profile:v 4444 -pix_fmt yuva444p10le"])
    func `an alpha channel that hides nothing is not worth a warning`(codec: String) throws {
        let clips = try FrameClips(
            "opaque.mov", "-f rawvideo -pix_fmt rgb24 -s 64x48 -r 25 -i @in.raw -c:v \(codec) @out",
            ["in.raw": Self.blocks.pixels])
        #expect(try clips.last("opaque.mov").warnings.isEmpty)
    }

    /// Colours that need more than a matrix go another way.
    @Test(arguments: [
        ("range=tv:colorspace=bt709:color_primaries=smpte432:color_trc=bt709", "yuva444p10le"),
        ("range=tv:colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084", "yuva444p10le"),
        ("range=tv:colorspace=bt2020nc:color_primaries=bt2020:color_trc=arib-std-b67", "yuva420p10le"),
        ("range=pc:colorspace=bt709:color_primaries=bt709:color_trc=bt709", "yuva444p10le"),
    ])
    func `transparent parts stay so whatever the colours go through`(tags: String, format: String) throws {
        let clips = try FrameClips(
            "wide.mkv",
            "-f rawvideo -pix_fmt rgba -s 64x48 -r 25 -i @in.raw -vf format=\(format),setparams=\(tags) -c:v ffv1 @out",
            ["in.raw": Self.samples(partly: false)])
        let ground = RGBColor(red: 10, green: 200, blue: 90)
        let frame = try clips.last("wide.mkv") { $0.background = ground }
        let raster = MediaRaster(frame)
        for number in 0..<12 {
            let (x, y) = (number % 4 * 16 + 8, number / 4 * 16 + 8)
            let isGround = raster.color(x, y) == [10, 200, 90]
            #expect(isGround == (Self.alpha(x, y, partly: false) == 0), "block \(number): \(raster.color(x, y))")
        }
        #expect(frame.warnings.map(\.code).contains(.alphaFlattened))
    }
}
