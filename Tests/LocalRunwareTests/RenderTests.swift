import Foundation
import LocalRunware
import SeedanceAPI
import TestSupport
import Testing

/// What the stand-in renders, by what ffprobe and ffmpeg say of it.
@Suite(.enabled(if: Rendering.isPossible, "ffmpeg or ffprobe is not installed"))
struct RenderTests {
    let rendering: Rendering

    init() throws { rendering = try Rendering() }

    @Test(arguments: [
        ("MP4", "mov,mp4,m4a,3gp,3g2,mj2", "h264", "aac", "bt709"),
        ("MOV", "mov,mp4,m4a,3gp,3g2,mj2", "h264", "aac", "bt709"),
        ("WEBM", "matroska,webm", "vp8", "opus", "smpte170m"),
    ])
    func `each container has the size, length, codecs and colours of the service`(
        format: String, container: String, video: String, sound: String, matrix: String
    ) async throws {
        let path = try await rendering.render(Rendering.task(format: format))
        let facts = try rendering.facts(path)
        #expect(facts["format"] == container && facts["video.codec_name"] == video)
        #expect(facts["video.width"] == "640" && facts["video.height"] == "640")
        #expect(facts["video.nb_read_frames"] == "97" && facts["video.avg_frame_rate"] == "24/1")
        #expect(facts["video.pix_fmt"] == "yuv420p" && facts["video.color_range"] == "tv")
        #expect(facts["video.color_space"] == matrix && facts["video.color_primaries"] == "bt709")
        #expect(facts["audio.codec_name"] == sound && facts["audio.channels"] == "1")
        #expect(facts["audio.sample_rate"] == "48000")
        let seconds = try #require(facts["duration"].flatMap(Double.init))
        #expect(abs(seconds - 97.0 / 24) < 0.03, "\(seconds)")
        if format != "WEBM" {
            let bytes = try rendering.folder.read("out")
            let index = try #require(bytes.firstRange(of: Array("moov".utf8)))
            let data = try #require(bytes.firstRange(of: Array("mdat".utf8)))
            #expect(index.lowerBound < data.lowerBound)
            #expect(bytes[8..<12].elementsEqual((format == "MOV" ? "qt  " : "isom").utf8))
        }
    }

    @Test func `sound is quiet, and neither silent nor clipped, and there only when it is asked for`() async throws {
        let loudness = try rendering.loudness(of: try await rendering.render(Rendering.task()))
        #expect((-20.5 ... -15.5).contains(loudness.integrated), "\(loudness)")
        #expect(loudness.peak < -3, "\(loudness)")
        let mute = try rendering.facts(try await rendering.render(Rendering.task(audio: false), to: "mute"))
        #expect(mute["audio.codec_name"] == nil && mute["video.nb_read_frames"] == "97")
    }

    @Test func `the same task and number give the same bytes, another number another video`() async throws {
        for name in ["one", "again"] { try await rendering.render(Rendering.task(), to: name) }
        try await rendering.render(Rendering.task(), number: 2, to: "two")
        let one = try rendering.folder.read("one")
        #expect(try rendering.folder.read("again") == one)
        #expect(try rendering.folder.read("two") != one)
        // Different pictures, and not only different bytes.
        try rendering.run(
            "ffmpeg",
            ["-v", "error", "-i", rendering.folder.file("two"), "-frames:v", "1", rendering.folder.file("two.png")])
        let agreement = try rendering.agreement(
            of: rendering.folder.file("one"), frame: 0, with: rendering.folder.file("two.png"), matrix: "bt709")
        #expect(agreement < 25, "\(agreement)")
    }

    @Test func `the scene moves from each picture to the next`() async throws {
        let path = try await rendering.render(Rendering.task("Stars over the hills at night", audio: false))
        let result = try #require(MediaProgram("ffmpeg")).run([
            "-v", "info", "-i", path, "-vf", "freezedetect=n=-60dB:d=0.1", "-f", "null", "-",
        ])
        #expect(result.status == 0 && !result.errors.contains("freeze_start"))
    }

    @Test func `nothing lies in the folder but what is whole`() async throws {
        try await rendering.render(Rendering.task())
        #expect(try rendering.folder.names == ["out"])
        var broken = Rendering.task()
        broken.outputFormat = "AVI"
        await #expect(throws: (any Error).self) { try await rendering.render(broken, to: "avi") }
        #expect(try rendering.folder.names == ["out"])
    }

    @Test func `a cancelled rendering ends, and leaves nothing behind`() async throws {
        var task = Rendering.task()
        task.duration = 15
        task.size = PixelSize(width: 1280, height: 720)
        let running = Task { [rendering, task] in try await rendering.render(task) }
        while try rendering.folder.names.isEmpty { await Task.yield() }
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try rendering.folder.names.isEmpty)
    }

    @Test func `a picture that the task refers to is seen in the scene`() async throws {
        let red = try rendering.picture("color=red:size=320x240")
        var task = Rendering.task(audio: false)
        try await rendering.render(task, to: "without")
        task.referenceImages = [Rendering.dataURI(red)]
        try await rendering.render(task, to: "with")
        #expect(try redPixels("without") < 200)
        #expect(try redPixels("with") > 20_000)
    }

    private func redPixels(_ name: String) throws -> Int {
        let pixels = try rendering.run(
            "ffmpeg",
            [
                "-v", "error", "-i", rendering.folder.file(name), "-frames:v", "1", "-f", "rawvideo", "-pix_fmt",
                "rgb24", "-",
            ])
        return stride(from: 0, to: pixels.count - 2, by: 3)
            .count { pixels[$0] > 235 && pixels[$0 + 1] < 24 && pixels[$0 + 2] < 24 }
    }
}
