import Foundation
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct InspectAudioTests {
    let clips: InspectClips

    init() throws { clips = try InspectClips() }

    struct Sound: Sendable, CustomTestStringConvertible {
        let name, mediaType, codec: String
        var options: [String] = []
        var isTaken = false
        var testDescription: String { name }
    }

    static let sounds = [
        Sound(name: "a.wav", mediaType: "audio/wav", codec: "pcm_s16le", isTaken: true),
        Sound(
            name: "24.wav", mediaType: "audio/wav", codec: "pcm_s24le", options: ["-c:a", "pcm_s24le"], isTaken: true),
        Sound(name: "a.mp3", mediaType: "audio/mpeg", codec: "mp3", isTaken: true),
        Sound(name: "variable.mp3", mediaType: "audio/mpeg", codec: "mp3", options: ["-q:a", "5"], isTaken: true),
        Sound(
            name: "untagged.mp3", mediaType: "audio/mpeg", codec: "mp3", options: ["-id3v2_version", "0"], isTaken: true
        ),
        Sound(name: "a.m4a", mediaType: "audio/mp4", codec: "aac"),
        Sound(name: "a.mp4", mediaType: "audio/mp4", codec: "aac"),
        Sound(name: "a.mov", mediaType: "audio/quicktime", codec: "pcm_s16le", options: ["-c:a", "pcm_s16le"]),
        Sound(name: "a.flac", mediaType: "audio/flac", codec: "flac"),
        Sound(name: "opus.ogg", mediaType: "audio/ogg", codec: "opus", options: ["-c:a", "libopus"]),
        Sound(name: "vorbis.ogg", mediaType: "audio/ogg", codec: "vorbis", options: ["-c:a", "libvorbis"]),
        Sound(name: "a.webm", mediaType: "audio/webm", codec: "opus", options: ["-c:a", "libopus"]),
    ]

    /// How long the sound is once it is decoded.
    func decodedSeconds(_ path: String) throws -> Double {
        let result = try #require(MediaProgram("ffmpeg")).run([
            "-v", "error", "-i", path, "-map", "0:a:0", "-f", "s16le", "-ac", "1", "-ar", "48000", "-",
        ])
        return Double(result.output.count) / 2 / 48_000
    }

    @Test(arguments: sounds)
    func `a sound is as long as it was before it was encoded`(sound: Sound) throws {
        try clips.make(
            sound.name, InspectClips.sound(3.3, rate: 48_000) + ["-ac", "2"] + sound.options)
        let report = try clips.inspect(sound.name)
        #expect(report.kind == .audio && report.mediaType == sound.mediaType && report.size == nil)
        #expect(report.audio?.codec == sound.codec)
        #expect(report.audio?.sampleRate == 48_000 && report.audio?.channels == 2)
        // WebM counts in milliseconds.
        #expect(abs((report.duration ?? 0) - 3.3) < 0.0015, "\(report.duration ?? -1)")
        #expect(report.audio?.duration == report.duration)
        #expect(report.limits.first { $0.id == "format" }?.status == (sound.isTaken ? .pass : .fail))
        #expect(report.warnings == [])
        // From bytes in memory it is the same.
        #expect(try MediaInspector().inspect(.bytes(clips.folder.read(sound.name))) == report)
    }

    @Test func `AAC and MP3 that say nothing of padding are as long as their packets`() throws {
        for (name, options) in [("a.aac", []), ("a.mp3", ["-write_xing", "0"])] {
            try clips.make(name, InspectClips.sound(3) + options)
            let report = try clips.inspect(name)
            let samples = name == "a.aac" ? 1024.0 : 1152
            let packets = (report.duration ?? 0) * 44_100 / samples
            #expect(abs(packets - packets.rounded()) < 0.01 && report.warnings == [])
            #expect(((report.duration ?? 0) - 3) * 44_100 / samples < 3 && (report.duration ?? 0) >= 3)
        }
    }

    @Test func `the cover of an album makes no video of a song`() throws {
        try clips.make(
            "a.mp3",
            InspectClips.sound(2) + InspectClips.picture(0.04) + [
                "-map", "0", "-map", "1", "-c:v", "mjpeg", "-frames:v", "1", "-disposition:v", "attached_pic",
            ])
        let report = try clips.inspect("a.mp3")
        #expect(report.kind == .audio && report.video == nil && abs((report.duration ?? 0) - 2) < 0.001)
    }

    @Test func `the report's JSON has what a sound has, and no picture's members`() throws {
        try clips.make("a.wav", InspectClips.sound(2.5))
        let json = try clips.inspect("a.wav").json(input: "song.wav")
        #expect(json["kind"] == "audio" && json["mediaType"] == "audio/wav" && json["container"] == "wav")
        #expect(json["audioCodec"] == "pcm_s16le" && json["audio"]?["sampleRate"] == 44_100)
        #expect(json["duration"]?.text() == "2.5" && json["audio"]?["duration"]?.text() == "2.5")
        #expect(json["warnings"] == [] && json["width"] == nil && json["frames"] == nil && json["videoCodec"] == nil)
        #expect(
            json["limits"]?.array?.compactMap { $0["id"]?.string } == ["format", "codec", "duration", "bytes"])
    }

    @Test func `what is unusual in WAVE or MP3 is worth a warning`() throws {
        try clips.make("a.wav", InspectClips.sound(2.5) + ["-c:a", "adpcm_ms"])
        try clips.make("b.mp3", InspectClips.sound(2.5) + ["-c:a", "mp2", "-f", "mp2"])
        for name in ["a.wav", "b.mp3"] {
            let limits = try clips.inspect(name).limits
            #expect(limits.first { $0.id == "codec" }?.status == .warn, "\(name)")
            #expect(limits.first { $0.id == "format" }?.status == .pass, "\(name)")
        }
    }

    @Test(arguments: ["a.wav", "a.mp3", "a.flac"])
    func `a sound that is cut off says so, and how much of it there is`(name: String) throws {
        try clips.make(name, InspectClips.sound(4))
        let path = try clips.cut(name, 0.5, to: "cut-\(name)")
        let report = try clips.inspect("cut-\(name)")
        #expect(report.warnings.map(\.code) == [.truncated])
        #expect(try abs((report.duration ?? 0) - decodedSeconds(path)) < 0.11)
    }

    @Test func `WAVE that was written while it was recorded says no length, and is whole`() throws {
        try clips.pipe("a.wav", InspectClips.sound(2.5) + ["-f", "wav"])
        let report = try clips.inspect("a.wav")
        #expect(abs((report.duration ?? 0) - 2.5) < 0.0001 && report.warnings == [])
    }

    @Test func `a container with neither video nor sound is an error`() throws {
        try clips.folder.write(Array("1\n00:00:00,000 --> 00:00:01,000\nHello\n".utf8), to: "a.srt")
        for name in ["a.mp4", "a.mkv"] {
            let codec = name == "a.mp4" ? "mov_text" : "srt"
            try clips.make(name, ["-i", "@a.srt", "-c:s", codec])
            let error = #expect(throws: MediaError.self) { try clips.inspect(name) }
            #expect(error?.code == .noVideo && error?.message.contains("no video") == true, "\(name)")
        }
    }
}
