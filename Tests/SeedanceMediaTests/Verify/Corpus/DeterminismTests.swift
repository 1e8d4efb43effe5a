import SeedanceAPI
import SeedanceMedia
import TestSupport
import Testing

/// The same file gives the same report, however busy the machine is.
@Suite(.enabled(if: Corpus.isPossible, "ffmpeg lacks an encoder of the corpus"))
struct DeterminismTests {
    @Test(arguments: CorpusContainer.allCases)
    func `the same file gives the same report five times`(container: CorpusContainer) async throws {
        let bytes = try Corpus.whole(container)
        var reports: [VerificationReport] = []
        for _ in 0..<5 { reports.append(try await report(bytes, container)) }
        #expect(Set(reports.map { without($0, "resources") }).count == 1)
        #expect(reports.allSatisfy { $0.series == reports[0].series && $0.duration == reports[0].duration })
    }

    @Test func `several files at once get what each gets alone`() async throws {
        var files: [(CorpusContainer, [UInt8])] = []
        for container in CorpusContainer.allCases { files.append((container, try Corpus.whole(container))) }
        // A damaged one among them.
        let mp4 = try CorpusFile(Corpus.file("base.mp4"), .mp4)
        files.append((.mp4, try mp4.changing("v:0", 50...52, Damage.garble)))
        var alone: [[Finding]] = []
        for (container, bytes) in files { alone.append(without(try await report(bytes, container), "resources")) }
        let together = try await withThrowingTaskGroup(of: (Int, VerificationReport).self) { group in
            for round in 0..<2 {
                for (number, file) in files.enumerated() {
                    _ = round
                    group.addTask { (number, try await report(file.1, file.0)) }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(together.count == 8)
        for (number, report) in together { #expect(without(report, "resources") == alone[number]) }
    }

    /// Decoding with threads alone told four of five such files differently from run to run.
    @Test func `a file with flipped bits gives the same report six times`() async throws {
        let clip = try #require(FlippableClip.h264.last).make()
        for bytes in try clip.flipped(copies: 5, seed: 4) {
            var reports: [VerificationReport] = []
            for _ in 0..<6 { reports.append(try await report(bytes, .mp4)) }
            #expect(reports.contains { $0.verdict != .pass })
            #expect(Set(reports.map { without($0, "resources") }).count == 1)
            #expect(reports.allSatisfy { $0.series == reports[0].series && $0.frames == reports[0].frames })
        }
    }

    private func report(_ bytes: [UInt8], _ container: CorpusContainer) async throws -> VerificationReport {
        try await Verifier().verify(
            MediaSource(bytes: bytes, name: "file"), expecting: Corpus.expectation(container))
    }

    /// Time and memory are another matter.
    private func without(_ report: VerificationReport, _ id: String) -> [Finding] {
        report.checks.filter { $0.id != id }
    }
}
