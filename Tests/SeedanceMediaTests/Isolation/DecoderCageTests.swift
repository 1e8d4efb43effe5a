import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// The library with a cage: workers are those of the command line's program.
@Suite(.serialized) struct DecoderCageTests {
    private static let program = try? ProcessBinary.path("seedance")
    private static let cage = program.flatMap { try? DecoderCage(.required, executable: $0) }
    private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("samples").path

    private func source(_ name: String) -> MediaSource { MediaSource(path: "\(Self.samples)/\(name)") }

    @Test(.enabled(if: cage != nil)) func `every stage gives with a cage what it gives without`() throws {
        let cage = try #require(Self.cage)
        #expect(
            try MediaInspector(cage: cage).inspect(source("clip.mp4")) == MediaInspector().inspect(source("clip.mp4")))
        #expect(
            try MediaInspector(cage: cage).inspect(source("phone.heic"))
                == MediaInspector().inspect(source("phone.heic")))
        let (one, other) = (
            try PictureFitter(cage: cage).fit(source("portrait.jpg")), try PictureFitter().fit(source("portrait.jpg"))
        )
        #expect(one.picture == other.picture && one.plan == other.plan && one.warnings == other.warnings)
        #expect(
            try PictureFitter(cage: cage).preview(of: source("portrait.jpg"), showing: one)
                == PictureFitter().preview(of: source("portrait.jpg"), showing: other))
        let (caged, free) = (
            try FrameExtractor(cage: cage).frames([.first, .last], of: source("clip.mp4")),
            try FrameExtractor().frames([.first, .last], of: source("clip.mp4"))
        )
        #expect(caged.map(\.picture) == free.map(\.picture))
        #expect(caged.map(\.source) == free.map(\.source))
    }

    @Test(.enabled(if: cage != nil)) func `bytes in memory and names that are not there are treated alike`() throws {
        let cage = try #require(Self.cage)
        let bytes = try MediaSource(path: "\(Self.samples)/sticker.png").read(limit: 1 << 24)
        #expect(
            try PictureFitter(cage: cage).fit(MediaSource(bytes: bytes, name: "x")).picture
                == PictureFitter().fit(MediaSource(bytes: bytes, name: "x")).picture)
        for name in ["missing.jpg", ""] {
            let (one, other) = (
                Result { () throws(MediaError) in try MediaInspector(cage: cage).inspect(source(name)) },
                Result { () throws(MediaError) in try MediaInspector().inspect(source(name)) }
            )
            #expect(one == other)
        }
        #expect(throws: MediaError.self) { try PictureFitter(cage: cage).fit(MediaSource(bytes: [], name: "x")) }
    }

    @Test(.enabled(if: cage != nil && MediaProgram.exists("ffmpeg"))) func `a conformed video is the same file`() throws
    {
        let cage = try #require(Self.cage)
        let folder = try MediaTemporaryFolder()
        let input = folder.file("in.mkv")
        _ = try #require(MediaProgram("ffmpeg")).run(
            ["-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=12:d=3", "-c:v", "mpeg4", "-bitexact", input])
        var reports = [ConformReport]()
        for (name, cage) in [("caged.mp4", cage), ("free.mp4", nil)] {
            reports.append(
                try VideoConformer(cage: cage).conform(MediaSource(path: input), to: folder.file(name)))
        }
        #expect(reports[0].changes == reports[1].changes && !reports[0].changes.isEmpty)
        #expect(try folder.read("caged.mp4") == folder.read("free.mp4"))
        #expect(try folder.names == ["caged.mp4", "free.mp4", "in.mkv"])
    }

    @Test(.enabled(if: cage != nil)) func `findings come one by one, and cancelling ends the worker's work`()
        async throws
    {
        let verifier = Verifier(cage: try #require(Self.cage))
        var ids = [String]()
        let verification = verifier.verification(of: source("clip.mp4"))
        for try await finding in verification { ids.append(finding.id) }
        let report = try await verification.report
        #expect(Set(ids) == Set(report.checks.map(\.id)))
        let cancelled = verifier.verification(of: source("clip.mp4"))
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.report }
    }

    @Test func `a program that cannot be a worker is no cage where one is required, and none is needed otherwise`()
        throws
    {
        #expect(throws: MediaError.self) { try DecoderCage(.required, executable: "/nonexistent") }
        let cage = try DecoderCage(.auto, executable: "/nonexistent")
        #expect(try cage.protections() == .none)
        #expect(
            try MediaInspector(cage: cage).inspect(source("clip.mp4")) == MediaInspector().inspect(source("clip.mp4")))
    }
}
