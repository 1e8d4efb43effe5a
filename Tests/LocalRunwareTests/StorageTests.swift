import Foundation
import SeedanceAPI
import Testing

@testable import LocalRunware

/// `mediaStorage`.
@Suite struct StorageTests {
    private static func upload(_ media: String, as uuid: String = VideoTask.newUUID()) -> JSONValue {
        ["taskType": "mediaStorage", "taskUUID": .string(uuid), "operation": "upload", "media": .string(media)]
    }

    @Test func `a small file is there at once, and can be fetched and referred to`() async throws {
        try await Stand.with { stand async throws in
            let clip = Stand.clip(bytes: 1000)
            let (status, reply, _) = try await stand.post(Self.upload(clip))
            let item = try #require(reply.results.first)
            #expect(status == 200 && item.taskType == "mediaStorage")
            let uuid = try #require(item.mediaUUID)
            let file = try await stand.download(try #require(item.mediaURL))
            #expect(file.status == 200 && file.headers["content-type"] == "video/mp4")
            #expect(try file.body == DataURI(parsing: clip, maximumBytes: 10_000).data)

            let task = Stand.task { $0.referenceVideos = [uuid] }
            #expect(try await stand.post(task.json).status == 200)
            #expect(try await stand.finished(task).results.map(\.status) == [.success])
        }
    }

    @Test func `base64 and an address of its own are taken too, and one of elsewhere is not`() async throws {
        try await Stand.with { stand async throws in
            let clip = Stand.clip(bytes: 500)
            let base64 = String(clip.drop { $0 != "," }.dropFirst())
            let first = try await stand.post(Self.upload(base64)).reply.results.first
            let again = try await stand.post(Self.upload(try #require(first?.mediaURL)))
            #expect(again.status == 200 && again.reply.results.first?.mediaUUID != first?.mediaUUID)
            let elsewhere = try await stand.post(Self.upload("https://example.org/a.mp4"))
            #expect(elsewhere.status == 400 && elsewhere.reply.errors.first?.code == "invalidValueUploadFailed")
            let wrong = try await stand.post(Self.upload("data:video/mp4;base64,AAAA"))
            #expect(wrong.status == 400 && wrong.reply.errors.first?.parameters == ["media"])
        }
    }

    @Test func `a large file comes after it was acknowledged`() async throws {
        try await Stand.with { stand async throws in
            let uuid = VideoTask.newUUID()
            let (_, reply, _) = try await stand.post(Self.upload(Stand.clip(bytes: 1_100_000), as: uuid))
            #expect(reply.results.first?.mediaUUID == nil && reply.errors.isEmpty)
            let question: JSONValue = ["taskType": "getResponse", "taskUUID": .string(uuid)]
            #expect(try await stand.post(question).reply.results.first?.status == .processing)
            let item = try await stand.post(question).reply.results.first
            #expect(item?.status == .success && item?.mediaUUID != nil)
        }
    }

    @Test func `the same upload twice is a conflict, and asking tells its name`() async throws {
        try await Stand.with { stand async throws in
            let uuid = VideoTask.newUUID()
            let first = try await stand.post(Self.upload(Stand.clip(bytes: 10), as: uuid)).reply.results.first
            let second = try await stand.post(Self.upload(Stand.clip(bytes: 10), as: uuid)).reply
            #expect(second.errors.map(\.isRepeatedSubmission) == [true])
            let question: JSONValue = ["taskType": "getResponse", "taskUUID": .string(uuid)]
            #expect(try await stand.post(question).reply.results.first?.mediaUUID == first?.mediaUUID)
        }
    }

    @Test func `what was deleted, or never there, cannot be referred to`() async throws {
        try await Stand.with { stand async throws in
            let uuid = try #require(
                try await stand.post(Self.upload(Stand.clip(bytes: 10))).reply.results.first?.mediaUUID)
            let delete: JSONValue = [
                "taskType": "mediaStorage", "taskUUID": .string(VideoTask.newUUID()), "operation": "delete",
                "mediaUUID": .string(uuid),
            ]
            #expect(try await stand.post(delete).status == 200)
            #expect(try await stand.post(delete).status == 404)
            for media in [uuid, VideoTask.newUUID()] {
                let (status, reply, _) = try await stand.post(Stand.task { $0.referenceVideos = [media] }.json)
                #expect(status == 400 && reply.errors.first?.code == "invalidValueUploadFailed")
                #expect(reply.errors.first?.parameters == ["inputs.referenceVideos[0]"])
            }
            #expect(await stand.service.charges.isEmpty)
        }
    }

    @Test func `uploads without an operation, media or UUID are errors`() async throws {
        try await Stand.with { stand async throws in
            let uuid = JSONValue.string(VideoTask.newUUID())
            let wrong: [JSONValue] = [
                ["taskType": "mediaStorage", "taskUUID": uuid], ["taskType": "mediaStorage", "operation": "upload"],
                ["taskType": "mediaStorage", "taskUUID": uuid, "operation": "upload"],
                ["taskType": "mediaStorage", "taskUUID": uuid, "operation": "delete"],
                ["taskType": "mediaStorage", "taskUUID": "x", "operation": "upload", "media": "AAAA"],
            ]
            for json in wrong { #expect(try await stand.post(json).status == 400) }
        }
    }
}
