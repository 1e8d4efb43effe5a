import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct DownloadReplyTests {
    private let origin = DownloadOrigin(content: video(5000))

    /// Answers first with these, then as it should.
    private func script(_ first: DownloadScript.Reply...) -> DownloadScript {
        let origin = origin
        return DownloadScript { request, number in
            number < first.count ? first[number] : origin.reply(to: request)
        }
    }

    @Test(arguments: [408, 422, 425, 429, 500, 502, 503, 504, 599, 404, 400, 418, 204, 302])
    func `what can happen just after success is tried again`(status: Int) async throws {
        let desk = try DownloadDesk()
        let script = script(.init(status: status, body: Array("not yet".utf8)))
        try await desk.fetch(script)
        #expect(desk.bytes == origin.content)
        #expect(script.requests.count == 2)
    }

    @Test(arguments: [(401, 1), (403, 1), (410, 1), (404, 3), (400, 3)])
    func `an address that is no longer good is said to be expired`(status: Int, tries: Int) async throws {
        let desk = try DownloadDesk()
        let script = DownloadScript(always: .init(status: status))
        let failure = await desk.failure(script)
        #expect(failure?.kind == "expired")
        #expect(script.requests.count == tries)
        #expect(failure?.error.message.contains("\(status)") == true)
        #expect(failure?.error.subject == "cdn.example")
    }

    @Test(arguments: [(422, 8, "interrupted"), (503, 8, "interrupted"), (405, 2, "fatal"), (451, 2, "fatal")])
    func `a server that never gives a byte is given up`(status: Int, tries: Int, kind: String) async throws {
        let desk = try DownloadDesk()
        let script = DownloadScript(always: .init(status: status))
        let failure = await desk.failure(script)
        #expect(failure?.kind == kind)
        #expect(failure?.error.code == .downloadFailed)
        #expect(script.requests.count == tries)
    }

    @Test func `no error has a word of the address's query`() async throws {
        for kind: TransportError.Kind in [.unreachable, .interrupted, .unsafeAddress] {
            let desk = try DownloadDesk()
            let failure = await desk.failure(DownloadScript(always: .init(cut: (-1, kind))))
            #expect(failure.map { "\($0)".contains("SECRET") } == false)
        }
        #expect(DownloadField.host(of: "https://u:p@[::1]:8443/a?b@c") == "[::1]:8443")
        #expect(DownloadField.host(of: "https://example.com?sig=1") == "example.com")
        #expect(DownloadField.host(of: "nonsense?sig=1") == "the result's address")
    }

    @Test func `no connection and an unsafe address are what they are`() async throws {
        let desk = try DownloadDesk()
        let unreachable = await desk.failure(DownloadScript(always: .init(cut: (-1, .unreachable))))
        #expect(unreachable?.kind == "interrupted")
        #expect(unreachable?.error.code == .noConnection)
        let script = DownloadScript(always: .init(cut: (-1, .unsafeAddress)))
        let unsafe = await desk.failure(script)
        #expect(unsafe?.kind == "fatal")
        #expect(unsafe?.error.code == .unsafeAddress)
        #expect(script.requests.count == 1)
    }

    @Test(arguments: [
        "<!DOCTYPE html><html><body>Bad gateway</body></html>", "\u{FEFF}\n <?xml version=\"1.0\"?><Error/>",
        "{\"error\":\"later\"}", "[]", "upstream connect error", "",
    ])
    func `a page where a video should be is no result, whatever it is called`(page: String) async throws {
        for type in ["video/mp4", "text/html", nil] {
            let page = Array(page.utf8)
            let desk = try DownloadDesk()
            var reply = DownloadScript.Reply(headers: ["Content-Length": "\(page.count)"], body: page)
            reply.headers["Content-Type"] = type
            let once = script(reply)
            try await desk.fetch(once)
            #expect(desk.bytes == origin.content)
            #expect(once.requests.count == 2)
            let always = try DownloadDesk()
            #expect(await always.failure(DownloadScript(always: reply))?.kind == "interrupted")
            #expect(always.bytes.isEmpty)
        }
    }

    @Test func `a page with status 200 does not cost what is there`() async throws {
        let desk = try DownloadDesk(part: Array(origin.content.prefix(3000)), entityTag: "\"one\"")
        let script = script(
            .init(headers: ["ETag": "\"page\"", "Content-Type": "text/html"], body: Array("<html>".utf8)))
        try await desk.fetch(script)
        #expect(desk.bytes == origin.content)
        #expect(script.ranges == ["bytes=3000-", "bytes=3000-"])
        #expect(desk.tags == ["\"one\""])
    }

    @Test func `a page that an earlier process took for a video is dropped`() async throws {
        let page = Array("<html><body>Bad gateway</body></html>".utf8)
        let desk = try DownloadDesk(part: page, entityTag: "\"page\"")
        let script = script(.init(status: 416, headers: ["Content-Range": "bytes */\(page.count)"]))
        try await desk.fetch(script)
        #expect(desk.bytes == origin.content)
    }

    @Test func `what nobody knows is a result, unless the server calls it a page`() async throws {
        let unknown = [UInt8](repeating: 0, count: 3000)
        let desk = try DownloadDesk()
        let fetched = try await desk.fetch(DownloadScript(always: .init(body: unknown)))
        #expect(fetched.byteCount == 3000)
        let page = try DownloadDesk()
        let reply = DownloadScript.Reply(headers: ["Content-Type": "text/html; charset=utf-8"], body: unknown)
        #expect(await page.failure(DownloadScript(always: reply))?.kind == "interrupted")
    }

    @Test func `a video that the server calls text is a video`() async throws {
        let desk = try DownloadDesk()
        try await desk.fetch(
            DownloadScript(always: .init(headers: ["Content-Type": "text/plain"], body: origin.content)))
        #expect(desk.bytes == origin.content)
    }

    @Test func `compressed bytes are refused before they are written`() async throws {
        let desk = try DownloadDesk()
        try await desk.fetch(script(.init(headers: ["Content-Encoding": "gzip"], body: [0x1F, 0x8B] + video(3000))))
        #expect(desk.bytes == origin.content)
        #expect(desk.tags == ["\"one\""])
        let identity = try DownloadDesk()
        try await identity.fetch(
            DownloadScript(always: .init(headers: ["Content-Encoding": "identity"], body: origin.content)))
    }

    @Test func `a body without a length is whole when it ends cleanly`() async throws {
        let desk = try DownloadDesk()
        let script = DownloadScript(always: .init(headers: ["ETag": "\"c\""], body: origin.content))
        #expect(try await desk.fetch(script).byteCount == 5000)
        #expect(script.requests.count == 1)
    }

    @Test func `a body that ends cleanly before its length is gone on with`() async throws {
        let desk = try DownloadDesk()
        var short = origin.reply(to: TransportRequest(.get, "", addresses: .any, idle: 1))
        short.body = Array(origin.content.prefix(4321))
        let script = script(short)
        try await desk.fetch(script)
        #expect(desk.bytes == origin.content)
        #expect(script.ranges == [nil, "bytes=4321-"])
    }

    @Test func `more than was announced is not believed`() async throws {
        let desk = try DownloadDesk()
        var long = origin.reply(to: TransportRequest(.get, "", addresses: .any, idle: 1))
        long.body += [1, 2, 3]
        let script = script(long)
        try await desk.fetch(script)
        #expect(desk.bytes == origin.content)
        #expect(script.ranges == [nil, nil])
    }

    @Test(arguments: ["6000", "2000000001", "99999999999999999999999999"])
    func `a length over the limit is refused before a byte is written`(length: String) async throws {
        let desk = try DownloadDesk()
        let script = DownloadScript(always: .init(headers: ["Content-Length": length], body: origin.content))
        let failure = await desk.failure(script) { $0.maximumBytes = 5999 }
        #expect(failure?.kind == "fatal")
        #expect(failure?.error.message.contains("5999") == true)
        #expect(desk.bytes.isEmpty)
        #expect(desk.tags.isEmpty)
        #expect(script.requests.count == 1)
    }

    @Test func `a body without a length that passes the limit leaves nothing behind`() async throws {
        let desk = try DownloadDesk()
        let failure = await desk.failure(DownloadScript(always: .init(body: origin.content))) { $0.maximumBytes = 4999 }
        #expect(failure?.kind == "fatal")
        #expect(desk.bytes.isEmpty)
        let exact = try DownloadDesk()
        try await exact.fetch(DownloadScript(always: .init(body: origin.content))) { $0.maximumBytes = 5000 }
    }

    @Test func `a server that asks for patience gets it`() async throws {
        let desk = try DownloadDesk()
        let start = ContinuousClock.now
        try await desk.fetch(script(.init(status: 503, headers: ["Retry-After": "1"])))
        #expect(ContinuousClock.now - start >= .seconds(1))
    }

    @Test func `a wait that would pass the deadline is not begun`() async throws {
        let desk = try DownloadDesk()
        let start = ContinuousClock.now
        let failure = await desk.failure(script(.init(status: 429, headers: ["Retry-After": "500"])))
        #expect(failure?.kind == "interrupted")
        #expect(ContinuousClock.now - start < .seconds(5))
        let late = await desk.failure(script(), seconds: -1)
        #expect(late?.kind == "interrupted")
    }

    @Test func `a server that drips is left when the deadline passes, and the part stays`() async throws {
        let desk = try DownloadDesk()
        let origin = origin
        let script = DownloadScript { request, _ in
            var reply = origin.reply(to: request)
            reply.cut = (1, .interrupted)
            return reply
        }
        let failure = await desk.failure(script, seconds: 0.2)
        #expect(failure?.kind == "interrupted")
        #expect(!desk.bytes.isEmpty)
        #expect(origin.content.starts(with: desk.bytes))
        #expect(script.requests.allSatisfy { ($0.total ?? 1) <= 0.2 })
    }

    @Test func `stopping the task ends it at once and leaves a part to go on with`() async throws {
        let desk = try DownloadDesk()
        let origin = origin
        let stream = AsyncStream<Void>.makeStream()
        let script = DownloadScript { request, number in
            var reply = origin.reply(to: request)
            if number == 0 {
                reply.cut = (3000, .interrupted)
            } else {
                reply.before = {
                    stream.continuation.finish()
                    try? await Task.sleep(for: .seconds(100))
                }
            }
            return reply
        }
        let task = Task { await desk.failure(script) }
        for await _ in stream.stream {}
        task.cancel()
        let failure = await task.value
        #expect(failure?.kind == "interrupted")
        #expect(failure?.error.code == .notFinished)
        #expect(desk.bytes == Array(origin.content.prefix(3000)))
        let again = DownloadScript { request, _ in origin.reply(to: request) }
        try await desk.fetch(again)
        #expect(again.ranges == ["bytes=3000-"])
        #expect(desk.bytes == origin.content)
    }

    @Test func `dates and numbers to wait until are read`() throws {
        let now = try #require(DownloadField.retryAfter("Sun, 06 Nov 1994 08:49:37 GMT", now: .distantPast))
        #expect(now > 0)
        #expect(DownloadField.retryAfter("Sun, 06 Nov 1994 08:49:37 GMT") == 0)
        #expect(DownloadField.retryAfter("120") == 120)
        #expect(DownloadField.retryAfter("-1") == nil)
        #expect(DownloadField.retryAfter("soon") == nil)
    }
}
