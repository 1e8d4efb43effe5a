import Foundation
import TestSupport
import Testing

@testable import SeedanceMedia

/// Files that are not what they say of themselves.
@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct InspectDamageTests {
    let clips: InspectClips

    init() throws { clips = try InspectClips() }

    func make(_ name: String, _ more: [String] = []) throws -> String {
        let codecs = name.hasSuffix(".webm") ? InspectClips.vp9 + ["-c:a", "libopus"] : InspectClips.h264
        return try clips.make(name, InspectClips.picture(3) + InspectClips.sound(3) + codecs + more)
    }

    @Test(arguments: ["+faststart", "+frag_keyframe+empty_moov"])
    func `of an MP4 that is cut off, the frames that are in it count`(flags: String) throws {
        let path = try make("a.mp4", ["-g", "12", "-movflags", flags])
        let witness = try InspectWitness(path)
        let cut = try clips.folder.read("a.mp4").count * 6 / 10
        _ = try clips.cut("a.mp4", 0.6, to: "cut.mp4")
        let there = witness.packets.filter { $0.position + $0.size <= cut }.count
        try #require(there > 10 && there < 70)
        let report = try clips.inspect("cut.mp4")
        #expect(report.frames == there)
        #expect(abs((report.duration ?? 0) - Double(there) / 24) < 0.001)
        #expect((report.audio?.duration ?? 3) < 2.9)
        #expect(report.warnings.map(\.code) == [.truncated])
        #expect(report.warnings.first?.message.contains("\(there) of the") == true)
    }

    @Test(arguments: ["a.webm", "a.mkv", "a.avi", "a.ts"])
    func `other containers that are cut off say so, too`(name: String) throws {
        _ = try make(name)
        #expect(try clips.inspect(name).warnings == [])
        _ = try clips.cut(name, 0.6, to: "cut-\(name)")
        let report = try clips.inspect("cut-\(name)")
        #expect(report.warnings.map(\.code) == [.truncated])
        #expect((1..<70).contains(report.frames ?? 0) && (report.duration ?? 3) < 2.9)
    }

    /// Puts another number in the place of the one behind these bytes.
    func patch(_ name: String, after mark: [UInt8], skipping: Int, with bytes: [UInt8], to other: String) throws {
        var file = try clips.folder.read(name)
        let place = try #require(file.indices.first { file[$0...].starts(with: mark) }) + mark.count + skipping
        file.replaceSubrange(place..<place + bytes.count, with: bytes)
        try clips.folder.write(file, to: other)
    }

    @Test(arguments: [(9, MediaWarning.Code.truncated), (1, .durationDiffers)])
    func `a container that states another duration is not believed`(seconds: Int, code: MediaWarning.Code) throws {
        _ = try make("a.mp4")
        // Version and flags, two times, the time scale of 1000, and then the duration. Source: ISO/IEC 14496-12, 8.2.2.
        let ticks = UInt32(seconds * 1000)
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: ticks >> (24 - 8 * $0)) }
        try patch("a.mp4", after: Array("mvhd".utf8), skipping: 16, with: bytes, to: "liar.mp4")
        _ = try make("a.webm")
        // The element Duration, eight bytes of floating point. Source: RFC 9559, 5.1.2.10.
        let number = Double(seconds * 1000).bitPattern
        let double = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
        try patch("a.webm", after: [0x44, 0x89, 0x88], skipping: 0, with: double, to: "liar.webm")
        for name in ["liar.mp4", "liar.webm"] {
            let report = try clips.inspect(name)
            #expect(report.frames == 72 && abs((report.duration ?? 0) - 3) < 0.001, "\(name)")
            // The index of MP4 proves that nothing is missing.
            #expect(report.warnings.map(\.code) == [name == "liar.mp4" ? .durationDiffers : code], "\(name)")
            #expect(report.warnings.first?.message.contains("\(seconds) s") == true)
            #expect(report.limits.first { $0.id == "duration" }?.status == .pass)
        }
    }

    @Test func `a table that claims more frames than any file has is no trap`() throws {
        _ = try make("a.mp4", ["-movflags", "+faststart"])
        // Of one byte each, and four thousand million of them. Source: ISO/IEC 14496-12, 8.7.3.2.
        try patch(
            "a.mp4", after: Array("stsz".utf8), skipping: 4, with: [0, 0, 0, 1, 255, 255, 255, 255], to: "endless.mp4")
        let report = try clips.inspect("endless.mp4")
        #expect(report.frames == 0 && report.duration == nil && report.frameRate == nil)
        #expect(report.warnings.map(\.code) == [.damaged])
        #expect(report.limits.first { $0.id == "duration" }?.status == .warn)
        // Every frame is shown for no time at all. Source: 8.6.1.2.
        try patch("a.mp4", after: Array("stts".utf8), skipping: 8, with: [0, 0, 0, 72, 0, 0, 0, 0], to: "instant.mp4")
        _ = try clips.inspect("instant.mp4")
    }

    @Test func `what is left of a beginning is an error by name`() throws {
        _ = try make("a.mp4", ["-movflags", "+faststart"])
        let bytes = try clips.folder.read("a.mp4")
        for count in [16, 32, 100, 700] {
            let error = #expect(throws: MediaError.self, "\(count) bytes") {
                try MediaInspector().inspect(.bytes(Array(bytes.prefix(count))))
            }
            #expect(
                error.map { [.damaged, .noVideo, .truncated].contains($0.code) } == true, "\(count) bytes: \(error)")
        }
    }

    @Test(arguments: [
        "a.mp4", "a.webm", "a.mkv", "a.avi", "a.ts", "a.wav", "a.mp3", "a.ogg", "a.flac", "a.m4a", "a.aac",
    ])
    func `flipped bytes give a report or an error`(name: String) throws {
        let isVideo = ["mp4", "webm", "mkv", "avi", "ts"].contains { name.hasSuffix($0) }
        _ = try isVideo ? make(name, ["-t", "0.5"]) : clips.make(name, InspectClips.sound(0.5))
        let bytes = try clips.folder.read(name)
        var random = SplitMix64(seed: SplitMix64.testSeed)
        var limits = Limits()
        limits.seconds = 5
        for round in 0..<60 {
            var flipped = bytes
            // Headers are at the beginning or at the end.
            for _ in 0..<(round % 2 == 0 ? 3 : 20) {
                let offset = Int.random(in: 8..<min(4000, bytes.count), using: &random)
                let index = Bool.random(using: &random) ? offset : bytes.count - 1 - offset
                flipped[max(8, index)] = UInt8.random(in: 0...255, using: &random)
            }
            if let report = try? MediaInspector(limits: limits).inspect(.bytes(flipped)) {
                #expect(!report.json(input: "a").encoded().isEmpty && !report.sentence("a").isEmpty)
            }
        }
    }
}
