import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// What goes between a process and its workers. Half of it comes from a process that a stranger's file may have taken over.
struct WireTests {
    private static func report() throws -> VerificationReport {
        try Verifier(isIllustrated: true).report(
            on: MediaSource(path: clip), expecting: VideoExpectation())
    }

    private static let clip = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("samples/clip.mp4").path

    @Test func `a whole report comes out as it went in`() throws {
        let report = try Self.report()
        #expect(!report.thumbnails.isEmpty && !report.series.brightness.isEmpty && report.fingerprint != nil)
        let bytes = try WireEncoder.encode(report)
        #expect(try WireDecoder.decode(VerificationReport.self, from: bytes) == report)
    }

    @Test func `numbers in JSON keep every digit`() throws {
        let value: JSONValue = ["a": .number(try #require(JSONNumber(literal: "1.500"))), "b": [.null, true, "x"]]
        let back = try WireDecoder.decode(JSONValue.self, from: WireEncoder.encode(value))
        #expect(back["a"]?.number?.literal == "1.500")
        #expect(back == value)
    }

    @Test func `what became of a draft comes out as it went in`() throws {
        let problem = TaskProblem(.valueNotAllowed, "a[0].b", "a[0].b is wrong.", allowed: ["first", 0, .null])
        var outcome = DraftOutcome(task: ["a": 1], problems: [problem], warnings: [problem], uploadPaths: ["x"])
        outcome.refuse("b", MediaError(.decoderCrashed, "b", "c", hint: "d"))
        let back = try WireDecoder.decode(DraftOutcome.self, from: WireEncoder.encode(outcome))
        #expect(back.task == outcome.task && back.problems == outcome.problems && back.warnings == [problem])
        #expect(back.errors == outcome.errors && back.uploadPaths == ["x"])
    }

    @Test func `absence, errors and empty lists come out as they went in`() throws {
        let answers: [JobAnswer<[Finding]>] = [
            .done([]), .failed(MediaError(.damaged, "a", "b")), .failed(MediaError(.damaged, "a", "b", hint: "c")),
        ]
        for answer in answers {
            let back = try WireDecoder.decode(JobAnswer<[Finding]>.self, from: WireEncoder.encode(answer))
            switch (answer, back) {
            case (.done(let one), .done(let other)): #expect(one == other)
            case (.failed(let one), .failed(let other)): #expect(one == other)
            default: Issue.record("\(back)")
            }
        }
    }

    @Test func `an answer that is cut, changed or made up is an error and never a trap`() throws {
        var report = try Self.report()
        report.thumbnails = []
        let good = try WireEncoder.encode(report)
        var random = SplitMix64(seed: SplitMix64.testSeed)
        var refused = 0
        for _ in 0..<5000 {
            var bytes = good
            switch UInt8.random(in: 0..<3, using: &random) {
            case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
            case 1:
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    bytes[Int.random(in: 0..<min(bytes.count, 4096), using: &random)] = .random(
                        in: 0...255, using: &random)
                }
            default:
                // Counts are eight bytes, least first.
                let place = Int.random(in: 0..<bytes.count - 8, using: &random)
                for offset in 0..<8 { bytes[place + offset] = 255 }
            }
            if (try? WireDecoder.decode(VerificationReport.self, from: bytes)) == nil { refused += 1 }
        }
        #expect(refused > 2500)
    }

    @Test func `what no picture can be is refused`() throws {
        struct Made: Encodable {
            let size: PixelSize
            let pixels: [UInt8]
        }
        for (width, height, count) in [(2, 2, 11), (-1, -12, 36), (Int.max, 2, 12), (1 << 32, 1 << 32, 0), (0, 0, 0)] {
            let made = Made(size: PixelSize(width: width, height: height), pixels: [UInt8](repeating: 0, count: count))
            #expect(throws: (any Error).self) {
                try WireDecoder.decode(Picture.self, from: WireEncoder.encode(made))
            }
        }
        #expect(throws: (any Error).self) {
            try WireDecoder.decode([Double].self, from: WireEncoder.encode([Double.infinity]))
        }
    }

    @Test func `nesting has an end`() {
        // Lists of one list each: tag 9, a count of one.
        let deep =
            [UInt8](repeating: 0, count: 0) + (0..<5000).flatMap { _ in [9, 1, 0, 0, 0, 0, 0, 0, 0] as [UInt8] } + [0]
        #expect(throws: WireError(message: "it is nested too deeply")) { try WireValue(parsing: deep) }
    }
}
