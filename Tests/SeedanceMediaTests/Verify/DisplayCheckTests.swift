import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct DisplayCheckTests {
    let clips: StructureClips

    init() throws { clips = try StructureClips() }

    func examine(_ bytes: [UInt8]) throws -> CheckOutcome {
        try DisplayCheck().examine(StructureClips.evidence(bytes))
    }

    /// A file with another edit list in its video: duration in milliseconds, time in ticks of 12,288, rate.
    func edited(_ edits: [(Int, Int, Double)], _ more: [String] = []) throws -> [UInt8] {
        let bytes = try clips.make("a.mp4", seconds: 2, more)
        let entries = edits.flatMap {
            Crafted.big($0.0, 4) + Crafted.big($0.1, 4) + Crafted.big(Int($0.2 * 65_536), 4)
        }
        return try MP4Boxes.replacing(
            bytes, ["moov", "trak", "edts", "elst"], Crafted.cat([0, 0, 0, 0], Crafted.big(edits.count, 4), entries))
    }

    @Test func `the edits that every file has are none`() throws {
        // B-frames delay by two pictures of 512 ticks.
        let outcome = try examine(edited([(2000, 1024, 1)]))
        #expect(outcome.status == .pass && outcome.value == 0, "\(outcome.message)")
        // A pause shorter than a picture, and rounding.
        #expect(try examine(edited([(40, -1, 1), (2000, 1024, 1)])).status == .pass)
        #expect(try examine(edited([(1999, 1024, 1)])).status == .pass)
        #expect(try examine(edited([(1980, 1024, 1)])).status == .pass)
    }

    @Test(arguments: [
        (500, 0, "hides 36 pictures at the end"), (1958, 1, "hides 1 picture at the beginning"),
        (1000, 24, "hides 24 pictures at the beginning"), (1958, 0, "hides 1 picture at the end"),
    ])
    func `an edit list that hides pictures is found`(duration: Int, skipped: Int, words: String) throws {
        let outcome = try examine(edited([(duration, 1024 + 512 * skipped, 1)]))
        #expect(outcome.status == .warn && outcome.message.contains(words), "\(outcome.message)")
        #expect(outcome.value != nil && outcome.expected == "< 1")
    }

    @Test func `pauses, several parts and other speeds are found`() throws {
        #expect(try examine(edited([(500, -1, 1), (2000, 1024, 1)])).message.contains("begin only after 0.5 s"))
        let parts = try examine(edited([(1000, 1024, 1), (1000, 1024 + 12_288, 1)]))
        #expect(parts.status == .warn && parts.message.contains("2 parts in a row;"))
        let again = try examine(edited([(1000, 1024, 1), (1000, 1024, 1), (1000, 1024 + 12_288, 1)]))
        #expect(again.message.contains("some of them again"))
        #expect(try examine(edited([(2000, 1024, 0.5)])).message.contains("0.5 times the speed"))
        #expect(try examine(edited([(2000, 1024, 0)])).message.contains("holds a picture still"))
    }

    @Test func `sound that an edit list hides is found, priming is not`() throws {
        let bytes = try clips.make("a.mp4", seconds: 2)
        #expect(try examine(bytes).status == .pass)
        let hidden = try clips.make("b.mp4", as: "a.mp4", seconds: 2)
        // The second track's edit list: the media time follows the duration.
        let place = try #require(hidden.indices.last { hidden[$0...].starts(with: Crafted.text("elst")) }) + 4 + 8
        let outcome = try examine(hidden.replacing(Crafted.big(1024 + 22_050, 4), at: place + 4))
        #expect(
            outcome.status == .warn && outcome.message.contains("of the sound at the beginning"), "\(outcome.message)")
    }

    @Test func `pictures to be turned, mirrored and stretched are found`() throws {
        let bytes = try clips.make("a.mp4", seconds: 0.5)
        let turned = try examine(MP4Boxes.turning([0, 1, -1, 0], bytes))
        #expect(turned.status == .warn && turned.message.contains("turned by 90° clockwise"), "\(turned.message)")
        #expect(turned.details["rotation"] == -90)
        #expect(try examine(MP4Boxes.turning([-1, 0, 0, 1], bytes)).status == .warn)
        let wide = try examine(clips.make("wide.mp4", as: "a.mp4", seconds: 0.5, ["-vf", "setsar=4/3"]))
        #expect(wide.status == .warn && wide.message.contains("1.333 times as wide as high"))
        let webm = try examine(clips.make("wide.webm", as: "a.webm", seconds: 0.5, ["-vf", "setsar=4/3"]))
        #expect(webm.status == .warn && webm.message.contains("times as wide as high"))
    }

    @Test func `pictures to be cut are found`() throws {
        let bytes = try clips.make("a.mp4", seconds: 0.5, ["-an"])
        let cut = try examine(MP4Boxes.cleanAperture([(300, 1), (160, 1), (0, 1), (0, 1)], bytes))
        #expect(cut.status == .warn && cut.message == "Players cut pictures of 320x180 to 300x160 ('clap').")
        #expect(try examine(MP4Boxes.cleanAperture([(320, 1), (180, 1), (0, 1), (0, 1)], bytes)).status == .pass)
        let matroska = try clips.make("live.webm", seconds: 0.5, ["-an"])
        let cropped = try MatroskaCraft.addingToVideo([(0x54CC, 10), (0x54BB, 20)], matroska)
        let outcome = try examine(cropped)
        #expect(
            outcome.status == .warn && outcome.message.contains("cut off 10, 20, 0, 0 pixels"), "\(outcome.message)")
    }
}
