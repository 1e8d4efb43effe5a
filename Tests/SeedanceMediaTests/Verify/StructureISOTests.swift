import FFmpeg
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct StructureISOTests {
    let clips: StructureClips

    init() throws { clips = try StructureClips() }

    @Test(arguments: ["a.mp4", "first.mp4", "pieces.mp4", "based.mp4", "dash.mp4", "a.mov", "timecode.mov"])
    func `as many samples are listed as another program reads`(name: String) throws {
        let bytes = try clips.make(name)
        let structure = try #require(StructureClips.read(bytes))
        let iso = try #require(structure.iso)
        #expect(structure.problems == [] && structure.isComplete)
        let counts = try packetCounts(clips.clips.folder.file(name))
        let video = try #require(iso.tracks.first { $0.isVideo })
        let sound = try #require(iso.tracks.first { $0.isSound })
        #expect(video.samples.count == counts["video"] && video.samples.count == 72)
        #expect(sound.samples.count == counts["audio"] && sound.samples.count > 100)
        #expect(video.sampleEntry == "avc1" && sound.sampleEntry == "mp4a")
        #expect(video.width == 320 && video.height == 180 && video.displayWidth == 320 && video.pixelAspect == [1, 1])
        #expect(
            iso.majorBrand
                == (name.hasSuffix(".mov") ? "qt  " : ["dash.mp4", "based.mp4"].contains(name) ? "iso5" : "isom"))
        #expect(iso.isMovieFirst == ["first.mp4", "pieces.mp4", "based.mp4", "dash.mp4"].contains(name))
        let isFragmented = ["pieces.mp4", "based.mp4", "dash.mp4"].contains(name)
        #expect(iso.isFragmented == isFragmented && (iso.fragments > 3) == isFragmented)
        #expect(video.samples.fragmented == (isFragmented ? 72 : 0))
        #expect(iso.tracks.contains { $0.handler == "tmcd" } == (name == "timecode.mov"))
        if !isFragmented {
            #expect(video.samples.timed == 72 && video.samples.offset == 72 && video.samples.chunked == 72)
            #expect(video.samples.synchronous == 1 && video.edits.map(\.mediaTime) == [video.samples.firstOffset])
            #expect(video.mediaDuration == video.samples.ticks && iso.duration == 3000)
            #expect(video.samples.firstOffset > 0)
        }
    }

    @Test func `samples of one size count by what their chunks hold`() throws {
        let bytes = try clips.make("pcm.mov")
        let structure = try #require(StructureClips.read(bytes))
        let sound = try #require(structure.iso?.tracks.first { $0.isSound })
        #expect(structure.problems == [])
        #expect(
            sound.sampleEntry == "sowt" && sound.samples.count == 3 * 44_100 && sound.samples.bytes == 2 * 3 * 44_100)
        // One frame of sound behind the end, and no more.
        var cut = bytes
        let size = try MP4Boxes.positions(bytes, ["mdat"])[0]
        cut.replaceSubrange(size..<size + 4, with: Crafted.big(bytes.number(at: size) - 2, 4))
        #expect(StructureClips.read(cut)?.problems.isEmpty == false)
    }

    @Test func `boxes with lengths of 64 bits and to the end of the file are read`() throws {
        let bytes = try clips.make("a.mov")
        let wide = try MP4Boxes.wide(bytes)
        let structure = try #require(StructureClips.read(wide))
        #expect(structure.problems == [] && structure.iso?.parts.map(\.type) == ["ftyp", "mdat", "moov"])
        #expect(structure.iso?.parts.last?.offset == StructureClips.read(bytes)?.iso?.parts.last?.offset)
        let open = try MP4Boxes.openEnded(clips.make("first.mp4"))
        #expect(StructureClips.read(open)?.problems == [])
    }

    @Test func `a file of two gigabytes costs a handful of reads and no time`() throws {
        let bytes = try clips.make("a.mp4")
        // The data box grows by so much that nothing moves but the index; the hole takes no room on the disk.
        let path = clips.clips.folder.file("large.mp4")
        let (data, movie) = (try MP4Boxes.positions(bytes, ["mdat"])[0], try MP4Boxes.positions(bytes, ["moov"])[0])
        let growth = 2_000_000_000
        let grown = bytes.replacing(Crafted.big(bytes.number(at: data) + growth, 4), at: data)
        let script = """
            import sys
            name, at, growth = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
            data = open(name, "rb").read()
            with open(name, "wb") as f:
                f.write(data[:at]); f.seek(growth, 1); f.write(data[at:])
            """
        try clips.clips.folder.write(grown, to: "large.mp4")
        let python = try #require(MediaProgram("python3"))
        try #require(python.run(["-c", script, path, "\(movie)", "\(growth)"]).status == 0)
        let file = try InputFile.open(path, name: path)
        let source = ByteSource(descriptor: file.descriptor, count: Int64(file.size), deadline: .infinity)
        var reader = ISOStructureReader(source, limits: Limits())
        let start = workedSeconds()
        let structure = reader.read()
        #expect(workedSeconds() - start < 0.5)
        #expect(structure.problems == [] && structure.byteCount > 2_000_000_000 && reader.input.reads < 10)
        #expect(structure.iso?.tracks.first?.samples.count == 72)
    }
}
