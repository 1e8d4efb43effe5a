import SeedanceMedia
import TestSupport
import Testing

/// Videos without a defect: a verifier that cries wolf is soon switched off.
@Suite(.enabled(if: Corpus.isPossible, "ffmpeg lacks an encoder of the corpus"))
struct CleanClipTests {
    @Test(arguments: CleanClip.all)
    func `a clean clip passes`(clip: CleanClip) async throws {
        let source = MediaSource(path: try clip.make(), name: clip.name)
        let report = try await Verifier().verify(source, expecting: clip.expectation)
        let complaints = report.checks.filter { $0.status == .fail || $0.status == .warn }
        #expect(
            complaints.allSatisfy { $0.status == .warn && clip.mayWarn.contains($0.id) }, "\(complaints.map(\.brief))")
        #expect(report.container == "\(clip.container)")
        #expect(report.size == clip.size)
        #expect(report.frames == Corpus.pictures)
    }

    @Test func `the sample of this repository passes`() async throws {
        // Its size makes decoding slow without optimisation.
        let report = try await Verifier(isQuick: true).verify(MediaSource(path: Corpus.file("clip.mp4")))
        #expect(report.verdict == .pass, "\(report.checks.filter { $0.status == .fail }.map(\.brief))")
    }
}
