import Foundation
import Synchronization
import Testing

@testable import SeedanceClient

/// The transport against a server that does everything wrong.
@Suite(.serialized, .timeLimit(.minutes(1))) struct WireTransportTests {
    private let transport = CURLTransport()

    static func request(
        _ method: TransportRequest.Method, _ address: String, idle: Double = 0.5, total: Double? = 6,
        rule: AddressRule = .any
    ) -> TransportRequest {
        TransportRequest(
            method, address, headers: ["Authorization": "Bearer key-of-the-test", "Content-Type": "application/json"],
            body: method == .post ? [UInt8](repeating: 0x20, count: 5000) : nil, addresses: rule, idle: idle,
            total: total)
    }

    @Test(arguments: WireCase.cut + WireCase.malformed + WireCase.unusual)
    func `every broken server comes to a clean end within seconds`(_ wireCase: WireCase) async throws {
        for method in [TransportRequest.Method.get, .post] {
            let server = try WireServer(wireCase.script)
            let start = ContinuousClock.now
            let request = Self.request(method, server.address("/v1?signature=of-the-query"))
            let expected = method == .get ? wireCase.get : wireCase.post
            do {
                let reply = try await transport.collect(request, limit: 1 << 20)
                let text = String(decoding: reply.body, as: UTF8.self)
                #expect(WireCase.Outcome.reply(reply.head.status, text) == expected)
            } catch {
                if expected != .failure("any") { #expect(.failure(error.kind.name) == expected, "\(error)") }
                #expect(!error.message.contains("of-the-query"))
            }
            #expect(start.duration(to: .now) < .seconds(15))
            if method == .post { #expect(server.requests.count <= 1, "a POST is never sent twice") }
        }
    }

    @Test(arguments: WireCase.deadly)
    func `what stops the process in Foundation comes to a clean end, too`(_ wireCase: WireCase) async throws {
        let server = try WireServer(wireCase.script)
        let reply = try? await transport.collect(Self.request(.post, server.address()), limit: 1 << 20)
        #expect(reply == nil || wireCase.post == .reply(200, "hi"))
    }

    @Test(arguments: [TransportRequest.Method.get, .post])
    func `a refused connection and a name that does not exist are known not to have been reached`(
        method: TransportRequest.Method
    ) async throws {
        let server = try WireServer { _ in }
        let closed = server.address()
        server.stop()
        try await until { connect(to: server.port) == false }
        for address in [closed, "http://no-such-host.invalid/v1?signature=of-the-query"] {
            let error = try #require(await failure(of: Self.request(method, address, idle: 5)))
            #expect(error.kind.name == "unreachable", "\(error)")
            #expect(!error.message.contains("of-the-query"))
        }
    }

    @Test func `a handshake that does not come about is known not to have reached the service`() async throws {
        let silent = try WireServer { $0.waitForHangUp() }
        let plain = try WireServer {
            $0.send("HTTP/1.1 400 Bad Request\r\n\r\n")
            $0.waitForHangUp()
        }
        for server in [silent, plain] {
            let address = server.address().replacingOccurrences(of: "http:", with: "https:")
            let error = try #require(await failure(of: Self.request(.post, address)))
            #expect(error.kind.name == "unreachable", "\(error)")
        }
    }

    @Test func `a connection that breaks once a part of the request was sent may have reached the service`()
        async throws
    {
        let server = try WireServer {
            $0.readRequest()
            $0.reset()
        }
        let error = try #require(await failure(of: Self.request(.post, server.address(host: "localhost"))))
        #expect(error.kind.name == "interrupted")
    }

    @Test func `a question is not sent again when the server hangs up on a connection it kept open`() async throws {
        let server = try WireServer { connection in
            connection.readRequest()
            connection.reply(body: "first")
            connection.readRequest()
        }
        _ = try await transport.collect(Self.request(.post, server.address()), limit: 100)
        _ = try? await transport.collect(Self.request(.post, server.address()), limit: 100)
        #expect(server.requests.count == 2)
        #expect(server.connections == 2)
        #expect(server.requests.allSatisfy { $0.body.count == 5000 })
    }

    @Test func `silence and time altogether are measured apart`() async throws {
        let server = try WireServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while connection.send("x") { usleep(50_000) }
        }
        let start = ContinuousClock.now
        let error = try #require(await failure(of: Self.request(.get, server.address(), idle: 2, total: 1)))
        #expect(error.kind.name == "interrupted")
        #expect((.seconds(0.9) ... .seconds(15)).contains(start.duration(to: .now)))
    }

    @Test func `a receiver that takes its time is not taken for a silent server, and nothing piles up`() async throws {
        let server = try WireServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 33554432\r\n\r\n")
            for _ in 0..<512 where connection.send([UInt8](repeating: 7, count: 65536)) {}
        }
        let total = Mutex(0)
        let before = residentBytes()
        try await transport.send(
            Self.request(.get, server.address(), idle: 0.3, total: 20), onHead: { _ in },
            onBody: { piece in
                if total.withLock({ $0 == 0 }) { Thread.sleep(forTimeInterval: 0.6) }
                total.withLock { $0 += piece.count }
            })
        #expect(total.withLock { $0 } == 33_554_432)
        #expect(residentBytes() - before < 24 << 20)
    }

    @Test func `a cancelled task ends the transfer at once, and nothing is handed over afterwards`() async throws {
        let server = try WireServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
            while connection.send([UInt8](repeating: 7, count: 1000)) { usleep(2_000) }
        }
        let received = Mutex((pieces: 0, isOver: false, late: 0))
        let task = Task { [transport] in
            do {
                try await transport.send(
                    Self.request(.get, server.address(), idle: 5, total: nil), onHead: { _ in },
                    onBody: { _ in
                        received.withLock {
                            $0.pieces += 1
                            if $0.isOver { $0.late += 1 }
                        }
                    })
                return "finished"
            } catch {
                received.withLock { $0.isOver = true }
                return (error as? TransportError)?.kind.name ?? "\(error)"
            }
        }
        try await until { received.withLock { $0.pieces > 3 } }
        let start = ContinuousClock.now
        task.cancel()
        #expect(await task.value == "cancelled")
        #expect(start.duration(to: .now) < .seconds(5))
        try await until { server.openConnections == 0 }
        #expect(received.withLock { $0.late } == 0)
    }

    @Test func `what a receiver throws ends the transfer and comes out`() async throws {
        struct Full: Error {}
        let server = try WireServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n\r\n")
            while connection.send([UInt8](repeating: 7, count: 65536)) {}
        }
        do {
            try await transport.send(
                Self.request(.get, server.address()), onHead: { _ in }, onBody: { _ in throw Full() })
            Issue.record("It did not throw.")
        } catch {
            guard case .receiver(let cause) = error.kind else { throw error }
            #expect(cause is Full)
        }
        try await until { server.openConnections == 0 }
    }

    @Test func `a body that is compressed though it should not be is refused, and otherwise decoded`() async throws {
        let packed: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB, 0xC8, 4, 0, 0xAC, 0x2A, 0x93, 0xD8, 2, 0, 0, 0,
        ]
        let server = try WireServer {
            $0.readRequest()
            $0.send(Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 22\r\n\r\n".utf8) + packed)
        }
        let decoded = try await transport.collect(Self.request(.get, server.address()), limit: 100)
        #expect(decoded.body == Array("hi".utf8))
        var plain = Self.request(.get, server.address())
        plain.headers["Accept-Encoding"] = "identity"
        #expect(await failure(of: plain)?.kind.name == "interrupted")
        #expect(server.requests.last?.headers["accept-encoding"] == "identity")
    }

    @Test func `a header that would break out of its line is not sent`() async throws {
        let server = try WireServer { $0.readRequest() }
        var request = Self.request(.get, server.address())
        request.headers["X"] = "a\r\nAuthorization: Bearer other"
        #expect(await failure(of: request)?.kind.name == "unreachable")
        #expect(server.connections == 0)
    }

    private func failure(of request: TransportRequest) async -> TransportError? {
        do {
            _ = try await transport.collect(request, limit: 1 << 20)
            return nil
        } catch {
            return error
        }
    }
}

extension TransportError.Kind {
    var name: String {
        switch self {
        case .unreachable: "unreachable"
        case .interrupted: "interrupted"
        case .unsafeAddress: "unsafeAddress"
        case .receiver: "receiver"
        case .cancelled: "cancelled"
        }
    }
}

/// Waits for a condition, ten seconds at most.
func until(_ condition: () throws -> Bool, _ location: SourceLocation = #_sourceLocation) async throws {
    for _ in 0..<1000 {
        if try condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("It did not come about within ten seconds.", sourceLocation: location)
}

/// Whether anybody listens on a port.
private func connect(to port: UInt16) -> Bool {
    #if canImport(Glibc)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}

/// Bytes of memory that the process has; zero where that cannot be asked.
func residentBytes() -> Int {
    let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * 4096
}
