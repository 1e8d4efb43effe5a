import Foundation
import SeedanceMedia
import Synchronization
import TestSupport
import Testing

/// Files that were whole once.
@Suite(.enabled(if: Corpus.isPossible, "ffmpeg lacks an encoder of the corpus"))
struct DamageTests {
    /// How a file that is to be cut is made.
    struct Cuttable: Sendable, CustomTestStringConvertible {
        let name: String
        let container: CorpusContainer
        var testDescription: String { name }

        static let all = [
            Cuttable(name: "MP4, index first", container: .mp4), Cuttable(name: "MP4, index last", container: .mp4),
            Cuttable(name: "QuickTime", container: .mov), Cuttable(name: "WebM", container: .webm),
        ]

        func make() throws -> CorpusFile {
            let layout =
                container == .webm ? "" : name.hasSuffix("last") ? "-movflags -faststart" : "-movflags +faststart"
            let slug = name.filter { $0.isLetter }
            let command = "SCENE SOUND VIDEO \(layout) -s 128x72 -frames:v 49 AUDIO -t 2.042 @out"
            return try CorpusFile(try Corpus.make("cut-\(slug).\(container)", container, [command]), container)
        }
    }

    @Test(arguments: Cuttable.all)
    func `a file that is cut anywhere fails`(kind: Cuttable) async throws {
        let file = try kind.make()
        var expectation = Corpus.expectation(kind.container)
        expectation.sizes = [.init(width: 128, height: 72)]
        expectation.duration = 2
        let whole = try await Verifier().verify(MediaSource(path: file.path), expecting: expectation)
        #expect(whole.verdict != .fail, "\(whole.checks.filter { $0.status == .fail })")
        // Nothing is known of what was asked here: a cut has to show by itself.
        var nothing = Corpus.expectation(kind.container)
        nothing.sizes = expectation.sizes
        nothing.duration = nil
        nothing.hasAudio = nil
        let count = file.bytes.count
        let evenly = (1...36).map { count * $0 / 37 }
        for length in evenly + [1, 7, 8, 100, count - 1, count - 2, count - 9, count - 100] {
            let source = MediaSource(bytes: Array(file.bytes.prefix(length)), name: "\(length) of \(count) bytes")
            let verdict = try await judged(source, nothing)
            #expect(verdict != .pass && verdict != .warn, "\(kind.name): \(length) of \(count) bytes")
        }
    }

    /// What was said; nil when the file could not be judged at all, and a named error says why.
    private func judged(
        _ source: MediaSource, _ expectation: VideoExpectation
    ) async throws -> VerificationReport.Verdict? {
        do {
            return try await Verifier().verify(source, expecting: expectation).verdict
        } catch let error as MediaError {
            #expect(!error.message.isEmpty)
            return nil
        }
    }

    /// 120 copies of clips as large as the service makes them; 112 were noticed. Of clips of 128x72 pixels, each of whose
    /// pictures has only a few bits, it were 87. What is missed is also missed by FFmpeg's own program at its strictest.
    @Test func `flipped bits in H264 are noticed`() async throws {
        let result = try await share(of: FlippableClip.h264, total: 120)
        print("Flipped bits noticed in H.264: \(result.found) of \(result.total); not: \(result.missed)")
        #expect(Double(result.found) >= 0.87 * Double(result.total), "not noticed: \(result.missed)")
    }

    /// VP9 has no redundancy that a decoder could miss: 1 of 40 copies was noticed. What is asserted is that FFmpeg's own
    /// program, at its strictest, notices no more.
    @Test func `no less is noticed of flipped bits in VP9 than can be`() async throws {
        let result = try await share(of: FlippableClip.vp9, total: 12)
        print("Flipped bits noticed in VP9: \(result.found) of \(result.total)")
        #expect(result.found + result.missed.count == 12)
    }

    private func share(
        of clips: [FlippableClip], total: Int
    ) async throws -> (found: Int, total: Int, missed: [String]) {
        var (found, count, missed) = (0, 0, [String]())
        try await withThrowingTaskGroup(of: (Int, Int, [String]).self) { group in
            for (number, clip) in clips.enumerated() {
                let copies = total / clips.count + (number < total % clips.count ? 1 : 0)
                group.addTask { try await Self.noticed(clip, copies: copies, seed: UInt64(number)) }
            }
            for try await part in group {
                found += part.0
                count += part.1
                missed += part.2
            }
        }
        return (found, count, missed)
    }

    private static func noticed(
        _ clip: FlippableClip, copies: Int, seed: UInt64
    ) async throws -> (Int, Int, [String]) {
        let file = try clip.make()
        var expectation = Corpus.expectation(clip.container)
        expectation.sizes = [.init(width: 864, height: 496)]
        let whole = try await Verifier().verify(MediaSource(path: file.path), expecting: expectation)
        let passing = Set(whole.checks.filter { $0.status == .pass }.map(\.id))
        #expect(whole["decode"]?.status == .pass, "\(clip.name)")
        var (found, missed) = (0, [String]())
        for (number, bytes) in try file.flipped(copies: copies, seed: SplitMix64.testSeed &+ seed).enumerated() {
            let source = MediaSource(bytes: bytes, name: clip.name)
            let isNoticed: Bool
            do {
                let report = try await Verifier().verify(source, expecting: expectation)
                isNoticed = report.checks.contains { passing.contains($0.id) && $0.status != .pass }
            } catch is MediaError {
                isNoticed = true
            }
            if isNoticed {
                found += 1
            } else {
                missed.append("\(clip.name) #\(number)")
                let path = try Corpus.write(bytes, to: "missed-\(seed)-\(number).\(clip.container)")
                let complaints = try FrameOriginal.complaints(about: path)
                #expect(complaints.isEmpty, "\(clip.name) #\(number): ffmpeg notices what is missed")
            }
        }
        return (found, copies, missed)
    }
}
