import FFmpeg
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct StructureTruncationTests {
    let clips: StructureClips

    init() throws { clips = try StructureClips() }

    @Test(arguments: ["a.mp4", "first.mp4", "a.mov", "a.webm", "front.webm", "a.mkv", "dash.mp4"])
    func `a file that is cut off anywhere is not complete`(name: String) throws {
        let bytes = try clips.make(name, seconds: 0.5)
        #expect(CompleteCheck().examine(try StructureClips.evidence(bytes)).status == .pass)
        var lengths = (1...60).map { $0 * bytes.count / 61 }
        lengths +=
            [1, 2, 3, 4, 7, 8, 9, 12, 15, 16, 31].map { bytes.count - $0 } + Array(stride(from: 40, to: 3000, by: 67))
        for length in lengths where length < bytes.count && length > 36 {
            let cut = Array(bytes.prefix(length))
            var evidence = Evidence(file: FileEvidence(name: name, bytes: length, format: SniffedFormat.sniff(cut)))
            evidence.structure = StructureClips.read(cut)
            let outcome = CompleteCheck().examine(evidence)
            #expect(outcome.status == .fail, "\(length) of \(bytes.count): \(outcome.message)")
        }
    }

    @Test(arguments: ["a.mp4", "first.mp4", "a.mov", "a.webm", "front.webm"])
    func `room that was never filled is not complete`(name: String) throws {
        let bytes = try clips.make(name, seconds: 1)
        for step in 1...30 {
            let length = max(64, step * bytes.count / 31)
            let cut = Array(bytes.prefix(length)) + [UInt8](repeating: 0, count: bytes.count - length)
            var evidence = Evidence(file: FileEvidence(name: name, bytes: cut.count, format: SniffedFormat.sniff(cut)))
            evidence.structure = StructureClips.read(cut)
            let outcome = CompleteCheck().examine(evidence)
            #expect(outcome.status == .fail, "\(length) of \(bytes.count): \(outcome.message)")
        }
    }

    @Test(arguments: ["a.mp4", "first.mp4", "a.mov", "a.webm"])
    func `zeros behind the end are worth a word, anything else is not right`(name: String) throws {
        let bytes = try clips.make(name, seconds: 0.5)
        for count in [1, 3, 7, 8, 9, 500] {
            let padded = try #require(StructureClips.read(bytes + [UInt8](repeating: 0, count: count)))
            #expect(padded.problems.map(\.kind) == [.oddity], "\(count)")
            let trailed = try #require(StructureClips.read(bytes + [UInt8](repeating: 0xD7, count: count)))
            #expect(trailed.problems.map(\.kind) == [.contradiction], "\(count): \(trailed.problems)")
        }
        let words = bytes + Array("<html><body>502 Bad Gateway".utf8)
        #expect(StructureClips.read(words)?.problems.isEmpty == false)
    }

    @Test func `the message names what is missing`() throws {
        let bytes = try clips.make("first.mp4", seconds: 1)
        let structure = try #require(StructureClips.read(Array(bytes.prefix(bytes.count * 2 / 3))))
        let there = structure.iso?.tracks.first?.samples
        let missing = try #require(there?.behindEnd)
        #expect(missing > 2 && missing < 20)
        #expect(
            structure.problems.contains { $0.message == "\(missing) of 24 pictures lie behind the end of the file." })
        let size = try MP4Boxes.positions(bytes, ["mdat"])[0]
        #expect(
            structure.problems.first?.message.hasPrefix(
                "The file ends inside of the box 'mdat' that begins at \(grouped(size)): ") == true)
    }
}
