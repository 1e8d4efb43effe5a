import Foundation
import SeedanceAPI
import Testing

@testable import LocalRunware

/// What the stand-in sends by itself. Source: Runware's documentation, Webhooks; the model's page, `uploadEndpoint`.
@Suite struct ReportTests {
    private static func submitted(
        _ faults: String..., sink: Sink = Sink(), results: Int = 1, endpoint: Bool = false,
        _ body: (Stand, VideoTask, Sink) async throws -> Void
    ) async throws {
        try await Stand.with(change: { $0.faults = faults.compactMap { try? FaultRule(parsing: $0) } }) {
            stand async throws in
            let task = Stand.task {
                $0.numberResults = results
                if endpoint { $0.uploadEndpoint = sink.address } else { $0.webhookURL = sink.address }
            }
            #expect(try await stand.post(task.json).status == 200)
            try await body(stand, task, sink)
        }
    }

    @Test func `each finished result is posted once, flat`() async throws {
        try await Self.submitted(results: 3) { stand, task, sink async throws in
            let messages = try await sink.messages(3)
            #expect(messages.count == 3)
            #expect(messages.allSatisfy { $0.line == "POST /hook?secret=s HTTP/1.1" })
            let items = try messages.map { try JSONValue(parsing: $0.body) }
            let known = try await stand.finished(task).results.map(\.json)
            #expect(Set(items) == Set(known))
            #expect(await stand.service.requests[.webhook] == 3)
        }
    }

    @Test func `a report that is not taken is sent again, three times at most`() async throws {
        try await Self.submitted(sink: Sink(statuses: [500, 404])) { stand, _, sink async throws in
            #expect(try await sink.messages(3).count == 3)
            #expect(await stand.service.requests[.webhook] == 3)
        }
        try await Self.submitted(sink: Sink(statuses: [500, 500, 500, 500])) { stand, _, sink async throws in
            #expect(try await sink.messages(3).count == 3)
            try await Task.sleep(for: .milliseconds(100))
            #expect(sink.received.count == 3)
        }
    }

    @Test func `a failure is reported, too`() async throws {
        try await Self.submitted("task:fail") { _, task, sink async throws in
            let message = try #require(try await sink.messages(1).first)
            let result = VideoResult(json: try JSONValue(parsing: message.body))
            #expect(result.status == .error && result.taskUUID == task.taskUUID)
        }
    }

    @Test func `reports come twice, late, early or never`() async throws {
        try await Self.submitted("webhook:duplicate=2") { _, _, sink async throws in
            let messages = try await sink.messages(3)
            #expect(messages.count == 3 && Set(messages.map(\.body)).count == 1)
        }
        let start = ContinuousClock.now
        try await Self.submitted("webhook:late=0.3") { _, _, sink async throws in
            #expect(try await sink.messages(1).count == 1)
            #expect(ContinuousClock.now - start >= .milliseconds(300))
        }
        try await Self.submitted("webhook:early") { _, _, sink async throws in
            #expect(sink.received.count == 1)
        }
        try await Self.submitted("webhook:lost@1", results: 2) { stand, task, sink async throws in
            let lost = try await stand.finished(task).results.first?.videoUUID
            let messages = try await sink.messages(1)
            try await Task.sleep(for: .milliseconds(50))
            #expect(sink.received.count == 1)
            let item = try messages.first.map { VideoResult(json: try JSONValue(parsing: $0.body)) }
            #expect(item?.videoUUID != lost)
        }
    }

    @Test func `a result is put to its endpoint as it is`() async throws {
        try await Self.submitted(endpoint: true) { stand, task, sink async throws in
            let message = try #require(try await sink.messages(1).first)
            #expect(message.line == "PUT /hook?secret=s HTTP/1.1")
            #expect(message.headers["content-type"] == "video/mp4")
            #expect(message.body == FixedRenderer.bytes(task, number: 1, count: 10_000))
            #expect(await stand.service.requests[.put] == 1)
        }
        try await Self.submitted("put:duplicate", endpoint: true) { _, _, sink async throws in
            #expect(try await sink.messages(2).count == 2)
        }
        try await Self.submitted("put:lost", endpoint: true) { stand, task, sink async throws in
            _ = try await stand.finished(task)
            try await Task.sleep(for: .milliseconds(50))
            #expect(sink.received.isEmpty)
        }
    }

    @Test func `strangers are not called, and redirects not followed`() async throws {
        let outbox = Outbox(reachesOtherHosts: false)
        #expect(!outbox.reaches("https://example.org/hook"))
        #expect(await outbox.post([], to: "http://example.invalid/hook") == false)
        #expect(Outbox(reachesOtherHosts: true).reaches("https://example.org/hook"))
        let sink = Sink(statuses: [307, 307])
        #expect(await outbox.post(Array("{}".utf8), to: sink.address) == false)
        #expect(sink.received.count == 1)
    }
}
