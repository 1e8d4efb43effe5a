import Digest
import SeedanceAPI
import Synchronization
import TestSupport
import Testing

@testable import SeedanceClient

@Suite struct DownloadResumeTests {
    @Test func `a file that comes in one go is there with its length and hash`() async throws {
        let source = video(10_000)
        let desk = try DownloadDesk()
        let origin = DownloadOrigin(content: source)
        let script = DownloadScript { request, _ in origin.reply(to: request) }
        let fetched = try await desk.fetch(script)
        #expect(fetched.byteCount == 10_000)
        #expect(fetched.sha256 == SHA256.hash(data: source).hexadecimal)
        #expect(desk.bytes == source)
        #expect(desk.tags == ["\"one\""])
        #expect(script.requests.count == 1)
        #expect(script.requests.first?.headers["Accept-Encoding"] == "identity")
        #expect(script.requests.first?.headers["Range"] == nil)
    }

    @Test func `a connection that breaks after any byte costs no byte that was here`() async throws {
        let source = video(300)
        let origin = DownloadOrigin(content: source)
        for cut in 0..<source.count {
            let desk = try DownloadDesk()
            let script = DownloadScript { request, number in
                var reply = origin.reply(to: request)
                reply.piece = 64
                if number == 0 { reply.cut = (cut, .interrupted) }
                return reply
            }
            try await desk.fetch(script)
            #expect(desk.bytes == source)
            #expect(script.ranges == [nil, cut == 0 ? nil : "bytes=\(cut)-"])
            #expect(script.requests.last?.headers["If-Range"] == (cut == 0 ? nil : "\"one\""))
        }
    }

    @Test func `a connection that breaks after its last byte is not asked again`() async throws {
        let desk = try DownloadDesk()
        let origin = DownloadOrigin(content: video(3000))
        let script = DownloadScript { request, _ in
            var reply = origin.reply(to: request)
            reply.cut = (3000, .interrupted)
            return reply
        }
        try await desk.fetch(script)
        #expect(desk.bytes == origin.content)
        #expect(script.requests.count == 1)
    }

    @Test(arguments: [1, 7, 1000])
    func `a connection that always breaks brings the file home`(bytes: Int) async throws {
        let desk = try DownloadDesk()
        let origin = DownloadOrigin(content: video(bytes * 40))
        let script = DownloadScript { request, _ in
            var reply = origin.reply(to: request)
            reply.cut = (bytes, .interrupted)
            return reply
        }
        try await desk.fetch(script)
        #expect(desk.bytes == origin.content)
        #expect(script.requests.count == 40)
    }

    @Test func `one byte at a time is a file, too`() async throws {
        let desk = try DownloadDesk()
        let origin = DownloadOrigin(content: video(3000))
        let script = DownloadScript { request, _ in
            var reply = origin.reply(to: request)
            reply.piece = 1
            return reply
        }
        try await desk.fetch(script)
        #expect(desk.bytes == origin.content)
    }

    @Test(arguments: [nil, "W/\"one\"", "one", "\"o\u{7F}ne\"", "\"a\"b\""])
    func `without a strong tag a broken connection begins anew`(tag: String?) async throws {
        let desk = try DownloadDesk()
        let origin = DownloadOrigin(content: video(5000), entityTag: tag)
        let script = DownloadScript { request, number in
            var reply = origin.reply(to: request)
            if number == 0 { reply.cut = (4000, .interrupted) }
            return reply
        }
        try await desk.fetch(script)
        #expect(desk.bytes == origin.content)
        #expect(script.ranges == [nil, nil])
        #expect(desk.tags == [nil, nil])
    }

    @Test func `without a strong tag a connection that always breaks ends after eight tries`() async throws {
        let desk = try DownloadDesk()
        let origin = DownloadOrigin(content: video(5000), entityTag: nil)
        let script = DownloadScript { request, _ in
            var reply = origin.reply(to: request)
            reply.cut = (4000, .interrupted)
            return reply
        }
        let failure = await desk.failure(script)
        #expect(failure?.kind == "interrupted")
        #expect(failure?.error.code == .downloadFailed)
        #expect(script.requests.count == 9)  // one that brought something, and eight that brought no more
    }

    @Test func `a part that another process left is gone on with`() async throws {
        let source = video(5000)
        let desk = try DownloadDesk(part: Array(source.prefix(1234)), entityTag: "\"one\"")
        let origin = DownloadOrigin(content: source)
        let script = DownloadScript { request, _ in origin.reply(to: request) }
        let fetched = try await desk.fetch(script)
        let other = try DownloadDesk()
        #expect(try await other.fetch(script) == fetched)
        #expect(desk.bytes == source)
        #expect(script.ranges.first == "bytes=1234-")
        #expect(desk.tags.count == 1)
    }

    @Test func `a part of unknown origin is begun anew`() async throws {
        let desk = try DownloadDesk(part: Array(repeating: 7, count: 9000))
        let origin = DownloadOrigin(content: video(5000))
        let script = DownloadScript { request, _ in origin.reply(to: request) }
        try await desk.fetch(script)
        #expect(desk.bytes == origin.content)
        #expect(script.ranges == [nil])
    }

    @Test func `a whole part is recognized without a byte of it being sent again`() async throws {
        let source = video(5000)
        let desk = try DownloadDesk(part: source, entityTag: "\"one\"")
        let origin = DownloadOrigin(content: source)
        let script = DownloadScript { request, _ in origin.reply(to: request) }
        #expect(try await desk.fetch(script).byteCount == 5000)
        #expect(script.ranges == ["bytes=5000-"])
    }

    @Test func `a part that is longer than the file is begun anew`() async throws {
        let source = video(5000)
        let desk = try DownloadDesk(part: source + [1], entityTag: "\"one\"")
        let origin = DownloadOrigin(content: source)
        let script = DownloadScript { request, _ in origin.reply(to: request) }
        try await desk.fetch(script)
        #expect(desk.bytes == source)
        #expect(script.ranges == ["bytes=5001-", nil])
    }

    @Test func `a file that changes midway comes whole from the second version`() async throws {
        let (first, second) = (DownloadOrigin(content: video(5000)), video(4000, seed: 2))
        let desk = try DownloadDesk()
        let script = DownloadScript { request, number in
            if number > 0 { return DownloadOrigin(content: second, entityTag: "\"two\"").reply(to: request) }
            var reply = first.reply(to: request)
            reply.cut = (3000, .interrupted)
            return reply
        }
        try await desk.fetch(script)
        #expect(desk.bytes == second)
        #expect(desk.tags == ["\"one\"", "\"two\""])
    }

    @Test func `a server that overlooks the condition is found out by its tag`() async throws {
        let (first, second) = (video(5000), DownloadOrigin(content: video(5000, seed: 2), entityTag: "\"two\""))
        let desk = try DownloadDesk(part: Array(first.prefix(3000)), entityTag: "\"one\"")
        let script = DownloadScript { request, _ in
            var request = request
            if request.headers["If-Range"] != nil { request.headers["If-Range"] = "\"two\"" }
            return second.reply(to: request)
        }
        try await desk.fetch(script)
        #expect(desk.bytes == second.content)
        #expect(script.ranges == ["bytes=3000-", nil])
    }

    @Test func `all of the file in answer to a range takes the place of the part`() async throws {
        let source = video(5000)
        let desk = try DownloadDesk(part: Array(source.prefix(3000)), entityTag: "\"one\"")
        let origin = DownloadOrigin(content: source, takesRanges: false)
        let script = DownloadScript { request, _ in origin.reply(to: request) }
        try await desk.fetch(script)
        #expect(desk.bytes == source)
        #expect(script.requests.count == 1)
        #expect(desk.tags == ["\"one\"", "\"one\""])
    }

    @Test(arguments: [
        "bytes 2999-4999/5000", "bytes 3001-4999/5000", "bytes 0-4999/5000", "bytes 3000-2999/5000", "bytes */5000",
        "bytes 3000-4999/4999", "bytes 3000-99999999999999999999/*", "items 3000-4999/5000", "bytes 3000-4999", "", "x",
    ])
    func `a part that is not the one asked for is not put behind the others`(range: String) async throws {
        let source = video(5000)
        let desk = try DownloadDesk(part: Array(source.prefix(3000)), entityTag: "\"one\"")
        let origin = DownloadOrigin(content: source)
        let script = DownloadScript { request, number in
            var reply = origin.reply(to: request)
            if number == 0 {
                reply.headers["Content-Range"] = range
                // So that nothing but the range gives it away.
                reply.headers["Content-Length"] = nil
                reply.body = Array(repeating: 9, count: 2000)
            }
            return reply
        }
        let failure = await desk.failure(script)
        #expect(failure == nil || failure?.kind == "fatal")
        #expect(failure == nil ? desk.bytes == source : desk.bytes == Array(source.prefix(3000)))
    }

    @Test func `an envelope of parts, and a part that nobody asked for, are tried again`() async throws {
        let source = video(5000)
        let desk = try DownloadDesk()
        let origin = DownloadOrigin(content: source)
        let script = DownloadScript { request, number in
            var reply = origin.reply(to: request)
            switch number {
            case 0:
                reply.status = 206
                reply.headers["Content-Range"] = "bytes 0-4999/5000"
            case 1: reply.cut = (3000, .interrupted)
            case 2: reply.headers["Content-Type"] = "Multipart/ByteRanges; boundary=x"
            default: break
            }
            return reply
        }
        try await desk.fetch(script)
        #expect(desk.bytes == source)
        #expect(script.ranges == [nil, nil, "bytes=3000-", "bytes=3000-"])
    }

    @Test func `a server that gives a little of a range at a time brings the file home`() async throws {
        let source = video(5000)
        let desk = try DownloadDesk(part: Array(source.prefix(100)), entityTag: "\"one\"")
        let script = DownloadScript { request, _ in
            let start = Int(request.headers["Range"]?.dropFirst(6).dropLast() ?? "") ?? 0
            if start == 5000 { return .init(status: 416, headers: ["Content-Range": "bytes */5000"]) }
            let end = min(start + 700, 5000)
            return .init(
                status: 206, headers: ["Content-Range": "bytes \(start)-\(end - 1)/*"], body: Array(source[start..<end])
            )
        }
        try await desk.fetch(script)
        #expect(desk.bytes == source)
    }

    @Test func `what a transport hands over after its end is not put behind the others`() async throws {
        let desk = try DownloadDesk()
        let origin = DownloadOrigin(content: video(5000))
        let late = LateTransport(origin: origin)
        let downloader = Downloader(transport: late, pace: .test, addresses: .any)
        let fetched = try await downloader.fetch(
            .url("https://cdn.example/a"), into: desk.part, entityTag: nil, deadline: .now + .seconds(10)
        ) { desk.record($0) }
        #expect(fetched.byteCount == 5000)
        #expect(desk.bytes == origin.content)
    }
}

/// Breaks off, and goes on handing over while the next question is already asked.
private final class LateTransport: Transport {
    let origin: DownloadOrigin
    private let late = Mutex<(@Sendable ([UInt8]) throws -> Void)?>(nil)

    init(origin: DownloadOrigin) { self.origin = origin }

    func send(
        _ request: TransportRequest,
        onHead: @escaping @Sendable (ResponseHead) throws -> Void,
        onBody: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws(TransportError) {
        let reply = origin.reply(to: request)
        let previous = late.withLock { late in
            defer { late = onBody }
            return late
        }
        do {
            try onHead(ResponseHead(status: reply.status, headers: reply.headers))
            try? previous?([1, 2, 3])
            try onBody(previous == nil ? Array(reply.body.prefix(2000)) : reply.body)
        } catch {
            throw TransportError(.receiver(error), "")
        }
        if previous == nil { throw TransportError(.interrupted, "The connection broke.") }
    }
}
