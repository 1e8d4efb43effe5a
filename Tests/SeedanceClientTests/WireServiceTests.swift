import Foundation
import SeedanceAPI
import Synchronization
import Testing

@testable import SeedanceClient

/// The service's replies, sorted. Each is said by a transport of the test's own.
@Suite struct WireServiceTests {
    static let uuid = "6f1e8a1c-27d4-4b8a-9d33-0c6fbb5f9a11"
    static let other = "0c6fbb5f-27d4-4b8a-9d33-6f1e8a1c9a11"
    static let key = "key-of-the-test-0123456789"

    struct Said: Transport {
        var status = 200
        var headers: [String: String] = [:]
        var body: [UInt8] = []
        var error: TransportError?
        let asked = Asked()

        final class Asked: Sendable {
            let requests = Mutex([TransportRequest]())
        }

        init(_ status: Int = 200, _ body: String = "", headers: [String: String] = [:]) {
            self.status = status
            self.headers = headers
            self.body = Array(body.utf8)
        }

        func send(
            _ request: TransportRequest, onHead: @escaping @Sendable (ResponseHead) throws -> Void,
            onBody: @escaping @Sendable ([UInt8]) throws -> Void
        ) async throws(TransportError) {
            asked.requests.withLock { $0.append(request) }
            if let error { throw error }
            do {
                try onHead(ResponseHead(status: status, headers: headers))
                for start in stride(from: 0, to: body.count, by: 1 << 20) {
                    try onBody(Array(body[start..<min(start + 1 << 20, body.count)]))
                }
            } catch {
                throw TransportError(.receiver(error), "")
            }
        }
    }

    static func service(_ said: Said) throws -> Service {
        Service(
            endpoint: try Endpoint("https://api.runware.ai/v1"), credential: try Credential(key), transport: said,
            pace: .standard)
    }

    static let task = VideoTask(
        positivePrompt: "A cat yawns.", taskUUID: uuid, size: PixelSize(width: 1280, height: 720))

    private func failure<Value>(_ ask: () async throws(ServiceFailure) -> Value) async -> ServiceFailure? {
        do {
            _ = try await ask()
            return nil
        } catch {
            return error
        }
    }

    @Test func `a task is sent as an array of one, with the key, to the whole address`() async throws {
        let said = Said(200, #"{"data":[{"taskType":"videoInference","taskUUID":"\#(Self.uuid.uppercased())"}]}"#)
        let answer = try await Self.service(said).submit(Self.task)
        #expect(answer.results.isEmpty && answer.errors.isEmpty)
        let request = try #require(said.asked.requests.withLock { $0.first })
        #expect(request.address == "https://api.runware.ai/v1" && request.method == .post)
        #expect(request.headers["Authorization"] == "Bearer \(Self.key)")
        #expect(try JSONValue(parsing: request.body ?? []) == [Self.task.json])
        #expect(request.headers["X-Runware-Dry-Run"] == nil)
    }

    @Test func `a dry run says so in its header, and its answer comes as it is`() async throws {
        let said = Said(200, #"{"data":[{"anything":1}]}"#)
        let json = try await Self.service(said).dryRun(Self.task)
        #expect(json["data"]?[0]?["anything"]?.int == 1)
        #expect(said.asked.requests.withLock { $0.first?.headers["X-Runware-Dry-Run"] } == "1")
    }

    @Test func `a task that is there already is an accepted one, under any status`() async throws {
        for status in [200, 400, 409, 500] {
            let said = Said(
                status, #"{"errors":[{"code":"conflictTaskUUID","message":"…","taskUUID":"\#(Self.uuid)"}]}"#)
            let answer = try await Self.service(said).submit(Self.task)
            #expect(answer.results.isEmpty && answer.errors.isEmpty)
        }
    }

    @Test func `results that come before the acknowledgement are handed on`() async throws {
        let said = Said(
            200,
            #"{"data":[{"taskUUID":"\#(Self.other)","videoUUID":"x"},{"taskUUID":"\#(Self.uuid)","status":"success","videoUUID":"v","videoURL":"https://h/v?s=1"}]}"#
        )
        let answer = try await Self.service(said).submit(Self.task)
        #expect(answer.results.map(\.videoUUID) == ["v"])
        #expect(answer.results.first?.videoURL == "https://h/v?s=1")
    }

    @Test func `data and errors come together, and errors without a task are those of the only one`() async throws {
        let body = #"""
            {"data":[{"taskUUID":"\#(Self.uuid)","status":"processing"}],
             "errors":[{"code":"a","message":"ours","taskUUID":"\#(Self.uuid)"},{"code":"b","message":"whose","taskUUID":"\#(Self.other)"},{"code":"c"}],
             "error":{"code":"d"}}
            """#
        let answer = try #require(try await Self.service(Said(200, body)).poll(Self.uuid))
        #expect(answer.results.count == 1)
        #expect(answer.errors.map(\.code) == ["a", "c", "d"])
    }

    static let unreadable = [
        "", "null", "{}", "[]", "0", "\"ok\"", "<html><body>Welcome</body></html>", #"{"data":[{"taskUUID":"6f1e"#,
        #"{"data":"x"}"#,
        #"{"data":[]}"#, #"{"data":null,"errors":null}"#, #"{"data":[{"taskType":"videoInference"}]}"#,
        #"{"data":[{"taskUUID":"\#(other)"}]}"#,
        #"{"data":[{"taskUUID":5}]}"#, "\u{FEFF}{}", String(repeating: "[", count: 100_000), "{\"data\":[1,2,3]}",
    ]

    @Test(arguments: unreadable)
    func `a reply that cannot be read says nothing about what was done`(body: String) async throws {
        let service = try Self.service(Said(200, body))
        let submitted = await failure { () throws(ServiceFailure) in try await service.submit(Self.task) }
        let polled = await failure { () throws(ServiceFailure) in try await service.poll(Self.uuid) }
        for failure in [submitted, polled] {
            #expect(failure?.nature == .ambiguous && failure?.error.code == .unreadableReply)
        }
    }

    @Test func `a reply without an end is not read to its end`() async throws {
        var said = Said(200)
        said.body = [UInt8](repeating: 0x20, count: 9 << 20)
        let service = try Self.service(said)
        let failure = await failure { () throws(ServiceFailure) in try await service.submit(Self.task) }
        #expect(failure?.nature == .ambiguous && failure?.error.code == .unreadableReply)
        #expect(failure?.error.message.contains("8388608") == true)
    }

    @Test func `a poll takes a reply that carries its video`() async throws {
        let video = String(repeating: "AAAA", count: 3 << 20)
        let said = Said(
            200, #"{"data":[{"taskUUID":"\#(Self.uuid)","status":"success","videoBase64Data":"\#(video)"}]}"#)
        let answer = try #require(try await Self.service(said).poll(Self.uuid))
        #expect(answer.results.first?.videoBase64Data?.utf8.count == 12 << 20)
    }

    @Test(arguments: [
        (401, ServiceFailure.Nature.refused, ClientError.Code.refusedKey), (403, .refused, .refusedKey),
        (402, .refused, .balance),
        (429, .busy, .busy), (408, .ambiguous, .noConnection), (500, .ambiguous, .noConnection),
        (502, .ambiguous, .noConnection),
        (503, .ambiguous, .noConnection), (504, .ambiguous, .noConnection), (400, .refused, .refused),
        (413, .refused, .refused),
        (422, .refused, .refused), (302, .ambiguous, .unreadableReply), (0, .ambiguous, .unreadableReply),
        (999, .ambiguous, .noConnection),
    ])
    func `a status says what it means, with any body`(
        status: Int, nature: ServiceFailure.Nature, code: ClientError.Code
    ) async throws {
        for body in [
            "", "<html>", "{}", #"{"errors":[{"code":"invalidInteger","message":"No.","parameter":"duration"}]}"#,
        ] {
            let service = try Self.service(Said(status, body))
            let failure = await failure { () throws(ServiceFailure) in try await service.submit(Self.task) }
            #expect(failure?.nature == nature && failure?.error.code == code, "\(body)")
            if body.contains("No.") { #expect(failure?.error.message.contains("No.") == (code != .unreadableReply)) }
        }
    }

    @Test(arguments: [
        ("invalidApiKey", ServiceFailure.Nature.refused, ClientError.Code.refusedKey),
        ("insufficientCredits", .refused, .balance),
        ("rateLimitExceeded", .busy, .busy), ("internalServerError", .ambiguous, .noConnection),
    ])
    func `an error about the question counts under a good status, too`(
        code: String, nature: ServiceFailure.Nature, kind: ClientError.Code
    ) async throws {
        let service = try Self.service(Said(200, #"{"errors":[{"code":"\#(code)","message":"words"}]}"#))
        let submitted = await failure { () throws(ServiceFailure) in try await service.submit(Self.task) }
        let polled = await failure { () throws(ServiceFailure) in try await service.poll(Self.uuid) }
        for failure in [submitted, polled] {
            #expect(failure?.nature == nature && failure?.error.code == kind)
            #expect(failure?.error.hint?.isEmpty == false)
        }
    }

    @Test func `a task that failed is an answer, whatever the status`() async throws {
        for status in [200, 400, 422] {
            let said = Said(
                status,
                #"{"errors":[{"code":"invalidProviderContent","message":"Real person.","taskType":"videoInference","taskUUID":"\#(Self.uuid)"}]}"#
            )
            let answer = try #require(try await Self.service(said).poll(Self.uuid))
            #expect(answer.errors.map(\.kind) == [.safety])
        }
    }

    @Test(arguments: [
        (404, ""), (404, #"{"errors":[{"code":"x"}]}"#),
        (200, #"{"errors":[{"code":"taskNotFound","message":"No such task."}]}"#),
        (400, #"{"errors":[{"code":"taskNotFound","taskUUID":"6f1e8a1c-27d4-4b8a-9d33-0c6fbb5f9a11"}]}"#),
    ])
    func `a task that the service does not know is nil`(status: Int, body: String) async throws {
        #expect(try await Self.service(Said(status, body)).poll(Self.uuid) == nil)
    }

    @Test(arguments: [
        (404, "<html>Not found</html>"), (500, #"{"errors":[{"code":"taskNotFound"}]}"#),
        (200, #"{"errors":[{"code":"mediaNotFound","taskUUID":"6f1e8a1c-27d4-4b8a-9d33-0c6fbb5f9a11"}]}"#),
    ])
    func `what else is not found does not make a task unknown`(status: Int, body: String) async throws {
        let service = try Self.service(Said(status, body))
        do {
            #expect(try await service.poll(Self.uuid) != nil)
        } catch {
            #expect(error.error.code != .internalDefect)
        }
    }

    @Test func `Retry-After is read as seconds and as a date`() async throws {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT"
        for (value, seconds) in [
            ("7", 7.0), ("0.5", 0.5), ("Sun, 06 Nov 1994 08:50:07 GMT", 30), ("Sunday, 06-Nov-94 08:50:07 GMT", 30),
            ("Sun Nov  6 08:50:07 1994", 30), ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("99999999999", 86_400),
        ] {
            let said = Said(429, "", headers: ["retry-after": value, "Date": date])
            let service = try Self.service(said)
            let failure = await failure { () throws(ServiceFailure) in try await service.poll(Self.uuid) }
            #expect(failure?.retryAfter == seconds, "\(value)")
        }
        for value in ["", "soon", "-5", "nan", "Sun, 99 Foo 1994 08:50:07 GMT", "Sun, 06 Nov 1994 99:50:07 GMT"] {
            #expect(RetryAfter.seconds(ResponseHead(status: 429, headers: ["Retry-After": value])) == nil, "\(value)")
        }
    }

    @Test func `what the transport reports keeps its meaning`() async throws {
        for (kind, nature, code) in [
            (TransportError.Kind.unreachable, ServiceFailure.Nature.notSent, ClientError.Code.noConnection),
            (.interrupted, .ambiguous, .noConnection), (.cancelled, .ambiguous, .notFinished),
        ] {
            var said = Said()
            said.error = TransportError(kind, "It broke at https://host/p?sig=of-the-query with \(Self.key).")
            let service = try Self.service(said)
            let failure = await failure { () throws(ServiceFailure) in try await service.submit(Self.task) }
            #expect(failure?.nature == nature && failure?.error.code == code)
            #expect(failure.map { "\($0)".contains("of-the-query") || "\($0)".contains(Self.key) } == false)
        }
    }

    @Test func `the service's own words come without secrets, and short`() async throws {
        let long = String(repeating: "word ", count: 4000)
        let body = #"""
            {"errors":[{"code":"invalidValueUploadFailed","message":"Cannot take data:image/png;base64,iVBORw0KGgoAAAA for \#(Self.key) of https://h/p?sig=abc. \#(long)",
            "taskUUID":"\#(Self.uuid)","responseContent":{"apiKey":"inner-secret","url":"https://h/q?sig=abc"}}]}
            """#
        for status in [200, 400] {
            let service = try Self.service(Said(status, body))
            var text = ""
            do { text = "\(try await service.submit(Self.task))" } catch {
                text = "\(error)"
                #expect(error.error.message.utf8.count < 2300)
                #expect(error.error.hint?.contains("PNG") == true)
            }
            #expect(text.contains("invalidValueUploadFailed"))
            for secret in [Self.key, "iVBORw", "sig=abc", "inner-secret"] {
                #expect(!text.contains(secret), "\(secret)")
            }
        }
    }

    @Test func `an upload is finished when a real UUID comes`() async throws {
        let media = DataURI(mediaType: .mp4, data: [1, 2, 3])
        for (member, expected) in [
            (#","mediaUUID":"\#(Self.other)""#, Self.other), ("", nil), (#","mediaUUID":"pending""#, nil),
            (#","mediaUUID":"00000000-0000-0000-0000-000000000000""#, nil),
        ] {
            let said = Said(200, #"{"data":[{"taskType":"mediaStorage","taskUUID":"\#(Self.uuid)"\#(member)}]}"#)
            #expect(try await Self.service(said).upload(media, as: Self.uuid) == expected)
            let body = try JSONValue(parsing: said.asked.requests.withLock { $0.first?.body } ?? [])
            #expect(body[0]?["operation"]?.string == "upload" && body[0]?["media"]?.string == media.string)
        }
        let service = try Self.service(Said(200, #"{"errors":[{"code":"mediaTooLarge","message":"No."}]}"#))
        let failure = await failure { () throws(ServiceFailure) in try await service.upload(media, as: Self.uuid) }
        #expect(failure?.nature == .refused && failure?.error.hint?.contains("too large") == true)
    }

    @Test(arguments: [
        ("refusedRealPersonImage", "", "real people"), ("x", "The image shows a celebrity.", "real people"),
        ("insufficientCredits", "", "Top up"),
        ("queueFull", "", "fewer tasks"), ("invalidApiKey", "", "RUNWARE_API_KEY"),
        ("contentPolicyViolation", "", "unsafe"),
        ("providerTimeout", "", "too long"), ("taskNotFound", "", "my.runware.ai"),
        ("imageTooLarge", "", "seedance fit"),
        ("invalidValueUploadFailed", "", "PNG"), ("unsupportedParameter", "", "seedance validate"),
    ])
    func `the errors that people meet come with advice`(code: String, message: String, words: String) {
        let error = ServiceError(json: ["code": .string(code), "message": .string(message)])
        #expect(ServiceAdvice.hint(for: error, code: .refused)?.contains(words) == true)
    }
}
