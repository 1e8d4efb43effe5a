import Testing

@testable import SeedanceClient

/// One way for a server to be broken, and what has to come of it.
struct WireCase: Sendable, CustomTestStringConvertible {
    enum Outcome: Sendable, Equatable {
        case reply(Int, String)
        case failure(String)
    }

    var name: String
    var get: Outcome
    var post: Outcome
    var script: WireServer.Script

    var testDescription: String { name }

    init(_ name: String, _ both: Outcome, _ script: @escaping WireServer.Script) {
        self.init(name, get: both, post: both, script)
    }

    init(_ name: String, get: Outcome, post: Outcome, _ script: @escaping WireServer.Script) {
        self.name = name
        self.get = get
        self.post = post
        self.script = script
    }

    /// A server that reads the request, says this, and hangs up.
    init(_ name: String, _ both: Outcome, says text: String) {
        self.init(name, both) {
            $0.readRequest()
            $0.send(text)
        }
    }

    private static let ok = "HTTP/1.1 200 OK\r\n"
    private static let chunked = ok + "Transfer-Encoding: chunked\r\n\r\n"

    private static func challenge(_ value: String) -> String {
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: \(value)\r\nContent-Length: 4\r\n\r\nnope"
    }

    static let cut: [WireCase] = [
        WireCase("reset before the request", get: .failure("interrupted"), post: .failure("any")) { $0.reset() },
        WireCase("hung up before the request", get: .failure("interrupted"), post: .failure("any")) { _ in },
        WireCase("reset after the request", .failure("interrupted")) {
            $0.readRequest()
            $0.reset()
        },
        WireCase("hung up after the request", .failure("interrupted")) { $0.readRequest() },
        WireCase("silence", .failure("interrupted")) {
            $0.readRequest()
            $0.waitForHangUp()
        },
        WireCase("silence in the body", .failure("interrupted")) {
            $0.readRequest()
            $0.send(ok + "Content-Length: 10\r\n\r\nhi")
            $0.waitForHangUp()
        },
        WireCase("silence in the head", .failure("interrupted")) {
            $0.readRequest()
            $0.send(ok + "Content-Le")
            $0.waitForHangUp()
        },
        WireCase("cut by its length", .failure("interrupted"), says: ok + "Content-Length: 10\r\n\r\nhi"),
        WireCase("a length and no body", .failure("interrupted"), says: ok + "Content-Length: 10\r\n\r\n"),
        WireCase("cut in a chunk", .failure("interrupted"), says: chunked + "5\r\nhi"),
        WireCase("cut between chunks", .failure("interrupted"), says: chunked + "2\r\nhi\r\n"),
        WireCase("only 100 Continue", .failure("interrupted"), says: "HTTP/1.1 100 Continue\r\n\r\n"),
    ]

    static let malformed: [WireCase] = [
        WireCase("garbage", .failure("interrupted")) {
            $0.readRequest()
            $0.send((0..<1024).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        },
        WireCase("HTTP/0.9", .failure("interrupted"), says: "<html>hi</html>"),
        WireCase("HTTP/3.7", .failure("interrupted"), says: "HTTP/3.7 200 OK\r\nContent-Length: 2\r\n\r\nhi"),
        WireCase("status 0", .failure("interrupted"), says: "HTTP/1.1 000 No\r\nContent-Length: 2\r\n\r\nhi"),
        WireCase("status 99999", .failure("interrupted"), says: "HTTP/1.1 99999 No\r\nContent-Length: 2\r\n\r\nhi"),
        WireCase("a bad chunk", .failure("interrupted"), says: chunked + "zz\r\nhi"),
        WireCase("a chunk as long as no number", .failure("interrupted"), says: chunked + "ffffffffffffffffff\r\nhi"),
        WireCase("a negative length", .failure("interrupted"), says: ok + "Content-Length: -5\r\n\r\nhi"),
        WireCase("two lengths", .failure("interrupted"), says: ok + "Content-Length: 2\r\nContent-Length: 5\r\n\r\nhi"),
        WireCase(
            "a head without colons", .failure("interrupted"), says: ok + "nonsense\r\nContent-Length: 2\r\n\r\nhi"),
        WireCase("NUL in the head", .failure("interrupted"), says: ok + "X: a\0b\r\nContent-Length: 2\r\n\r\nhi"),
        WireCase("a line of the head without an end", .failure("interrupted")) {
            $0.readRequest()
            $0.send(ok + "X: " + String(repeating: "a", count: 300_000) + "\r\nContent-Length: 2\r\n\r\nhi")
        },
        WireCase("a head without an end", .failure("interrupted")) { connection in
            connection.readRequest()
            connection.send(ok)
            while connection.send(String(repeating: "X-Header: value\r\n", count: 100)) {}
        },
        WireCase(
            "a compressed body that is none", .failure("interrupted"),
            says: ok + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"),
        WireCase("an Upgrade", .failure("interrupted"), says: "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nhi"),
        WireCase("a body without an end", .failure("receiver")) { connection in
            connection.readRequest()
            connection.send(ok + "\r\n")
            while connection.send([UInt8](repeating: 120, count: 65536)) {}
        },
    ]

    static let unusual: [WireCase] = [
        WireCase("one byte at a time", .reply(200, "hi")) { connection in
            connection.readRequest()
            for byte in (ok + "Content-Length: 2\r\n\r\nhi").utf8 { connection.send([byte]) }
        },
        WireCase("chunks of one byte", .reply(200, "hi"), says: chunked + "1\r\nh\r\n1;x=y\r\ni\r\n0\r\n\r\n"),
        WireCase(
            "1xx before 200", .reply(200, "hi"),
            says: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ok
                + "Content-Length: 2\r\n\r\nhi"),
        WireCase("204", .reply(204, ""), says: "HTTP/1.1 204 No Content\r\n\r\n"),
        WireCase("304", .reply(304, ""), says: "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n"),
        WireCase("200 with nothing", .reply(200, ""), says: ok + "Content-Length: 0\r\n\r\n"),
        WireCase("no length", .reply(200, "hi"), says: ok + "\r\nhi"),
        WireCase(
            "the same length twice", .reply(200, "hi"), says: ok + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi"),
        WireCase("a folded header", .reply(200, "hi"), says: ok + "X: a\r\n b\r\nContent-Length: 2\r\n\r\nhi"),
        WireCase("more than the length", .reply(200, "hi"), says: ok + "Content-Length: 2\r\n\r\nhi, and more"),
        WireCase("a reply before the request", .reply(200, "hi")) {
            $0.send(ok + "Content-Length: 2\r\n\r\nhi")
            $0.readRequest()
        },
        WireCase("a Basic challenge", .reply(401, "nope"), says: challenge("Basic realm=\"x\"")),
        WireCase("a Digest challenge", .reply(401, "nope"), says: challenge("Digest realm=\"x\", nonce=\"a\"")),
        WireCase("a Bearer challenge", .reply(401, "nope"), says: challenge("Bearer realm=\"x\"")),
        WireCase("a Negotiate challenge", .reply(401, "nope"), says: challenge("Negotiate, NTLM")),
        WireCase(
            "407", .reply(407, "nope"),
            says: "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 4\r\n\r\nnope"),
        WireCase("500", .reply(500, "oh"), says: "HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\noh"),
        WireCase("status 999", .reply(999, "hi"), says: "HTTP/1.1 999 What\r\nContent-Length: 2\r\n\r\nhi"),
        WireCase(
            "a redirect that leads nowhere", .reply(302, ""), says: "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"),
        WireCase("a redirect to a file", get: .failure("unsafeAddress"), post: .reply(302, "")) {
            $0.readRequest()
            $0.reply("302 Found", ["Location: file:///etc/passwd"])
        },
        WireCase("a redirect to itself", get: .failure("interrupted"), post: .reply(302, "")) {
            $0.readRequest()
            $0.reply("302 Found", ["Location: /again"])
        },
        WireCase("a redirect to a broken address", get: .failure("unsafeAddress"), post: .reply(307, "")) {
            $0.readRequest()
            $0.reply("307 Temporary Redirect", ["Location: http://[::1"])
        },
    ]

    /// Each stops the whole process, deep in Foundation, and can therefore only be written down.
    /// Seen with Swift 6.3.1 on Linux.
    static let deadly: [WireCase] = [
        WireCase("cut in the head", .failure("interrupted"), says: ok + "Content-Le"),
        WireCase("a trailer", .reply(200, "hi"), says: chunked + "2\r\nhi\r\n0\r\nX-Trailer: 1\r\n\r\n"),
        WireCase(
            "a length of 2^63 - 1", .failure("interrupted"), says: ok + "Content-Length: 9223372036854775807\r\n\r\nhi"),
    ]
}
