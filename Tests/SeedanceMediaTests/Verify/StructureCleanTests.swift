import FFmpeg
import TestSupport
import Testing

@testable import SeedanceMedia

/// Files that nothing is wrong with, of programs that write them each in their own way.
@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct StructureCleanTests {
    let clips: StructureClips

    init() throws { clips = try StructureClips() }

    static let checks: [any Check] = [ContainerCheck(), CompleteCheck(), MetadataCheck(), DisplayCheck()]

    func judge(_ name: String) throws {
        let bytes = try clips.clips.folder.read(name)
        let evidence = try StructureClips.evidence(bytes, name: name)
        #expect(evidence.structure?.problems == [], "\(name)")
        for check in Self.checks where check.id != "container" || !name.hasSuffix(".mkv") {
            let outcome = check.examine(evidence)
            #expect(outcome.status == .pass, "\(name): \(check.id): \(outcome.message)")
        }
    }

    @Test(arguments: StructureClips.recipes.keys.sorted())
    func `nothing is found in a clean file of FFmpeg's`(name: String) throws {
        try clips.make(name)
        try judge(name)
    }

    @Test(arguments: [
        ["-bf", "0"], ["-bf", "3", "-g", "10"], ["-r", "24000/1001"], ["-an"], ["-ar", "22050"],
        ["-movflags", "+negative_cts_offsets"],
        ["-use_editlist", "0"], ["-video_track_timescale", "24"], ["-c:v", "mpeg4"], ["-c:a", "libopus"], ["-shortest"],
        ["-movie_timescale", "24000"], ["-c:a", "alac"], ["-f", "ismv"], ["-write_btrt", "0"],
    ])
    func `nor in one with other settings`(settings: [String]) throws {
        try clips.make("a.mp4", settings)
        try judge("a.mp4")
    }

    @Test(.enabled(if: MediaProgram.exists("mkvmerge"), "mkvmerge is not installed"))
    func `nor in one of mkvmerge's`() throws {
        let program = try #require(MediaProgram("mkvmerge"))
        for (name, arguments) in [
            ("b.mkv", []), ("b.webm", ["--webm"]), ("c.mkv", ["--cues", "0:all", "--disable-lacing"]),
        ] {
            let input = name.hasSuffix("webm") ? "a.webm" : "a.mp4"
            try clips.make(input)
            let paths = [name, input].map(clips.clips.folder.file)
            try #require(program.run(["-q"] + arguments + ["-o", paths[0], paths[1]]).status == 0)
            try judge(name)
        }
    }

    @Test(.enabled(if: MediaProgram.exists("x264"), "x264 is not installed"))
    func `nor in one of x264's`() throws {
        try clips.clips.make("in.y4m", InspectClips.picture(1) + ["-pix_fmt", "yuv420p"])
        let paths = ["out.mkv", "in.y4m"].map(clips.clips.folder.file)
        try #require(MediaProgram("x264")?.run(["--quiet", "-o", paths[0], paths[1]]).status == 0)
        try judge("out.mkv")
    }

    @Test(.enabled(if: MediaProgram.exists("HandBrakeCLI"), "HandBrake is not installed"))
    func `nor in one of HandBrake's`() throws {
        try clips.make("a.mp4")
        let paths = ["a.mp4", "out.mp4"].map(clips.clips.folder.file)
        _ = try MediaProgram("HandBrakeCLI")?.run(["-O", "-i", paths[0], "-o", paths[1]])
        try judge("out.mp4")
    }

    @Test(
        .enabled(if: MediaProgram.exists("gst-launch-1.0"), "GStreamer is not installed"),
        arguments: [
            ("a.mov", "qtmux"), ("a.mp4", "mp4mux"), ("first.mp4", "mp4mux faststart=true"),
            ("pieces.mp4", "mp4mux fragment-duration=500"), ("a.webm", "webmmux"),
            ("live.webm", "webmmux streamable=true"),
        ])
    func `nor in one of GStreamer's`(name: String, muxer: String) throws {
        let codecs =
            name.hasSuffix(".webm")
            ? ("vp8enc deadline=1 cpu-used=8", "vorbisenc") : ("openh264enc ! h264parse", "voaacenc ! aacparse")
        let path = clips.clips.folder.file(name)
        let result = try MediaProgram("gst-launch-1.0")?.run(
            ("-q videotestsrc num-buffers=48 ! video/x-raw,width=320,height=180,framerate=24/1,format=I420 ! \(codecs.0) "
                + "! \(muxer) name=m ! filesink location=\(path) audiotestsrc num-buffers=86 samplesperbuffer=1024 "
                + "! audio/x-raw,rate=44100,channels=2 ! audioconvert ! \(codecs.1) ! m.")
                .split(separator: " ").map(String.init))
        // Not every installation has every encoder.
        guard result?.status == 0, try !clips.clips.folder.read(name).isEmpty else { return }
        try judge(name)
    }
}
