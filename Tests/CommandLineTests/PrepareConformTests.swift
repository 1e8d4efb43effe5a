import Testing
import TestSupport

/// `prepare --conform`: a reference video that the service would refuse is made into one that fits.
@Suite(.enabled(if: Tools.has("ffmpeg"), "ffmpeg is not installed"))
struct PrepareConformTests {
    private let arguments = [
        "prepare", "--prompt", "In its style.", "--width", "1280", "--height", "720", "--conform", "--json",
        "--reference-video", "clip.mp4",
    ]

    /// Too few pixels, and too few of them a second.
    private func scratch() throws -> ProcessScratch {
        let scratch = try ProcessScratch()
        let bytes = try FramesClip.make(
            "small.mp4", ["-c:v", "mpeg4"], source: "testsrc2=size=320x180:rate=12:duration=2.5")
        try scratch.write(bytes, as: "clip.mp4")
        return scratch
    }

    @Test func `the video that fits lies beside the one that does not, and only its upload is missing`() throws {
        let scratch = try scratch()
        let run = try Seedance.run(arguments, in: scratch)
        #expect(run.code == 1 && run.diagnostics.isEmpty, "\(run)")
        #expect(try scratch.names() == ["clip.mp4", "clip.reference.mp4"])
        let report = try #require(run.json().first)
        #expect(report.elements("problems").compactMap { $0.string("code") } == ["unsupported-form"])
        #expect(report.string("problems[0].message")?.contains("clip.reference.mp4") == true)
        #expect(report.string("inputs[0].output") == "clip.reference.mp4")
        #expect(report.string("inputs[0].input") == "clip.mp4")
        let changes = Set(report.elements("inputs[0].changes").compactMap { $0.string("code") })
        #expect(changes.isSuperset(of: ["scaled", "frame-rate", "codec"]))

        let made = try Seedance.run("inspect", "--json", "clip.reference.mp4", in: scratch)
        let limits = try made.json().first?.elements("limits") ?? []
        #expect(limits.count > 5 && limits.allSatisfy { $0.string("status") == "pass" }, "\(made)")
    }

    @Test func `one that was made before is replaced only by force`() throws {
        let scratch = try scratch()
        try scratch.write(Array("mine".utf8), as: "clip.reference.mp4")
        let run = try Seedance.run(arguments, in: scratch)
        #expect(try run.json().first?.string("problems[0].message")?.contains("exists already") == true)
        #expect(try scratch.bytes("clip.reference.mp4") == Array("mine".utf8))
        #expect(try Seedance.run(arguments + ["--force"], in: scratch).code == 1)
        #expect(try scratch.bytes("clip.reference.mp4").count > 1000)
    }

    @Test func `a video that fits as it is stays the only one`() throws {
        let scratch = try ProcessScratch()
        let bytes = try FramesClip.make(
            "fits.mp4",
            [
                "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-colorspace", "bt709",
                "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
            ],
            source: "testsrc2=size=1280x720:rate=24:duration=2")
        try scratch.write(bytes, as: "clip.mp4")
        let run = try Seedance.run(arguments, in: scratch)
        #expect(try scratch.names() == ["clip.mp4"], "\(run)")
        #expect(try run.json().first?.string("inputs[0].kind") == "video")
    }
}
