import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct UploadTests {
    let folder: MediaTemporaryFolder
    let script = UploadScript()

    init() throws {
        folder = try MediaTemporaryFolder()
        try folder.write(UploadFiles.video("one"), to: "one.mp4")
        try folder.write(UploadFiles.video("one"), to: "copy.mp4")
        try folder.write(UploadFiles.video("two"), to: "two.mp4")
        try folder.write(UploadFiles.sound("la"), to: "song.wav")
    }

    private func error(_ task: VideoTask, seconds: Double = 600) async throws -> ClientError {
        do {
            _ = try await script.upload(task, in: folder.path, seconds: seconds)
        } catch let error as ClientError {
            return error
        }
        throw ProcessFailure("nothing was thrown")
    }

    @Test func `local videos and sounds give way to UUIDs, and everything else stays`() async throws {
        let address = "https://example.org/a.mp4"
        let task = UploadFiles.task(videos: ["file:one.mp4", address], sounds: ["file:song.wav"])
        let done = try await script.upload(task, in: folder.path)
        #expect(done.referenceVideos == [UploadScript.mediaUUID, address])
        #expect(done.referenceAudios == [UploadScript.mediaUUID])
        let sent = script.state.withLock { $0.sent }
        #expect(sent.map(\.mediaType) == [.mp4, .wav])
        #expect(sent.allSatisfy { UUIDFormat($0.uuid) == .version4 } && Set(sent.map(\.uuid)).count == 2)
        #expect(Uploader.uploads(of: done).isEmpty && Uploader.uploads(of: task).count == 2)
    }

    @Test func `the same content is sent once, whatever it is called, and never again`() async throws {
        let task = UploadFiles.task(videos: ["file:one.mp4", "file:copy.mp4", "file:one.mp4"])
        _ = try await script.upload(task, in: folder.path)
        _ = try await script.upload(task, in: folder.path)
        #expect(script.state.withLock { $0.sent.count } == 1)
        // What `sha256sum` says of the file.
        let known = script.state.withLock { Array($0.known.keys) }
        #expect(known == ["\(try Self.sha256(folder.file("one.mp4")))"])
    }

    private static func sha256(_ path: String) throws -> String {
        let program = try #require(MediaProgram("sha256sum") ?? MediaProgram("shasum"))
        let arguments = program.path.hasSuffix("shasum") ? ["-a", "256", path] : [path]
        return String(String(decoding: try program.run(arguments).output, as: UTF8.self).prefix(64))
    }

    @Test func `who uploads the same content at the same time waits for the first`() async throws {
        let task = UploadFiles.task(videos: ["file:one.mp4"])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { [script, path = folder.path] in _ = try await script.upload(task, in: path) }
            }
            try await group.waitForAll()
        }
        #expect(script.state.withLock { $0.sent.count } == 1)
    }

    @Test func `an upload that goes on in the service is asked about until it has a real UUID`() async throws {
        script.state.withLock {
            $0.sending = [.success(nil)]
            $0.polling = [
                .success(UploadScript.answer(["status": "processing"])),
                .success(UploadScript.answer(["mediaUUID": "pending"])), .failure(UploadScript.failure(.ambiguous)),
            ]
        }
        let done = try await script.upload(UploadFiles.task(videos: ["file:one.mp4"]), in: folder.path)
        #expect(done.referenceVideos == [UploadScript.mediaUUID])
        script.state.withLock { state in
            #expect(state.polled.count == 4 && Set(state.polled) == Set(state.sent.map(\.uuid)))
        }
    }

    @Test(arguments: [ServiceFailure.Nature.notSent, .ambiguous, .busy])
    func `what may not have arrived is sent again under the same UUID`(nature: ServiceFailure.Nature) async throws {
        script.state.withLock {
            $0.sending = [.failure(UploadScript.failure(nature)), .failure(UploadScript.failure(nature))]
        }
        let done = try await script.upload(UploadFiles.task(videos: ["file:one.mp4"]), in: folder.path)
        #expect(done.referenceVideos == [UploadScript.mediaUUID])
        script.state.withLock { #expect($0.sent.count == 3 && Set($0.sent.map(\.uuid)).count == 1) }
    }

    @Test func `a UUID that the service has already is asked about`() async throws {
        let conflict = ServiceError(json: ["code": "conflictTaskUUID", "message": "It is there."])
        script.state.withLock {
            $0.sending = [
                .failure(UploadScript.failure(.ambiguous)), .failure(UploadScript.failure(.refused, service: conflict)),
            ]
        }
        let done = try await script.upload(UploadFiles.task(videos: ["file:one.mp4"]), in: folder.path)
        #expect(done.referenceVideos == [UploadScript.mediaUUID])
        script.state.withLock { #expect($0.sent.count == 2 && $0.polled.count == 1) }
    }

    @Test func `an upload that the service lost is sent anew under another UUID`() async throws {
        script.state.withLock {
            $0.sending = [.success(nil)]
            $0.polling = [.success(nil), .success(nil), .success(nil)]
        }
        _ = try await script.upload(UploadFiles.task(videos: ["file:one.mp4"]), in: folder.path)
        script.state.withLock { #expect($0.sent.count == 2 && Set($0.sent.map(\.uuid)).count == 2) }
    }

    @Test func `a refusal names the file, without secrets, and is not repeated`() async throws {
        let refusal = ServiceError(json: ["code": "invalidMedia", "message": "No hunter2 here."])
        script.state.withLock {
            $0.sending = [.success(nil)]
            $0.polling = [.success(UploadScript.answer(nil, errors: [refusal]))]
        }
        let error = try await error(UploadFiles.task(videos: ["file:one.mp4"]))
        #expect(error.code == .refused && error.subject == "one.mp4" && error.service == refusal)
        #expect(error.message.contains("No … here.") && !error.message.contains("hunter2"))
        script.state.withLock { #expect($0.sent.count == 1 && $0.known.isEmpty) }
    }

    @Test func `the deadline ends it, with what was in the way`() async throws {
        script.state.withLock {
            $0.sending = Array(repeating: .failure(UploadScript.failure(.notSent)), count: 100_000)
        }
        let error = try await error(UploadFiles.task(videos: ["file:one.mp4"]), seconds: 0.05)
        #expect(
            error.code == .noConnection && error.subject == "one.mp4" && error.message.contains("The line is dead."))
    }

    @Test func `nothing is sent when one of the files is not to be used`() async throws {
        for (name, code, word) in [
            ("file:none.mp4", ClientError.Code.inputOutput, "no such file"), ("file:.", .inputOutput, "regular file"),
            ("file:song.wav", .invalidTask, "video/mp4"), ("file:empty.mp4", .invalidTask, "empty"),
            ("file:one.mp4#last", .invalidTask, "picture"),
        ] {
            try folder.write([], to: "empty.mp4")
            let error = try await error(UploadFiles.task(videos: ["file:two.mp4", name]))
            #expect(error.code == code && error.description.contains(word), "\(error)")
        }
        #expect(script.state.withLock { $0.sent.isEmpty })
    }

    @Test func `a pipe does not block, and a file over the limit is not read`() async throws {
        mkfifo(folder.file("pipe.wav"), 0o600)
        let pipe = try await error(UploadFiles.task(sounds: ["file:pipe.wav"]))
        #expect(pipe.code == .inputOutput && pipe.subject == "pipe.wav")
        try folder.write(UploadFiles.sound("la"), to: "huge.wav")
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file("huge.wav")))
        try file.truncate(atOffset: 1 << 40)
        let huge = try await error(UploadFiles.task(sounds: ["file:huge.wav"]))
        #expect(huge.code == .invalidTask && huge.message.contains("1099511627776"))
    }
}

@Suite struct UploadForgettingTests {
    private let uuids = ["11111111-2222-4333-8444-555555555555", "21111111-2222-4333-8444-555555555555"]
    private var task: VideoTask { UploadFiles.task(videos: [uuids[0]], sounds: [uuids[1]]) }

    @Test func `a file that an error names is missing, whatever the case`() {
        let error = ServiceError(json: ["code": "mediaNotFound", "message": .string("No \(uuids[1].uppercased()).")])
        #expect(MissingMedia.uuids(in: error, of: task) == [uuids[1]])
    }

    @Test func `a parameter that an error names stands for what is there`() {
        let error = ServiceError(
            json: ["code": "invalidInput", "message": "It does not exist.", "parameter": "inputs.referenceVideos"])
        #expect(MissingMedia.uuids(in: error, of: task) == [uuids[0]])
    }

    @Test func `an error about something else forgets nothing`() {
        let other = ServiceError(json: ["code": "invalidDuration", "message": .string("Too long for \(uuids[0])")])
        #expect(MissingMedia.uuids(in: other, of: task).isEmpty)
        #expect(MissingMedia.uuids(in: ServiceError(json: ["code": "modelNotFound"]), of: task).isEmpty)
    }
}
