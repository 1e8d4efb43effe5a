import Foundation
import SeedanceAPI
import Testing

@testable import LocalRunware

/// What the service says when nothing goes wrong. Source: Runware's documentation and the model's page.
@Suite struct ProtocolTests {
    @Test func `a task is acknowledged, worked on, finished and fetched`() async throws {
        let gate = FixedRenderer.Counter()
        try await Stand.with(renderer: FixedRenderer(gate: gate)) { stand async throws in
            let task = Stand.task()
            let (status, reply, wire) = try await stand.post(task.json)
            #expect(status == 200)
            #expect(reply.json == ["data": [["taskType": "videoInference", "taskUUID": .string(task.taskUUID ?? "")]]])
            #expect(wire.headers["content-type"] == "application/json")
            #expect(try await stand.poll(task).results.map(\.status) == [.processing])
            gate.add()
            let result = try #require(try await stand.finished(task).results.first)
            #expect(result.status == .success && result.taskUUID == task.taskUUID)
            #expect(result.videoUUID.flatMap { UUIDFormat($0) } == .version4)
            #expect(result.seed != nil && result.cost == nil && result.isUnsafe == nil)
            let file = try await stand.download(try #require(result.videoURL))
            #expect(file.status == 200)
            #expect(file.body == FixedRenderer.bytes(task, number: 1, count: 10_000))
            #expect(file.headers["content-type"] == "video/mp4")
            #expect(file.headers["content-length"] == "10000")
            #expect(file.headers["accept-ranges"] == "bytes")
            #expect(file.headers["etag"]?.hasPrefix("\"") == true)
            #expect(await stand.service.charges == [task.taskUUID ?? "": 1])
            #expect(await stand.service.charged == Decimal(string: "0.405"))
            #expect(await stand.service.requests[.submit] == 1)
            #expect(await stand.service.requests[.download] == 1)
        }
    }

    @Test(arguments: [("WEBM", "webm", "video/webm"), ("MOV", "mov", "video/quicktime")])
    func `formats have their own names and media types`(format: String, name: String, type: String) async throws {
        try await Stand.with { stand async throws in
            let address = try await stand.addresses(Stand.task { $0.outputFormat = format }).first
            #expect(try #require(address).contains(".\(name)?sig="))
            #expect(try await stand.download(#require(address)).headers["content-type"] == type)
        }
    }

    @Test func `several results have their own videos, seeds, and exact costs`() async throws {
        try await Stand.with { stand async throws in
            let task = Stand.task {
                $0.numberResults = 4
                $0.includeCost = true
                $0.checkContent = true
                $0.duration = 4
            }
            let acknowledgement = try await stand.post(task.json).reply
            #expect(acknowledgement.results.count == 1)
            let reply = try await stand.finished(task)
            #expect(reply.results.count == 4)
            #expect(Set(reply.results.map(\.videoUUID)).count == 4)
            #expect(Set(reply.results.map(\.seed)).count == 4)
            #expect(reply.results.allSatisfy { $0.json["cost"]?.number?.literal == "0.324" && $0.isUnsafe == false })
            for (index, result) in reply.results.enumerated() {
                let file = try await stand.download(try #require(result.videoURL))
                #expect(file.body == FixedRenderer.bytes(task, number: index + 1, count: 10_000))
            }
            #expect(await stand.service.charged == Decimal(string: "1.296"))
        }
    }

    @Test func `a UUID that is known already is a conflict, in either case, and nothing is charged`() async throws {
        try await Stand.with { stand async throws in
            let task = Stand.task()
            _ = try await stand.post(task.json)
            let again = Stand.task("Another cat.") { $0.taskUUID = task.taskUUID?.uppercased() }
            let (status, reply, _) = try await stand.post(again.json)
            #expect(status == 400)
            #expect(reply.errors.map(\.isRepeatedSubmission) == [true])
            #expect(reply.errors.first?.taskUUID == again.taskUUID)
            let twice = Stand.task()
            let both = try await stand.post(twice.json, twice.json)
            #expect(both.status == 200 && both.reply.results.count == 1 && both.reply.errors.count == 1)
            #expect(await stand.service.charges.values.allSatisfy { $0 == 1 })
        }
    }

    @Test func `one request can have results and errors, matched by UUID`() async throws {
        try await Stand.with { stand async throws in
            let (good, bad) = (Stand.task(), Stand.task { $0.duration = 99 })
            let (status, reply, _) = try await stand.post(bad.json, good.json)
            #expect(status == 200)
            #expect(reply.results(for: good.taskUUID ?? "").count == 1)
            #expect(reply.errors(for: bad.taskUUID ?? "").map(\.parameters) == [["duration"]])
            #expect(await stand.service.charges.count == 1)
        }
    }

    @Test func `an invalid task is refused with every problem in the service's shape`() async throws {
        try await Stand.with { stand async throws in
            let task = Stand.task {
                $0.outputFormat = "AVI"
                $0.outputQuality = 5
                $0.positivePrompt = nil
            }
            let (status, reply, _) = try await stand.post(task.json)
            #expect(status == 400 && reply.results.isEmpty)
            #expect(Set(reply.errors.flatMap(\.parameters)) == ["outputFormat", "outputQuality", "positivePrompt"])
            for error in reply.errors {
                #expect(error.kind == .validation, "\(error)")
                #expect(error.message?.isEmpty == false && error.type != nil && error.documentation != nil)
                #expect(error.taskType == "videoInference" && error.taskUUID == task.taskUUID)
            }
            let format = reply.errors.first { $0.parameters == ["outputFormat"] }
            #expect(format?.allowedValues == ["MP4", "WEBM", "MOV"])
            #expect(await stand.service.charges.isEmpty)
            // What was refused was never taken, so its UUID is free.
            #expect(try await stand.post(Stand.task { $0.taskUUID = task.taskUUID }.json).status == 200)
        }
    }

    @Test(arguments: [
        (nil, 401, ServiceError.Kind.credentials), ("", 401, .credentials), ("wrong", 401, .credentials),
        ("broke", 402, .balance),
    ])
    func `a key that is not good is refused`(key: String?, status: Int, kind: ServiceError.Kind) async throws {
        try await Stand.with { stand async throws in
            let (answered, reply, _) = try await stand.post(Stand.task().json, key: key)
            #expect(answered == status && reply.errors.map(\.kind) == [kind])
            #expect(await stand.service.charges.isEmpty)
        }
    }

    @Test func `without money one can still ask`() async throws {
        try await Stand.with { stand async throws in
            let task = Stand.task()
            _ = try await stand.post(task.json)
            let poll: JSONValue = ["taskType": "getResponse", "taskUUID": .string(task.taskUUID ?? "")]
            #expect(try await stand.post(poll, key: "broke").status == 200)
        }
    }

    @Test(arguments: ["{}", "null", "[]", "[1]", "[{}]", "7", "{", "", "[{\"taskType\":\"imageInference\"}]"])
    func `a body that is no array of tasks is an error`(body: String) async throws {
        try await Stand.with { stand async throws in
            let wire = try #require(WireReply(await stand.post(bytes: Array(body.utf8))))
            #expect(wire.status == 400)
            #expect(try ServiceReply(parsing: wire.body).errors.first?.code?.isEmpty == false)
        }
    }

    @Test func `a body over the limit is 413, and one below it is read`() async throws {
        let limit = ModelProfile.seedance2Mini.limits.bodyBytes
        try await Stand.with { stand async throws in
            let large = try #require(WireReply(await stand.post(bytes: [UInt8](repeating: 32, count: limit + 1))))
            #expect(large.status == 413)
            let padding = [UInt8](repeating: 32, count: 5_000_000)
            let task = Stand.task()
            let wire = try #require(
                WireReply(await stand.post(bytes: JSONValue.array([task.json]).encoded() + padding)))
            #expect(wire.status == 200)
        }
    }

    @Test func `other methods and paths are errors`() async throws {
        try await Stand.with { stand async throws in
            #expect(WireReply(await stand.send("GET", "/v1"))?.status == 405)
            #expect(WireReply(await stand.send("GET", "/"))?.status == 404)
            #expect(WireReply(await stand.send("GET", "/videos/../../etc/passwd"))?.status == 404)
            #expect(WireReply(await stand.send("POST", "/videos/x.mp4"))?.status == 405)
        }
    }

    @Test func `an unknown UUID is an error that says so`() async throws {
        try await Stand.with { stand async throws in
            for type in ["getResponse", "getTaskDetails"] {
                let question: JSONValue = ["taskType": .string(type), "taskUUID": .string(VideoTask.newUUID())]
                let (status, reply, _) = try await stand.post(question)
                #expect(status == 404 && reply.errors.map(\.code) == ["taskNotFound"])
                #expect(reply.errors.first?.kind == .notFound)
            }
        }
    }

    @Test func `details have the request without its pictures, and the response`() async throws {
        try await Stand.with { stand async throws in
            let picture = Stand.picture(bytes: 90_000)
            let task = VideoTask(positivePrompt: "A cat.", frameImages: [FrameImage(picture, .first)])
            #expect(try await stand.post(task.json).status == 200)
            _ = try await stand.finished(task)
            let question: JSONValue = ["taskType": "getTaskDetails", "taskUUID": .string(task.taskUUID ?? "")]
            let (_, reply, wire) = try await stand.post(question)
            let item = try #require(reply.results.first?.json)
            #expect(item["request"]?["positivePrompt"] == "A cat.")
            #expect(item["response"]?["data"]?[0]?["status"] == "success")
            #expect(wire.body.count < 5000)
        }
    }

    @Test func `a dry run is priced and validated, and makes no task`() async throws {
        try await Stand.with { stand async throws in
            let task = Stand.task { $0.duration = 15 }
            let header = ["X-Runware-Dry-Run": "1"]
            let (status, reply, _) = try await stand.post(task.json, headers: header)
            #expect(status == 200 && reply.results.first?.cost == Decimal(string: "1.215"))
            #expect(try await stand.post(Stand.task { $0.duration = 1 }.json, headers: header).status == 400)
            #expect(try await stand.poll(task).errors.first?.code == "taskNotFound")
            #expect(await stand.service.charges.isEmpty && stand.renderer.calls.count == 0)
            #expect(await stand.service.requests[.dryRun] == 2)
        }
    }

    @Test func `equal tasks share a file, and others do not`() async throws {
        try await Stand.with { stand async throws in
            for index in 0..<6 { _ = try await stand.addresses(Stand.task("A cat \(index % 2).")) }
            #expect(stand.renderer.calls.count == 2)
            _ = try await stand.addresses(Stand.task("A cat 0.") { $0.audio = false })
            #expect(stand.renderer.calls.count == 3)
        }
    }

    @Test func `a renderer that fails makes a task that failed and is not charged`() async throws {
        struct Broken: VideoRendering {
            func render(
                _ task: VideoTask, number: Int, to path: String, media: @escaping @Sendable (String) -> String?
            ) async throws { throw FaultRuleError(message: "out of paint") }
        }
        try await Stand.with(change: { $0.renderer = Broken() }) { stand async throws in
            let task = Stand.task()
            _ = try await stand.post(task.json)
            let result = try #require(try await stand.finished(task).results.first)
            #expect(result.status == .error && result.error?.message == "out of paint")
            #expect(await stand.service.charged == 0)
        }
    }
}
