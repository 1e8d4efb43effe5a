import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Y′CbCr as it comes out in RGB, against the equations of the standard.
@Suite(.enabled(if: hasFrameWitness, "ffmpeg or ffprobe is not installed"))
struct FrameColorTests {
    private static func range(_ isFull: Bool) -> String { isFull ? "full" : "limited" }

    private static func tags(
        _ matrix: YCbCrCode.Matrix, _ isFull: Bool, primaries: String = "bt709", transfer: String = "bt709"
    ) -> String {
        "-vf setparams=colorspace=\(matrix.rawValue):range=\(isFull ? "pc" : "tv"):color_primaries=\(primaries)"
            + ":color_trc=\(transfer)"
    }

    @Test(arguments: YCbCrCode.Matrix.allCases, [false, true])
    func `samples become the colours that the tags say`(matrix: YCbCrCode.Matrix, isFull: Bool) throws {
        let all = YCbCrCode.Format.all.map { FlatPatches(code: YCbCrCode(matrix: matrix, isFull: isFull), format: $0) }
        let inputs = all.map { "\($0.input) @\($0.format.name).yuv" }
        let outputs = all.enumerated().map { number, patches in
            "-map \(number) \(Self.tags(matrix, isFull)) -c:v ffv1 @\(patches.format.name).mkv"
        }
        let clips = try FrameClips(
            "\(all[all.count - 1].format.name).mkv", (inputs + outputs).joined(separator: " "),
            Dictionary(uniqueKeysWithValues: all.map { ("\($0.format.name).yuv", $0.raw) }))
        for patches in all {
            let frame = try clips.last("\(patches.format.name).mkv")
            let facts = FrameColor(
                matrix: matrix.name, range: Self.range(isFull), primaries: "bt709", transfer: "bt709", assumed: [])
            #expect(frame.source.frame?.color == facts)
            let errors = FlatPatches.errors(frame, from: patches.exact)
            #expect(errors.largest <= 1, "\(patches.format.name)")
            #expect(abs(errors.mean) <= 0.15, "\(patches.format.name): nothing is brighter or darker as a whole")
            #expect(frame.warnings.isEmpty)
        }
    }

    /// A transport stream says nothing of colours.
    @Test(arguments: [false, true])
    func `what only the codec says counts too`(isFull: Bool) throws {
        let all = YCbCrCode.Matrix.allCases.map {
            FlatPatches(code: YCbCrCode(matrix: $0, isFull: isFull), format: .yuv444p)
        }
        let inputs = all.map { "\($0.input) @\($0.code.matrix.rawValue).yuv" }
        let outputs = all.enumerated().map { number, patches in
            "-map \(number) \(Self.tags(patches.code.matrix, isFull)) -c:v libx264 -qp 0 -preset ultrafast "
                + "@\(patches.code.matrix.rawValue).ts"
        }
        let clips = try FrameClips(
            "bt2020nc.ts", (inputs + outputs).joined(separator: " "),
            Dictionary(uniqueKeysWithValues: all.map { ("\($0.code.matrix.rawValue).yuv", $0.raw) }))
        for patches in all {
            let frame = try clips.last("\(patches.code.matrix.rawValue).ts")
            let facts = FrameColor(
                matrix: patches.code.matrix.name, range: Self.range(isFull), primaries: "bt709", transfer: "bt709",
                assumed: [])
            #expect(frame.source.frame?.color == facts)
            #expect(FlatPatches.errors(frame, from: patches.exact).largest <= 1, "\(patches.code.matrix)")
        }
    }

    @Test(arguments: [(720, YCbCrCode.Matrix.bt709), (719, .smpte170m), (576, .smpte170m), (1080, .bt709)])
    func `what does not say is high definition from 720 lines on, and standard below`(
        lines: Int, matrix: YCbCrCode.Matrix
    ) throws {
        let patches = FlatPatches(code: YCbCrCode(matrix: matrix, isFull: false), format: .yuv444p, height: lines)
        let clips = try FrameClips("plain.mkv", "\(patches.input) @in.yuv -c:v ffv1 @out", ["in.yuv": patches.raw])
        let frame = try clips.last("plain.mkv")
        let facts = FrameColor(
            matrix: matrix.name, range: "limited", primaries: "bt709", transfer: "bt709",
            assumed: ["matrix", "primaries", "range", "transfer"])
        #expect(frame.source.frame?.color == facts)
        #expect(FlatPatches.errors(frame, from: patches.exact).largest <= 1)
    }

    /// JFIF says what JPEG's numbers mean, and there is no high definition in it.
    @Test func `Motion JPEG is what JPEG always is, whatever its size`() throws {
        let patches = FlatPatches(code: YCbCrCode(matrix: .bt470bg, isFull: true), format: .yuv444p, height: 720)
        let clips = try FrameClips(
            "jpeg.avi", "\(patches.input) @in.yuv -vf setparams=range=pc -c:v mjpeg -pix_fmt yuvj444p -q:v 1 @out",
            ["in.yuv": patches.raw])
        let frame = try clips.last("jpeg.avi")
        let color = try #require(frame.source.frame?.color)
        #expect(color.matrix == "bt601" && color.range == "full" && !color.assumed.contains("range"))
        #expect(FlatPatches.errors(frame, from: patches.exact).largest <= 3, "its coding loses a little")
    }

    /// The primaries of standard definition are so near that nobody converts them.
    @Test(arguments: ["smpte170m", "bt470bg"])
    func `the primaries of standard definition are left alone`(primaries: String) throws {
        let patches = FlatPatches(code: YCbCrCode(matrix: .smpte170m, isFull: false), format: .yuv420p)
        let tags = Self.tags(.smpte170m, false, primaries: primaries, transfer: "smpte170m")
        let clips = try FrameClips(
            "sd.mkv", "\(patches.input) @in.yuv \(tags) -c:v ffv1 @out", ["in.yuv": patches.raw])
        let frame = try clips.last("sd.mkv")
        let facts = FrameColor(
            matrix: "bt601", range: "limited", primaries: primaries, transfer: "bt709", assumed: [])
        #expect(frame.source.frame?.color == facts)
        #expect(FlatPatches.errors(frame, from: patches.exact).largest <= 1)
    }

    /// x.v.Color and BT.1361 are BT.709 as far as a screen shows it.
    @Test(arguments: ["iec61966-2-4", "bt1361e"])
    func `the transfer characteristics of camcorders are those of BT.709`(transfer: String) throws {
        let patches = FlatPatches(code: YCbCrCode(matrix: .bt709, isFull: false), format: .yuv420p)
        let clips = try FrameClips(
            "xv.mkv", "\(patches.input) @in.yuv \(Self.tags(.bt709, false, transfer: transfer)) -c:v ffv1 @out",
            ["in.yuv": patches.raw])
        #expect(FlatPatches.errors(try clips.last("xv.mkv"), from: patches.exact).largest <= 1)
    }

    struct Siting: Sendable, CustomTestStringConvertible {
        let name, options: String
        var bits = 8
        /// Whether there is one chroma sample for two rows.
        var halvesRows = true
        var isFull = false
        /// How far right of its pixel a chroma sample lies.
        var right = 0.0

        var testDescription: String { name }
    }

    /// Samples of ramps that rise and fall, and where they were taken. Source: ITU-T H.264, figure 6-3; JFIF 1.02.
    @Test(arguments: [
        Siting(name: "420.mkv", options: "-c:v ffv1"), Siting(name: "420p10.mkv", options: "-c:v ffv1", bits: 10),
        Siting(name: "422.mkv", options: "-c:v ffv1", halvesRows: false),
        Siting(name: "420p10full.mkv", options: "-c:v ffv1", bits: 10, isFull: true),
        Siting(name: "h264.mp4", options: "-c:v libx264 -qp 0 -preset ultrafast"),
        Siting(name: "h264full.mp4", options: "-c:v libx264 -qp 0 -preset ultrafast", isFull: true),
        Siting(name: "jpeg.avi", options: "-c:v mjpeg -pix_fmt yuvj420p -q:v 1", isFull: true, right: 0.5),
    ])
    func `colours lie where they were sampled`(siting: Siting) throws {
        let ramps = ChromaRamps(
            width: 96, height: 96, code: YCbCrCode(matrix: .smpte170m, isFull: siting.isFull, bits: siting.bits),
            halvesRows: siting.halvesRows, right: siting.right)
        let format = siting.right > 0 ? "yuvj420p" : ramps.format
        let clips = try FrameClips(
            siting.name,
            "-f rawvideo -pix_fmt \(format) -s 96x96 -r 25 -i @in.yuv \(Self.tags(.smpte170m, siting.isFull))"
                + " \(siting.options) @out", ["in.yuv": ramps.raw])
        let errors = try ramps.errors(MediaRaster(try clips.last(siting.name)))
        // Half a pixel beside would be 2.5 steps of Cb or Cr and more than 4 of blue or red.
        let slack = siting.right > 0 ? 4.0 : 3
        #expect(errors.blue <= slack, "blue follows Cb, which changes from left to right")
        #expect(errors.red <= slack, "red follows Cr, which changes from the top to the bottom")
    }
}
