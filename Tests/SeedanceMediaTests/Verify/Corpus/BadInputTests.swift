import Foundation
import SeedanceAPI
import SeedanceMedia
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Whatever is given to the verifier, it answers with a verdict and its reasons or with an error that has a name.
@Suite(.enabled(if: Corpus.isPossible, "ffmpeg lacks an encoder of the corpus"))
struct BadInputTests {
    private func expectation(_ path: String) -> VideoExpectation {
        Corpus.expectation(path.hasSuffix("webm") ? .webm : path.hasSuffix("mov") ? .mov : .mp4)
    }

    @Test(.timeLimit(.minutes(30)), arguments: BadInput.all)
    func `bad input gets a verdict with reasons or a named error`(bad: BadInput) async throws {
        let path = try bad.make()
        do {
            let report = try await Verifier().verify(
                MediaSource(path: path, name: bad.name), expecting: expectation(path))
            try expectSound(report)
            let failures = report.checks.filter { $0.status == .fail }
            switch bad.outcome {
            case .fails(let words):
                #expect(failures.contains { $0.message.contains(words) }, "\(failures.map(\.brief))")
            case .refused: #expect(!failures.isEmpty, "\(report.checks.map(\.brief))")
            case .judged: break
            }
        } catch let error as MediaError {
            #expect(!error.message.isEmpty && error.code != .internalDefect, "\(error)")
            #expect(error.input == bad.name)
            if case .judged = bad.outcome { return }
            if case .fails(let words) = bad.outcome { #expect(error.description.contains(words), "\(error)") }
        }
    }

    /// Everything that a program reads is a number that JSON can write, and every failure says why.
    private func expectSound(_ report: VerificationReport) throws {
        for check in report.checks {
            #expect(!check.message.isEmpty, "\(check.id)")
            for text in [check.message, check.expected ?? "", check.value?.text() ?? ""] {
                #expect(!text.contains("nan") && !text.contains("inf "), "\(check.id): \(text)")
            }
            #expect(check.at.allSatisfy { $0.from.isFinite && $0.to.isFinite && $0.from <= $0.to }, "\(check.id)")
        }
        for number in [report.duration, report.frameRate] { #expect(number?.isFinite != false) }
    }

    // MARK: What is no regular file

    private func error(_ source: MediaSource) async throws -> MediaError? {
        do {
            _ = try await Verifier().verify(source, expecting: VideoExpectation())
            return nil
        } catch let error as MediaError {
            return error
        }
    }

    @Test(.timeLimit(.minutes(30))) func `a pipe is not waited for`() async throws {
        let folder = try MediaTemporaryFolder()
        #expect(mkfifo(folder.file("pipe.mp4"), 0o600) == 0)
        let error = try await error(MediaSource(path: folder.file("pipe.mp4"), name: "pipe.mp4"))
        #expect(error?.code == .notAFile && error?.input == "pipe.mp4")
    }

    @Test func `a folder, a missing file and a device are named errors`() async throws {
        let folder = try MediaTemporaryFolder()
        #expect(try await error(MediaSource(path: folder.path, name: "folder"))?.code == .notAFile)
        #expect(try await error(MediaSource(path: folder.file("gone.mp4"), name: "gone.mp4"))?.code == .notFound)
        #expect(try await error(MediaSource(path: "/dev/zero", name: "zero"))?.code == .notAFile)
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func `a file without permission is a named error`() async throws {
        let folder = try MediaTemporaryFolder()
        try folder.write(try Corpus.whole(.mp4), to: "secret.mp4")
        chmod(folder.file("secret.mp4"), 0)
        #expect(try await error(MediaSource(path: folder.file("secret.mp4"), name: "s"))?.code == .permissionDenied)
    }
}
