import Foundation
import SeedanceAPI
import Testing

@testable import LocalRunware

/// What faults of tasks look like to who asks.
@Suite struct TaskFaultTests {
    private static func submitted(
        _ fault: String, results: Int = 1, _ body: (Stand, VideoTask) async throws -> Void
    ) async throws {
        try await Stand.with(fault) { stand async throws in
            let task = Stand.task { $0.numberResults = results }
            #expect(try await stand.post(task.json).status == 200)
            try await body(stand, task)
        }
    }

    @Test(arguments: [
        ("provider", ServiceError.Kind.provider), ("safety", .safety), ("timeout", .timeout),
    ])
    func `a task fails with an error of its kind, and is not charged`(
        word: String, kind: ServiceError.Kind
    ) async throws {
        try await Self.submitted("task:fail=\(word)", results: 2) { stand, task async throws in
            let reply = try await stand.finished(task)
            #expect(reply.results.map(\.status) == [.error, .error])
            #expect(reply.errors.map(\.kind) == [kind, kind])
            #expect(await stand.service.charged == 0)
            #expect(await stand.service.charges[task.taskUUID ?? ""] == 1)
        }
    }

    @Test func `a task fails in errors instead of data`() async throws {
        try await Self.submitted("task:fail-in-errors=someCode", results: 3) { stand, task async throws in
            let reply = try await stand.finished(task)
            #expect(reply.results.isEmpty && reply.json["data"] == nil)
            #expect(reply.errors.map(\.code) == ["someCode"])
            #expect(reply.errors.first?.taskUUID == task.taskUUID)
        }
    }

    @Test func `a task that never ends keeps no other from ending`() async throws {
        try await Stand.with("task:never@1-4") { stand async throws in
            let tasks = (0..<5).map { _ in Stand.task() }
            for task in tasks { _ = try await stand.post(task.json) }
            #expect(try await stand.finished(tasks[4]).results.first?.status == .success)
            #expect(try await stand.poll(tasks[0]).results.first?.status == .processing)
        }
    }

    @Test func `a slow task takes so many seconds more`() async throws {
        let start = ContinuousClock.now
        try await Self.submitted("task:slow=0.3") { stand, task async throws in
            #expect(try await stand.finished(task).results.first?.status == .success)
            #expect(ContinuousClock.now - start > .milliseconds(300))
        }
    }

    @Test func `in disorder the last is first, and the order is another one each time`() async throws {
        var renderer = FixedRenderer()
        renderer.delay = .milliseconds(60)
        try await Stand.with("task:disorder", renderer: renderer) { stand async throws in
            let task = Stand.task { $0.numberResults = 3 }
            _ = try await stand.post(task.json)
            var first: VideoResult?
            while first == nil {
                first = try await stand.poll(task).results.first { $0.status == .success }
                try await Task.sleep(for: .milliseconds(3))
            }
            let file = try await stand.download(try #require(first?.videoURL))
            #expect(file.body == FixedRenderer.bytes(task, number: 3, count: 10_000))
            let orders = [try await stand.finished(task), try await stand.poll(task)].map {
                $0.results.map(\.videoUUID)
            }
            #expect(orders[0] != orders[1] && Set(orders[0]) == Set(orders[1]))
        }
    }

    @Test func `of several results one fails, and only the others are charged`() async throws {
        try await Self.submitted("task:partial", results: 3) { stand, task async throws in
            let reply = try await stand.finished(task)
            #expect(reply.results.filter { $0.status == .success }.count == 2)
            #expect(reply.results.filter { $0.status == .error }.count == 1)
            #expect(await stand.service.charged == Decimal(string: "0.81"))
        }
    }

    @Test func `a result can carry the video itself`() async throws {
        try await Self.submitted("task:base64") { stand, task async throws in
            let result = try await stand.finished(task).results.first
            let data = result?.videoBase64Data.flatMap { Data(base64Encoded: $0) }
            #expect(data.map(Array.init) == FixedRenderer.bytes(task, number: 1, count: 10_000))
            #expect(result?.videoURL == nil)
        }
        try await Self.submitted("task:data-uri") { stand, task async throws in
            let result = try await stand.finished(task).results.first
            #expect(result?.videoDataURI?.hasPrefix("data:video/mp4;base64,") == true && result?.videoURL == nil)
        }
    }
}
