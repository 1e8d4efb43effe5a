import Foundation
@testable import SeedanceMedia
import TestSupport
import Testing

/// Defects that are put into a video on purpose: each is found by the check that names it, and nothing else is.
@Suite(.enabled(if: Corpus.isPossible, "ffmpeg lacks an encoder of the corpus"))
struct PlantedDefectTests {
    @Test(arguments: PlantedDefect.cases)
    func `a planted defect is found by the check that names it`(planted: PlantedDefect.Case) async throws {
        let path = try planted.make()
        defer { if !Corpus.isKept { try? FileManager.default.removeItem(atPath: path) } }
        let defect = planted.defect
        let report = try await Verifier().verify(MediaSource(path: path), expecting: planted.expectation)
        let finding = try #require(report[defect.check], "there is no check \(defect.check)")
        #expect(finding.status == defect.status, "\(finding.brief)")
        #expect(!finding.message.isEmpty)
        #expect(defect.shows?(finding) != false, "\(finding.brief)")
        let others = report.checks.filter {
            ($0.status == .fail || $0.status == .warn) && $0.id != defect.check && !defect.also.contains($0.id)
        }
        #expect(others.isEmpty, "\(others.map(\.brief))")
    }

    @Test(arguments: CorpusContainer.allCases)
    func `the file that all defects are put into has none`(container: CorpusContainer) async throws {
        let path = try Corpus.make("whole.\(container)", container, [PlantedDefect.base])
        let report = try await Verifier().verify(
            MediaSource(path: path), expecting: Corpus.expectation(container))
        #expect(report.verdict == .pass, "\(report.checks.filter { $0.status != .pass }.map(\.brief))")
        #expect(
            report.checks.filter { $0.status == .skipped }.map(\.id).sorted() == [
                "first-frame", "last-frame", "near-duplicate",
            ])
    }

    @Test func `every check has a planted defect`() {
        let planted = Set(PlantedDefect.all.map(\.check))
        let missing = Checks.all.map(\.id).filter {
            !planted.contains($0) && !["near-duplicate", "resources"].contains($0)
        }
        #expect(missing.isEmpty)
        #expect(PlantedDefect.all.count >= 48)
    }
}
