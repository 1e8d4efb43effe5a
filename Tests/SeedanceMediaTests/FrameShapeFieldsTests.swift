import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Two fields of different times in one picture, and sizes that reduced chroma does not divide.
@Suite(.enabled(if: hasFrameWitness, "ffmpeg or ffprobe is not installed"))
struct FrameShapeFieldsTests {
    struct Fields: Sendable, CustomTestStringConvertible {
        let name, options: String
        var isTopFirst = true
        var width = 128
        var height = 72

        var testDescription: String { name }
    }

    static let fields = [
        Fields(name: "mpeg2.ts", options: "-c:v mpeg2video -q:v 2 -g 6 -bf 2 -flags +ildct+ilme"),
        Fields(name: "mpeg2-bottom.ts", options: "-c:v mpeg2video -q:v 2 -g 6 -flags +ildct+ilme", isTopFirst: false),
        Fields(name: "mpeg2-all-key.ts", options: "-c:v mpeg2video -q:v 2 -g 1 -flags +ildct+ilme"),
        Fields(name: "h264.mp4", options: "-c:v libx264 -crf 8 -g 5 -bf 2 -x264-params tff=1"),
        Fields(
            name: "h264-bottom.mkv", options: "-c:v libx264 -crf 8 -g 50 -bf 2 -x264-params bff=1", isTopFirst: false),
        Fields(name: "prores.mov", options: "-c:v prores_ks -flags +ildct"),
        Fields(name: "odd-half.ts", options: "-c:v mpeg2video -q:v 2 -g 6 -flags +ildct+ilme", height: 58),
        Fields(
            name: "odd-width.ts", options: "-c:v mpeg2video -q:v 2 -g 6 -flags +ildct+ilme", isTopFirst: false,
            width: 127),
    ]

    /// A bar that moves far between two fields.
    private static func clips(_ fields: Fields) throws -> FrameClips {
        let bars = (0..<24).map { time in
            MediaRaster.drawn(fields.width, fields.height) { x, _ in
                let isBar = (x - time * 9 + 256) % 128 < 24
                return isBar ? [235, 220, 200] : [20, 30, UInt8(40 + x / 2)]
            }
        }
        let mode = fields.isTopFirst ? "interleave_top" : "interleave_bottom"
        return try FrameClips(
            fields.name,
            "-f rawvideo -pix_fmt rgb24 -s \(fields.width)x\(fields.height) -r 50 -i @in.rgb -vf scale=out_color_matrix=bt601"
                + ",format=\(fields.name == "prores.mov" ? "yuv422p10le" : "yuv420p"),tinterlace=mode=\(mode)"
                + ",setparams=colorspace=smpte170m:range=tv \(fields.options) @out",
            ["in.rgb": bars.flatMap(\.pixels)])
    }

    /// How many pixels differ from both rows beside them in the same direction, as only combs do here.
    private static func teeth(_ raster: MediaRaster) -> Int {
        let (row, greens) = (raster.width * 3, stride(from: 1, to: raster.width * 3, by: 3))
        return (1..<raster.height - 1).reduce(0) { count, y in
            count
                + greens.count { x in
                    let here = Int(raster.pixels[y * row + x])
                    let (above, below) = (
                        here - Int(raster.pixels[(y - 1) * row + x]), here - Int(raster.pixels[(y + 1) * row + x])
                    )
                    return min(above, below) > 60 || max(above, below) < -60
                }
        }
    }

    @Test(arguments: fields)
    func `two fields become one picture, as bwdif makes it`(fields: Fields) throws {
        let clips = try Self.clips(fields)
        let path = clips.path(fields.name)
        let rgb = "scale=in_color_matrix=bt601:flags=lanczos+accurate_rnd+full_chroma_int+full_chroma_inp,format=gbrp"
        for position in [FramePosition.first, .last] {
            let frame = try FrameClips.frame(position, of: path)
            #expect(frame.source.frame?.isDeinterlaced == true)
            let raster = MediaRaster(frame)
            let expected = try FrameClips.reference(
                path, filters: "bwdif=mode=send_frame:deint=all,\(rgb)", last: position == .last)
            let woven = try FrameClips.reference(path, filters: rgb, last: position == .last)
            let difference = try #require(MediaDifference(raster.pixels, expected.pixels))
            #expect(difference.mean <= 0.75, "\(position): \(difference)")
            let apart = try #require(MediaDifference(woven.pixels, expected.pixels))
            try #require(apart.mean > 4 && Self.teeth(woven) > 200, "the file tells nothing apart: \(apart)")
            #expect(Self.teeth(raster) < 20, "\(position): \(Self.teeth(woven)) before")
        }
    }

    @Test func `a progressive picture is not touched`() throws {
        let clips = try FrameClips("progressive.ts", "VIDEO(0.4) -c:v mpeg2video -q:v 2 -pix_fmt yuv420p @out")
        #expect(try clips.last("progressive.ts").source.frame?.isDeinterlaced == false)
    }

    struct OddSize: Sendable, CustomTestStringConvertible {
        let width, height: Int
        var halvesRows = true
        var bits = 8
        var isFull = false
        var codec = "ffv1"

        var testDescription: String {
            "\(width)x\(height) 4:2:\(halvesRows ? 0 : 2) \(bits) bits \(isFull ? "full" : "limited") \(codec)"
        }

        var ramps: ChromaRamps {
            ChromaRamps(
                width: width, height: height, code: YCbCrCode(matrix: .smpte170m, isFull: isFull, bits: bits),
                halvesRows: halvesRows)
        }

        var tags: String {
            "setparams=range=\(isFull ? "pc" : "tv"):colorspace=smpte170m:color_primaries=bt709:color_trc=bt709"
        }
    }

    /// Samples of chroma that lie half outside the picture must not pull the others along.
    @Test(arguments: [
        OddSize(width: 101, height: 57), OddSize(width: 101, height: 56), OddSize(width: 100, height: 57),
        OddSize(width: 101, height: 57, halvesRows: false), OddSize(width: 101, height: 57, bits: 10),
        OddSize(width: 101, height: 57, bits: 10, isFull: true),
        OddSize(width: 101, height: 57, codec: "libvpx-vp9 -lossless 1"),
    ])
    func `odd sizes keep colours in their places`(size: OddSize) throws {
        let clips = try FrameClips(
            "odd.mkv",
            "-f rawvideo -pix_fmt \(size.ramps.format) -s \(size.width)x\(size.height) -r 25 -i @in.yuv -vf \(size.tags)"
                + " -c:v \(size.codec) @out", ["in.yuv": size.ramps.raw])
        let errors = try size.ramps.errors(MediaRaster(try clips.last("odd.mkv")))
        // A pixel beside would be five steps of Cb or Cr and more than 8 of blue or red.
        #expect(errors.blue <= 3 && errors.red <= 3)
    }

    /// What is stored has whole chroma samples, and what is shown has not.
    @Test(arguments: ["odd.mp4", "odd.mkv"])
    func `a cut through a chroma sample keeps colours in their places`(name: String) throws {
        let size = OddSize(width: 101, height: 57)
        let clips = try FrameClips(
            name,
            "-f rawvideo -pix_fmt yuv420p -s 102x58 -r 25 -i @in.yuv -vf \(size.tags) -c:v libx264 -qp 0"
                + " -preset ultrafast\(name == "odd.mkv" ? " -live 1" : "") @out",
            ["in.yuv": size.ramps.raw(paddedTo: PixelSize(width: 102, height: 58))])
        let path = try clips.patched(name, as: "cut-\(name)") { bytes in
            if name == "odd.mp4" {
                return try MP4Boxes.cleanAperture([(101, 1), (57, 1), (-1, 2), (-1, 2)], bytes)
            }
            // The shape of what is shown follows, so that pixels stay square.
            let cut = [(0x54DD, 1), (0x54AA, 1), (0x54B0, 101), (0x54BA, 57)]
            return try MatroskaCraft.addingToVideo(cut, bytes)
        }
        let errors = try size.ramps.errors(MediaRaster(try FrameClips.frame(.last, of: path)))
        #expect(errors.blue <= 3 && errors.red <= 3)
    }

    @Test func `a picture of one pixel is one`() throws {
        let clips = try FrameClips(
            "one.mkv", "-f rawvideo -pix_fmt yuv420p -s 1x1 -r 25 -i @in.yuv -c:v ffv1 @out",
            ["in.yuv": [128, 128, 128]])
        let raster = MediaRaster(try clips.last("one.mkv"))
        #expect(raster == MediaRaster(width: 1, height: 1, pixels: [130, 130, 130]))
    }

    /// These colours take more than a matrix. The same samples with a column and a row more are the measure.
    @Test(
        arguments: [
            "range=tv:colorspace=bt709:color_primaries=smpte432:color_trc=bt709",
            "range=tv:colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084",
            "range=tv:colorspace=bt2020nc:color_primaries=bt2020:color_trc=arib-std-b67",
        ], [OddSize(width: 101, height: 57, bits: 10), OddSize(width: 101, height: 57, halvesRows: false, bits: 10)])
    func `odd sizes are no hindrance to converting colours`(tags: String, size: OddSize) throws {
        let input = "-f rawvideo -pix_fmt \(size.ramps.format) -r 25"
        let even = PixelSize(width: 102, height: size.halvesRows ? 58 : 57)
        let clips = try FrameClips(
            "even.mkv",
            "\(input) -s 101x57 -i @odd.yuv \(input) -s \(even.width)x\(even.height) -i @even.yuv"
                + " -map 0 -vf setparams=\(tags) -c:v ffv1 @odd.mkv -map 1 -vf setparams=\(tags) -c:v ffv1 @out",
            ["odd.yuv": size.ramps.raw, "even.yuv": size.ramps.raw(paddedTo: even)])
        let odd = MediaRaster(try clips.last("odd.mkv"))
        try #require(odd.width == 101 && odd.height == 57)
        let expected = MediaRaster(try clips.last("even.mkv")).cropped(x: 0, y: 0, width: 101, height: 57)
        let difference = try #require(MediaDifference(odd.pixels, expected.pixels))
        #expect(difference.largest <= 1, "\(difference)")
    }

    @Test func `a first and a last picture of different fields are both whole`() throws {
        let clips = try Self.clips(Self.fields[0])
        let frames = try FrameExtractor().frames([.last, .first], of: MediaSource(path: clips.path("mpeg2.ts")))
        #expect(frames.map { $0.source.frame?.position } == [.last, .first])
        #expect(frames.allSatisfy { Self.teeth(MediaRaster($0)) < 20 })
        #expect(frames[0].picture != frames[1].picture)
    }
}
