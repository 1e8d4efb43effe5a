import Testing

@testable import SeedanceMedia

@Suite(.enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"))
struct FastStartCheckTests {
    @Test(arguments: [
        ("a.mp4", false), ("first.mp4", true), ("pieces.mp4", true), ("dash.mp4", true), ("a.mov", false),
        ("a.webm", true),
        ("front.webm", true), ("live.webm", false),
    ])
    func `the index stands in front, or a warning says where`(name: String, isFirst: Bool) throws {
        let bytes = try StructureClips().make(name, seconds: 0.5)
        let outcome = try FastStartCheck().examine(StructureClips.evidence(bytes))
        #expect(outcome.status == (isFirst ? .pass : .warn))
        #expect(outcome.value == (isFirst ? true : false) && !outcome.message.isEmpty)
        let places = [
            "front.webm": "in front of the media data", "a.webm": "behind the media data", "a.mp4": "faststart",
        ]
        if let place = places[name] { #expect(outcome.message.contains(place)) }
    }

    @Test func `a file without an index is not judged`() {
        var evidence = Evidence(file: FileEvidence(name: "a", bytes: 20, format: .video(.mp4)))
        evidence.structure = StructureClips.read(StructureHostileTests.fileType)
        #expect(FastStartCheck().examine(evidence).status == .skipped)
    }
}
