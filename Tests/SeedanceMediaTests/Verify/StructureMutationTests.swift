import FFmpeg
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct StructureMutationTests {
    let clips: StructureClips

    init() throws { clips = try StructureClips() }

    static let checks: [any Check] = [
        ContainerCheck(), CompleteCheck(), FastStartCheck(), MetadataCheck(), DisplayCheck(),
    ]

    @Test(arguments: ["a.mp4", "first.mp4", "pieces.mp4", "dash.mp4", "a.mov", "a.webm", "live.webm", "a.mkv"])
    func `changed bytes are read in no time and without a trap`(name: String) throws {
        let bytes = try clips.make(
            name, seconds: 0.3, ["-metadata", "location=+48.85+002.35/", "-metadata", "title=a"])
        let isLate = ["a.mp4", "a.mov"].contains(name)
        // Where headers are, and a little of what they describe.
        let index = isLate ? max(0, bytes.count - 3500)..<bytes.count : 0..<min(bytes.count, 3500)
        var random = SplitMix64(seed: SplitMix64.testSeed)
        let special: [UInt8] = [0, 1, 7, 8, 0x7F, 0x80, 0xFE, 0xFF]
        var slowest = 0.0
        let video = try StructureClips.evidence(bytes)
        for _ in 0..<400 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: index, using: &random)
                let count = Bool.random(using: &random) ? 1 : Int.random(in: 1...8, using: &random)
                let value = special.randomElement(using: &random) ?? 0
                for offset in place..<min(place + count, changed.count) {
                    changed[offset] = Bool.random(using: &random) ? value : UInt8.random(in: 0...255, using: &random)
                }
            }
            if Int.random(in: 0..<8, using: &random) == 0 {
                let start = Int.random(in: index, using: &random)
                changed.removeSubrange(start..<min(changed.count, start + Int.random(in: 1...40, using: &random)))
            }
            let format = SniffedFormat.sniff(changed)
            var evidence = Evidence(file: FileEvidence(name: name, bytes: changed.count, format: format))
            let source = StructureClips.source(changed)
            let start = workedSeconds()
            evidence.structure = ContainerStructure.read(source, format: format)
            slowest = max(slowest, workedSeconds() - start)
            evidence.streams = video.streams
            for check in Self.checks {
                let outcome = check.examine(evidence)
                #expect(!outcome.message.isEmpty && outcome.message.utf8.count < 4000)
            }
        }
        #expect(slowest < 0.05, "\(slowest) s")
    }
}
