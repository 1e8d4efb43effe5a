import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// The library's own way to verify: findings while it runs, progress, cancellation.
@Suite(.enabled(if: MediaProgram.exists("ffmpeg"), "ffmpeg is not installed"))
struct VerifierTests {
    /// A small clip of `seconds`, with sound.
    private func clip(_ folder: MediaTemporaryFolder, seconds: Int) throws -> MediaSource {
        let path = folder.file("clip.mp4")
        let run = try #require(MediaProgram("ffmpeg")).run([
            "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=24:d=\(seconds)", "-f", "lavfi", "-i",
            "sine=440:d=\(seconds)", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac",
            path,
        ])
        try #require(run.status == 0)
        return MediaSource(path: path)
    }

    private var small: VideoExpectation {
        var expectation = VideoExpectation()
        expectation.sizes = [PixelSize(width: 160, height: 90)]
        return expectation
    }

    @Test func `findings come one by one, those about the container first`() async throws {
        let folder = try MediaTemporaryFolder()
        let verification = Verifier().verification(of: try clip(folder, seconds: 2), expecting: small)
        var ids = [String]()
        for try await finding in verification { ids.append(finding.id) }
        let report = try await verification.report
        #expect(Set(ids) == Set(Checks.all.map(\.id)))
        #expect(ids.count == Checks.all.count, "each once")
        #expect(report.checks.map(\.id) == Checks.all.map(\.id), "a report has them in the order of the list")
        let complete = try #require(ids.firstIndex(of: "complete"))
        let decode = try #require(ids.firstIndex(of: "decode"))
        #expect(complete < decode)
        #expect(verification.fractionCompleted == 1)
    }

    @Test func `progress rises while it runs`() throws {
        let folder = try MediaTemporaryFolder()
        var parts = [Double]()
        let source = try clip(folder, seconds: 2)
        _ = try Verifier().report(on: source, expecting: small) { parts.append($0) }
        #expect(parts.count > 10)
        #expect(parts == parts.sorted())
        #expect(parts.allSatisfy { (0...1).contains($0) })
    }

    @Test func `cancelling stops the decoding where it is`() throws {
        let folder = try MediaTemporaryFolder()
        let source = try clip(folder, seconds: 60)
        let control = VerificationControl()
        var found = [String]()
        #expect(throws: CancellationError.self) {
            try VerificationRun(source, small, Verifier(), control).run { part in
                if part > 0.2 { control.cancel() }
            } found: {
                found.append($0.id)
            }
        }
        #expect(control.fraction < 0.3)
        #expect(found.contains("complete"), "what was known before has been said")
        #expect(!found.contains("decode"))
    }

    @Test func `a cancelled verification throws and gives no report`() async throws {
        let folder = try MediaTemporaryFolder()
        let verification = Verifier().verification(of: try clip(folder, seconds: 60), expecting: small)
        verification.cancel()
        await #expect(throws: CancellationError.self) { try await verification.report }
        #expect(verification.fractionCompleted < 1)
    }

    @Test func `cancelling the task that waits cancels the verification`() async throws {
        let folder = try MediaTemporaryFolder()
        let source = try clip(folder, seconds: 300)
        let (limits, expectation) = (unhurried, small)
        let task = Task { try await Verifier(limits: limits).verify(source, expecting: expectation) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    private var unhurried: Limits {
        var limits = Limits.standard
        limits.seconds = 600
        return limits
    }

    @Test func `a quick run decodes nothing and says so`() async throws {
        let folder = try MediaTemporaryFolder()
        let report = try await Verifier(isQuick: true).verify(try clip(folder, seconds: 2), expecting: small)
        #expect(report["black"]?.status == .skipped)
        #expect(report["silence"]?.message.contains("quick") == true)
        #expect(report["duration"]?.status == .pass)
        #expect(report["frame-count"]?.value == 48)
        #expect(report.verdict != .fail)
    }

    @Test func `what takes longer than allowed is an error, and no verdict`() async throws {
        let folder = try MediaTemporaryFolder()
        var limits = Limits.standard
        limits.seconds = 0.01
        let source = try clip(folder, seconds: 120)
        let (verifier, expectation) = (Verifier(limits: limits), small)
        let error = await #expect(throws: MediaError.self) { try await verifier.verify(source, expecting: expectation) }
        #expect(error?.code == .timeout)
    }

    @Test func `checks that need no decoding answer where decoding fails`() async throws {
        let folder = try MediaTemporaryFolder()
        var bytes = try clip(folder, seconds: 2).read(limit: 10_000_000)
        // The codec's name in the sample entry.
        let name = try #require(bytes.indices.dropLast(4).last { Array(bytes[$0..<$0 + 4]) == Array("avc1".utf8) })
        bytes.replaceSubrange(name..<name + 4, with: Array("zzzz".utf8))
        let report = try await Verifier().verify(MediaSource(bytes: bytes, name: "unknown.mp4"), expecting: small)
        #expect(report.verdict == .fail)
        #expect(report["decode"]?.status == .fail)
        #expect(report["complete"]?.status == .pass)
        #expect(report["duration"]?.status == .pass)
        #expect(report["black"]?.status == .skipped)
    }

    @Test func `with the hash and the length that were announced, another file is found out`() async throws {
        let folder = try MediaTemporaryFolder()
        let source = try clip(folder, seconds: 2)
        let bytes = try source.read(limit: 10_000_000)
        let sum = try #require(MediaProgram("sha256sum")).run([folder.file("clip.mp4")])
        var expectation = small
        expectation.byteCount = bytes.count
        expectation.sha256 = String(decoding: sum.output.prefix(64), as: UTF8.self).uppercased()
        #expect(try await Verifier().verify(source, expecting: expectation)["complete"]?.status == .pass)
        expectation.sha256 = String(repeating: "0", count: 64)
        #expect(try await Verifier().verify(source, expecting: expectation)["complete"]?.status == .fail)
        expectation.sha256 = nil
        expectation.byteCount = bytes.count + 1
        #expect(try await Verifier().verify(source, expecting: expectation)["complete"]?.status == .fail)
    }
}
