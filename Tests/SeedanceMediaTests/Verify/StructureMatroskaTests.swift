import FFmpeg
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct StructureMatroskaTests {
    let clips: StructureClips

    init() throws { clips = try StructureClips() }

    @Test(arguments: ["a.webm", "live.webm", "front.webm", "a.mkv"])
    func `as many blocks are found as another program reads`(name: String) throws {
        let bytes = try clips.make(name)
        let structure = try #require(StructureClips.read(bytes))
        let facts = try #require(structure.matroska)
        #expect(structure.problems == [] && structure.isComplete)
        let counts = try packetCounts(clips.clips.folder.file(name))
        let video = try #require(facts.tracks.first { $0.kind == .video })
        let sound = try #require(facts.tracks.first { $0.kind == .audio })
        #expect(Int64(video.frames) == counts["video"] && video.frames == 72)
        #expect(Int64(sound.frames) == counts["audio"] && sound.frames > 100)
        #expect(video.codec == (name == "a.mkv" ? "V_MPEG4/ISO/AVC" : "V_VP9"))
        #expect(video.width == 320 && video.height == 180)
        #expect(facts.documentType == (name == "a.mkv" ? "matroska" : "webm"))
        let isLive = name == "live.webm"
        #expect((facts.cuePoints ?? 0 > 0) == !isLive && facts.areCuesFirst == (name == "front.webm"))
        #expect((facts.segmentSize == nil) == isLive && (facts.duration == nil) == isLive)
        #expect(facts.muxer?.hasPrefix("Lavf") == true && facts.clusters > 0)
        if !isLive { #expect(abs((facts.duration ?? 0) - 3000) < 60) }
    }

    @Test func `clusters that leave their length open end where the next one begins`() throws {
        let live = try clips.make("live.webm")
        let whole = try #require(StructureClips.read(live)?.matroska)
        var open = live
        let mark: [UInt8] = [0x1F, 0x43, 0xB6, 0x75]
        let places = open.indices.filter { open[$0...].starts(with: mark) }
        try #require(places.count == whole.clusters && places.count > 2)
        for place in places.map({ $0 + 4 }) {
            let length = open[place].leadingZeroBitCount + 1
            let unknown =
                [UInt8(truncatingIfNeeded: 0xFF >> (length - 1))] + [UInt8](repeating: 0xFF, count: length - 1)
            open.replaceSubrange(place..<place + length, with: unknown)
        }
        let structure = try #require(StructureClips.read(open))
        #expect(structure.problems == [])
        #expect(structure.matroska?.clustersOfUnknownSize == places.count)
        #expect(structure.matroska?.tracks.map(\.frames) == whole.tracks.map(\.frames))
    }

    @Test func `blocks with several frames count as those`() throws {
        let program = try #require(MediaProgram("mkvmerge"))
        try clips.make("a.mp4")
        let path = clips.clips.folder.file("laced.mkv")
        try #require(program.run(["-q", "-o", path, clips.clips.folder.file("a.mp4")]).status == 0)
        let structure = try #require(StructureClips.read(clips.clips.folder.read("laced.mkv")))
        let sound = try #require(structure.matroska?.tracks.first { $0.kind == .audio })
        #expect(structure.problems == [] && sound.frames > 2 * sound.blocks)
        #expect(try Int64(sound.frames) == packetCounts(path)["audio"])
    }

    @Test func `entries of the index that point elsewhere are found`() throws {
        let bytes = try clips.make("a.webm")
        // CueClusterPosition, whose length FFmpeg writes in one byte. Source: RFC 9559, 5.1.5.1.2.2.
        let cues = try #require(bytes.indices.last { bytes[$0...].starts(with: [0x1C, 0x53, 0xBB, 0x6B]) })
        let place = try #require(bytes[cues...].indices.first { bytes[$0] == 0xF1 && bytes[$0 + 1] & 0xF0 == 0x80 })
        let astray = bytes.replacing([bytes[place + 2] ^ 0x55], at: place + 2)
        let structure = try #require(StructureClips.read(astray))
        #expect(structure.problems.count == 1)
        #expect(structure.problems.first?.message.contains("of the index (Cues)") == true)
    }
}
