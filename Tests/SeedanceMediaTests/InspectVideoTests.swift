import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Videos are made by FFmpeg's command line, which chooses its own numbers: these tests know what was asked of it.
@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct InspectVideoTests {
    let clips: InspectClips

    init() throws { clips = try InspectClips() }

    func check(_ name: String, _ mediaType: String, _ size: (Int, Int), _ video: String, _ audio: String?) throws {
        let report = try clips.inspect(name)
        #expect(report.kind == .video && report.mediaType == mediaType)
        #expect(report.size == PixelSize(width: size.0, height: size.1))
        #expect(report.videoCodec == video && report.audioCodec == audio)
        #expect(report.orientation == nil && report.nearest == nil)
        // From bytes in memory it is the same.
        let bytes = try clips.folder.read(name)
        #expect(report.bytes == bytes.count)
        #expect(try MediaInspector().inspect(.bytes(bytes)) == report)
    }

    @Test func `containers and codecs are told apart, with and without sound`() throws {
        let both = InspectClips.picture(0.5) + InspectClips.sound(0.5)
        try clips.make("a.mp4", both + InspectClips.h264 + ["-c:a", "aac"])
        try check("a.mp4", "video/mp4", (320, 180), "h264", "aac")
        try clips.make("silent.mp4", InspectClips.picture(0.5) + InspectClips.h264)
        try check("silent.mp4", "video/mp4", (320, 180), "h264", nil)
        try clips.make("a.mov", both + InspectClips.h264 + ["-c:a", "pcm_s16le"])
        try check("a.mov", "video/quicktime", (320, 180), "h264", "pcm_s16le")
        try clips.make("a.webm", both + InspectClips.vp9 + ["-c:a", "libopus"])
        try check("a.webm", "video/webm", (320, 180), "vp9", "opus")
        try clips.make("a.mkv", both + InspectClips.h264 + ["-c:a", "aac"])
        try check("a.mkv", "video/x-matroska", (320, 180), "h264", "aac")
        try clips.make("a.avi", both + ["-c:v", "mpeg4", "-c:a", "mp3"])
        try check("a.avi", "video/x-msvideo", (320, 180), "mpeg4", "mp3")
        try clips.make("a.ts", both + InspectClips.h264 + ["-c:a", "aac"])
        try check("a.ts", "video/mp2t", (320, 180), "h264", "aac")
        let containers = try ["a.mp4", "a.mov", "a.webm", "a.mkv", "a.avi", "a.ts"].map {
            try clips.inspect($0).container
        }
        #expect(containers == ["mp4", "mov", "webm", "mkv", "avi", "mpegts"])
    }

    @Test func `what cannot be told without decoding is told for every container`() throws {
        let tags = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]
        for name in ["a.mp4", "a.mkv", "a.ts"] {
            try clips.make(name, InspectClips.picture(0.5) + InspectClips.h264 + tags)
            let video = try #require(try clips.inspect(name).video)
            #expect(video.pixelFormat == "yuv420p" && video.bitDepth == 8 && video.rotation == 0)
            let color = video.color
            #expect(color.matrix == "bt709" && color.primaries == "bt709" && color.transfer == "bt709", "\(name)")
            #expect(color.range == .limited && !color.isHDR && !color.isDolbyVision)
        }
    }

    @Test func `what a video does not say of its colours is not made up`() throws {
        try clips.make("a.mp4", InspectClips.picture(0.5) + InspectClips.h264)
        let color = try #require(try clips.inspect("a.mp4").video).color
        #expect(color.matrix == nil && color.primaries == nil && color.transfer == nil && color.range == nil)
        try clips.make("full.avi", InspectClips.picture(0.5) + ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p"])
        #expect(try clips.inspect("full.avi").video?.color.range == .full)
    }

    @Test(arguments: [("smpte2084", "pq"), ("arib-std-b67", "hlg")])
    func `high dynamic range is recognised by its transfer characteristic`(transfer: String, name: String) throws {
        let color = "colorprim=bt2020:transfer=\(transfer):colormatrix=bt2020nc"
        try clips.make(
            "hdr.mp4",
            InspectClips.picture(0.5) + [
                "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:pools=1:\(color)",
                "-pix_fmt",
                "yuv420p10le", "-tag:v", "hvc1",
            ])
        let report = try clips.inspect("hdr.mp4")
        let video = try #require(report.video)
        #expect(video.codec == "hevc" && video.pixelFormat == "yuv420p10le" && video.bitDepth == 10)
        #expect(video.color.isHDR && video.color.transfer == name)
        #expect(video.color.matrix == "bt2020" && video.color.primaries == "bt2020")
        #expect(report.sentence("a").contains("HDR"))
    }

    @Test(arguments: [("90", 180, 320), ("180", 320, 180), ("270", 180, 320)])
    func `a video that is turned has the size that is shown`(degrees: String, width: Int, height: Int) throws {
        try clips.make("plain.mp4", InspectClips.picture(0.5) + InspectClips.h264)
        try clips.make("turned.mov", ["-i", "@plain.mp4", "-c", "copy", "-metadata:s:v:0", "rotate=\(degrees)"])
        try check("turned.mov", "video/quicktime", (width, height), "h264", nil)
        // FFmpeg counts counter-clockwise.
        let probe = try #require(MediaProgram("ffprobe")).run([
            "-v", "error", "-show_entries", "stream_side_data=rotation", "-of", "json", clips.folder.file("turned.mov"),
        ])
        let angle = try #require(try ProcessJSON(parsing: probe.output).int("streams[0].side_data_list[0].rotation"))
        #expect(try clips.inspect("turned.mov").video?.rotation == Double((720 - angle) % 360))
        #expect(try clips.inspect("turned.mov").warnings.isEmpty)
    }

    @Test func `a video that is turned by no quarter gets a warning`() throws {
        try clips.make("plain.mp4", InspectClips.picture(0.5) + InspectClips.h264)
        try clips.make("turned.mov", ["-i", "@plain.mp4", "-c", "copy", "-metadata:s:v:0", "rotate=45"])
        let report = try clips.inspect("turned.mov")
        #expect(report.warnings.map(\.code) == [.oddRotation])
    }

    @Test(arguments: [("4/3", 427, 180), ("1/2", 320, 360), ("1", 320, 180)])
    func `samples that are not square are squared by enlarging`(ratio: String, width: Int, height: Int) throws {
        try clips.make("a.mp4", InspectClips.picture(0.5) + ["-vf", "setsar=\(ratio)"] + InspectClips.h264)
        try check("a.mp4", "video/mp4", (width, height), "h264", nil)
    }

    @Test func `sound has its own codec, rate, channels and length, which is not that of the video`() throws {
        try clips.make(
            "a.mp4",
            InspectClips.picture(1) + InspectClips.sound(1.5, rate: 48_000) + InspectClips.h264
                + ["-c:a", "aac", "-ac", "2"])
        for name in ["a.mp4", "a.mkv", "a.ts"] {
            if name != "a.mp4" { try clips.make(name, ["-i", "@a.mp4", "-c", "copy"]) }
            let report = try clips.inspect(name)
            #expect(report.duration == 1 && report.frames == 24)
            let audio = try #require(report.audio)
            #expect(audio.codec == "aac" && audio.sampleRate == 48_000 && audio.channels == 2)
            // AAC comes in pieces of 21 ms, and only MP4 says how many of them are padding.
            #expect(abs((audio.duration ?? 0) - 1.5) < (name == "a.mp4" ? 0.001 : 0.05), "\(name)")
        }
    }

    @Test func `the report's JSON has the members of the contract, and others beside them`() throws {
        try clips.make(
            "a.mp4", InspectClips.picture(0.5) + InspectClips.sound(0.5) + InspectClips.h264 + ["-c:a", "aac"])
        let json = try clips.inspect("a.mp4").json(input: "clip.mp4")
        #expect(json["input"] == "clip.mp4" && json["kind"] == "video" && json["container"] == "mp4")
        #expect(json["width"] == 320 && json["height"] == 180)
        #expect(json["duration"] == (try JSONValue(parsing: Array("0.5".utf8))) && json["frames"] == 12)
        #expect(json["frameRate"] == 24 && json["frameRateMode"] == "constant")
        #expect(json["videoCodec"] == "h264" && json["audioCodec"] == "aac")
        #expect(json["pixelFormat"] == "yuv420p" && json["bitDepth"] == 8 && json["rotation"] == 0)
        #expect(json["color"]?["hdr"] == false && json["warnings"] == [])
        #expect(json["audio"]?["codec"] == "aac" && json["audio"]?["sampleRate"] == 44_100)
        #expect(json["audio"]?["channels"] == 1 && json["audio"]?["duration"] != nil)
        #expect(
            json["limits"]?.array?.compactMap { $0["id"]?.string } == [
                "format", "codec", "duration", "frame-rate", "side", "ratio", "pixels", "bytes",
            ])
    }

    @Test func `a video over our own limits is refused`() throws {
        let path = try clips.make(
            "a.mp4", InspectClips.picture(0.5) + InspectClips.sound(0.5) + InspectClips.h264 + ["-c:a", "aac"])
        var limits = Limits()
        limits.videoBytes = 100
        #expect(throws: MediaError.self) { try MediaInspector(limits: limits).inspect(MediaSource(path: path)) }
        limits = Limits()
        limits.streams = 1
        let error = #expect(throws: MediaError.self) {
            try MediaInspector(limits: limits).inspect(MediaSource(path: path))
        }
        #expect(error?.code == .limitExceeded)
    }

    @Test(arguments: ["a.mp4", "a.webm", "a.ts", "a.wav", "a.mp3"])
    func `reading stops at the deadline`(name: String) throws {
        let codecs = [
            "a.mp4": InspectClips.h264, "a.ts": InspectClips.h264, "a.webm": InspectClips.vp9, "a.wav": [], "a.mp3": [],
        ]
        let isSound = name == "a.wav" || name == "a.mp3"
        let input = isSound ? InspectClips.sound(1) : InspectClips.picture(1)
        let path = try clips.make(name, input + (codecs[name] ?? []))
        var limits = Limits()
        limits.seconds = 0
        let error = #expect(throws: MediaError.self) {
            try MediaInspector(limits: limits).inspect(MediaSource(path: path))
        }
        #expect(error?.code == .timeout)
        #expect(error?.hint?.contains("--timeout") == true)
    }
}
