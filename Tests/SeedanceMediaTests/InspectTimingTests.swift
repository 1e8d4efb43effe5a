import Foundation
import TestSupport
import Testing

@testable import SeedanceMedia

/// How long, how many, how regular: held against what decoding or reading everything with `ffprobe` gives.
@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct InspectTimingTests {
    let clips: InspectClips

    init() throws { clips = try InspectClips() }

    static let containers: [(name: String, options: [String])] = [
        ("a.mp4", InspectClips.h264 + ["-c:a", "aac"]), ("a.mov", InspectClips.h264 + ["-c:a", "pcm_s16le"]),
        ("fragmented.mp4", InspectClips.h264 + ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"]),
        ("a.mkv", InspectClips.h264 + ["-c:a", "aac"]), ("a.webm", InspectClips.vp9 + ["-c:a", "libopus"]),
        // With pictures that are only references for others.
        (
            "vp8.webm",
            ["-c:v", "libvpx", "-auto-alt-ref", "1", "-lag-in-frames", "16", "-b:v", "300k", "-c:a", "libvorbis"]
        ),
        ("a.avi", ["-c:v", "mpeg4", "-bf", "2", "-c:a", "mp3"]), ("a.ts", InspectClips.h264 + ["-c:a", "aac"]),
    ]

    @Test(arguments: containers.indices)
    func `every frame is counted, and the duration is theirs`(row: Int) throws {
        let (name, options) = Self.containers[row]
        let path = try clips.make(name, InspectClips.picture(2.5) + InspectClips.sound(2.7) + options)
        let report = try clips.inspect(name)
        #expect(try InspectWitness(path).frames == 60 && report.frames == 60)
        #expect(abs((report.duration ?? 0) - 2.5) < 0.0005, "\(report.duration ?? -1)")
        #expect(report.frameRate == 24 && report.frameRateMode == .constant)
        #expect(report.warnings == [])
    }

    @Test func `WebM without an index and without a length is counted all the same`() throws {
        let path = try clips.pipe(
            "live.webm", InspectClips.picture(2) + InspectClips.vp9 + ["-f", "webm", "-live", "1"])
        let report = try clips.inspect("live.webm")
        #expect(try InspectWitness(path).frames == 48 && report.frames == 48)
        #expect(abs((report.duration ?? 0) - 2) < 0.0005 && report.warnings == [])
    }

    @Test(arguments: ["a.mp4", "a.mkv", "a.ts"])
    func `a rate that is no whole number is exact`(name: String) throws {
        try clips.make(name, InspectClips.picture(3, rate: "24000/1001") + InspectClips.h264)
        let report = try clips.inspect(name)
        #expect(report.frames == 72 && report.frameRateMode == .constant)
        #expect(abs((report.frameRate ?? 0) - 24_000.0 / 1001) < 0.0001)
        #expect(abs((report.duration ?? 0) - 72 * 1001.0 / 24_000) < 0.0005)
        #expect(report.limits.first { $0.id == "frame-rate" }?.status == .warn)
    }

    @Test(arguments: ["a.mp4", "a.mov", "a.mkv", "a.webm", "a.ts"])
    func `frames at unequal distances give a mean rate that says so`(name: String) throws {
        // The first 40 frames of 30 a second, then every third one.
        let path = try clips.make(
            name,
            InspectClips.picture(4, rate: "30") + ["-vf", "select='lt(n,40)+not(mod(n,3))'", "-vsync", "vfr"]
                + (name == "a.webm" ? InspectClips.vp9 : InspectClips.h264))
        let report = try clips.inspect(name)
        let witness = try InspectWitness(path)
        #expect(report.frames == witness.frames && report.frames == 66)
        #expect(report.frameRateMode == .variable)
        let expected = try #require(witness.duration)
        // What no container says is how long the last frame is shown.
        #expect(abs((report.duration ?? 0) - expected) < 0.07, "\(report.duration ?? -1) and \(expected)")
        #expect(abs((report.frameRate ?? 0) - 66 / (report.duration ?? 1)) < 0.001)
        #expect(report.warnings == [] && report.sentence("a").contains("on average"))
    }

    @Test func `what an edit list hides is neither counted nor timed`() throws {
        try clips.make("a.mp4", InspectClips.picture(5) + InspectClips.sound(5) + InspectClips.h264 + ["-c:a", "aac"])
        for (name, options) in [("begin.mp4", ["-ss", "1.3"]), ("both.mp4", ["-ss", "1.3", "-t", "2.2"])] {
            let path = try clips.make(name, options + ["-i", "@a.mp4", "-c", "copy"])
            let witness = try InspectWitness(path)
            try #require(witness.packets.contains { $0.isDiscarded }, "nothing is hidden in \(name)")
            let report = try clips.inspect(name)
            #expect(report.frames == witness.frames && report.frames != witness.packets.count)
            let expected = try #require(witness.duration)
            #expect(abs((report.duration ?? 0) - expected) < 0.002, "\(report.duration ?? -1) and \(expected)")
            #expect(report.warnings == [])
        }
    }

    @Test func `a video that begins late is as long as its frames`() throws {
        try clips.make("a.mp4", InspectClips.picture(2) + InspectClips.h264)
        try clips.make("late.mp4", ["-itsoffset", "1", "-i", "@a.mp4", "-c", "copy"])
        let report = try clips.inspect("late.mp4")
        #expect(report.duration == 2 && report.frames == 48 && report.warnings == [])
    }

    @Test func `one frame that is shown for seconds is that long`() throws {
        for name in ["a.mp4", "a.mkv"] {
            try clips.make(name, InspectClips.picture(5, rate: "1/5") + ["-frames:v", "1"] + InspectClips.h264)
            let report = try clips.inspect(name)
            #expect(report.frames == 1 && report.duration == 5, "\(name)")
            #expect(report.warnings == [], "\(name)")
        }
    }

    @Test func `where transport streams were joined, time goes on`() throws {
        try clips.make("a.ts", InspectClips.picture(2) + InspectClips.sound(2) + InspectClips.h264 + ["-c:a", "aac"])
        let bytes = try clips.folder.read("a.ts")
        try clips.folder.write(bytes + bytes, to: "twice.ts")
        let report = try clips.inspect("twice.ts")
        #expect(report.frames == 96 && abs((report.duration ?? 0) - 4) < 0.001)
        #expect(abs((report.audio?.duration ?? 0) - 4) < 0.1)
    }
}

/// Numbers that no file should have, and some have.
struct FrameTimingTests {
    @Test func `whole milliseconds are no reason to call a rate variable`() {
        let times = (0..<100).map { Int64(($0 * 1000 + 12) / 24) }
        let spans = zip(times, times.dropFirst()).map { Optional($1 - $0) }
        let timing = FrameTiming(spans: spans, last: 41, tick: 0.001, stated: 24)
        #expect(timing.isConstant && timing.rate == 24 && timing.duration == 100.0 / 24 && timing.frames == 100)
        // A stated rate that the frames contradict does not count.
        let other = FrameTiming(spans: spans, last: 41, tick: 0.001, stated: 50)
        #expect(other.isConstant && abs((other.rate ?? 0) - 24) < 0.1)
    }

    @Test func `one missing frame makes a rate variable`() {
        let timing = FrameTiming(spans: [1, 1, 1, 2, 1, 1], last: 1, tick: 1.0 / 24, stated: 24)
        #expect(!timing.isConstant && timing.frames == 7 && abs((timing.rate ?? 0) - 7.0 / 8 * 24) < 1e-9)
    }

    @Test func `a jump that nothing explains counts as an ordinary distance`() {
        let timing = FrameTiming(spans: [10, 10, nil, 10], last: nil, tick: 0.01, stated: nil)
        #expect(timing.frames == 5 && abs((timing.duration ?? 0) - 0.5) < 1e-9)
    }

    @Test(arguments: [[], [nil], [0, 0], [.max, .max, 0], [.max, nil, 1]] as [[Int64?]])
    func `no distance between frames is a trap`(spans: [Int64?]) throws {
        for last in [nil, 0, Int64.max] as [Int64?] {
            for tick in [0, 1e-9, 1, Double(Int32.max)] {
                for stated in [nil, 24, .leastNonzeroMagnitude, .greatestFiniteMagnitude] as [Double?] {
                    let timing = FrameTiming(spans: spans, last: last, tick: tick, stated: stated)
                    #expect(timing.frames == spans.count + 1)
                    var report = MediaReport(kind: .video, mediaType: "video/mp4", bytes: 1)
                    report.duration = timing.duration
                    report.frameRate = timing.rate
                    report.limits = [
                        .range("duration", timing.duration, in: 2...15), .range("frame-rate", timing.rate, in: 24...60),
                    ]
                    #expect(!report.sentence("a").isEmpty && !report.json(input: "a").encoded().isEmpty)
                }
            }
        }
    }

    @Test func `times that no number can hold the distance of are no trap`() {
        #expect(Int64(stepFrom: .min, to: .max) == nil && Int64(stepFrom: 1, to: 0) == nil)
        #expect(Int64(stepFrom: -1, to: 1) == 2)
    }
}
