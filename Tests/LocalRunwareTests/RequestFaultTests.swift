import Foundation
import SeedanceAPI
import Testing

@testable import LocalRunware

/// What each fault of requests does on the wire, and what the service did behind it.
@Suite struct RequestFaultTests {
    /// Submits one task, and gives what came back and whether it was taken.
    private static func submitted(_ fault: String, atMost limit: Int = .max) async throws -> (
        wire: Wire.Received, charges: Int
    ) {
        try await Stand.with(fault) { stand async throws in
            let task = Stand.task()
            let wire = await stand.post(bytes: JSONValue.array([task.json]).encoded(), atMost: limit)
            let charges = await stand.service.charges[task.taskUUID ?? ""] ?? 0
            // The next time all is well, and nothing is taken twice.
            let again = try await stand.post(task.json)
            #expect(again.status == (charges == 1 ? 400 : 200))
            #expect(await stand.service.charges[task.taskUUID ?? ""] == 1)
            return (wire, charges)
        }
    }

    @Test(arguments: [408, 429, 500, 502, 503])
    func `a status is answered in the service's shape, and nothing was done`(status: Int) async throws {
        let (wire, charges) = try await Self.submitted("submit:status=\(status)/retry-after=2")
        let reply = try #require(WireReply(wire))
        #expect(reply.status == status && reply.headers["retry-after"] == "2" && charges == 0)
        let error = try #require(ServiceReply(parsing: reply.body, httpStatus: status).errors.first)
        #expect(error.kind == ServiceError.kind(ofHTTPStatus: status))
    }

    @Test func `a status after the deed is one all the same`() async throws {
        let (wire, charges) = try await Self.submitted("submit:status=504/acted")
        #expect(WireReply(wire)?.status == 504 && charges == 1)
    }

    @Test func `refused is closed without a byte, and nothing was done`() async throws {
        let (wire, charges) = try await Self.submitted("submit:refuse")
        #expect(wire.bytes.isEmpty && !wire.isReset && !wire.isGivenUp && charges == 0)
    }

    @Test func `lost is closed without a byte, and it was done`() async throws {
        let (wire, charges) = try await Self.submitted("submit:lost")
        #expect(wire.bytes.isEmpty && !wire.isReset && !wire.isGivenUp && charges == 1)
    }

    @Test(arguments: [0, 1, 20]) func `cut ends after so many bytes of the body`(count: Int) async throws {
        let (wire, charges) = try await Self.submitted("submit:cut=\(count)")
        let reply = try #require(WireReply(wire))
        #expect(reply.status == 200 && reply.body.count == count && charges == 1)
        #expect(Int(reply.headers["content-length"] ?? "") ?? 0 > 20)
        #expect(!wire.isReset)
    }

    @Test func `a drip is one byte at a time`() async throws {
        let (wire, charges) = try await Self.submitted("submit:drip")
        let reply = try #require(WireReply(wire))
        #expect(reply.status == 200 && charges == 1)
        #expect(reply.body.count == Int(reply.headers["content-length"] ?? ""))
        #expect(wire.pieces.count > reply.body.count / 2, "\(wire.pieces)")
    }

    @Test func `a delay comes after the deed`() async throws {
        try await Stand.with("submit:delay=1.5") { stand async throws in
            let task = Stand.task()
            let answers = FixedRenderer.Counter()
            let start = ContinuousClock.now
            let reply = Task {
                let reply = try await stand.post(task.json)
                answers.add()
                return reply.status
            }
            while await stand.service.charges.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
            #expect(answers.count == 0)
            #expect(try await reply.value == 200)
            #expect(ContinuousClock.now - start >= .milliseconds(1500))
        }
    }

    @Test(arguments: ["html", "text", "empty", "null", "wrong-types", "truncated"])
    func `another body comes as 200, and it was done`(body: String) async throws {
        let (wire, charges) = try await Self.submitted("submit:body=\(body)")
        let reply = try #require(WireReply(wire))
        #expect(reply.status == 200 && charges == 1)
        #expect(reply.body.count == Int(reply.headers["content-length"] ?? ""))
        let results = try? ServiceReply(parsing: reply.body).results.filter { $0.taskUUID != nil }
        #expect(results?.isEmpty ?? true)
        #expect((reply.headers["content-type"]?.hasPrefix("text/html") ?? false) == (body == "html"))
    }

    @Test func `unknown fields are around what was meant`() async throws {
        let (wire, _) = try await Self.submitted("submit:body=unknown-fields")
        let reply = try ServiceReply(parsing: try #require(WireReply(wire)).body)
        #expect(reply.results.first?.taskUUID != nil && reply.json["xNew"] != nil)
    }

    @Test func `a gigantic body goes on and on`() async throws {
        let (wire, charges) = try await Self.submitted("submit:body=gigantic", atMost: 20_000_000)
        #expect(wire.isGivenUp && wire.bytes.count >= 20_000_000 && charges == 1)
        #expect(WireReply(wire)?.headers["content-length"] == "1073741824")
    }

    @Test func `every step of requests has its faults`() async throws {
        let uuid = JSONValue.string(VideoTask.newUUID())
        let questions: [(String, JSONValue, [String: String])] = [
            ("poll", ["taskType": "getResponse", "taskUUID": uuid], [:]),
            ("details", ["taskType": "getTaskDetails", "taskUUID": uuid], [:]),
            ("upload", ["taskType": "mediaStorage", "taskUUID": uuid, "operation": "upload", "media": "x"], [:]),
            ("dry-run", Stand.task().json, ["X-Runware-Dry-Run": "1"]), ("submit", Stand.task().json, [:]),
        ]
        for (step, question, headers) in questions {
            for rule in ["\(step):status=503", "*:status=503"] {
                try await Stand.with(rule) { stand async throws in
                    #expect(try await stand.post(question, headers: headers).status == 503, "\(rule)")
                    #expect(try await stand.post(question, headers: headers).status != 503, "\(rule)")
                }
            }
            try await Stand.with("\(step):lost@all") { stand async throws in
                let wire = await stand.post(bytes: JSONValue.array([question]).encoded(), headers: headers)
                #expect(wire.bytes.isEmpty)
            }
        }
    }

    @Test func `early is finished before it is acknowledged`() async throws {
        var renderer = FixedRenderer()
        renderer.delay = .milliseconds(150)
        try await Stand.with("submit:early", renderer: renderer) { stand async throws in
            let task = Stand.task()
            #expect(try await stand.post(task.json).status == 200)
            #expect(try await stand.poll(task).results.map(\.status) == [.success])
        }
    }

    @Test func `a task that was forgotten is charged twice when it is sent twice`() async throws {
        try await Stand.with("submit:forget") { stand async throws in
            let task = Stand.task()
            #expect(try await stand.post(task.json).reply.results.count == 1)
            #expect(try await stand.poll(task).errors.first?.code == "taskNotFound")
            #expect(try await stand.post(task.json).status == 200)
            #expect(try await stand.post(task.json).reply.errors.first?.isRepeatedSubmission == true)
            #expect(await stand.service.charges[task.taskUUID ?? ""] == 2)
        }
    }

    @Test func `a script can be exchanged, and its counts begin anew`() async throws {
        try await Stand.with("poll:status=503@all") { stand async throws in
            let task = Stand.task()
            _ = try await stand.post(task.json)
            let question: JSONValue = ["taskType": "getResponse", "taskUUID": .string(task.taskUUID ?? "")]
            #expect(try await stand.post(question).status == 503)
            await stand.service.setFaults([try FaultRule(parsing: "poll:status=500")])
            #expect(try await stand.post(question).status == 500)
            #expect(try await stand.post(question).status == 200)
        }
    }
}
