import Foundation
import Synchronization

/// A server that does wrong whatever a test tells it to: blocking sockets, a thread for each connection.
final class WireServer: Sendable {
    typealias Script = @Sendable (WireConnection) -> Void

    let port: UInt16
    private let listener: Int32
    private let counts = Mutex((connections: 0, open: 0, requests: [WireRequest]()))

    init(_ script: @escaping Script) throws {
        let made = try Self.listen()
        listener = made.socket
        port = made.port
        let listener = listener
        Thread.detachNewThread { [weak self] in
            while true {
                let socket = accept(listener, nil, nil)
                if socket < 0 {
                    if errno == EINTR || errno == ECONNABORTED { continue }
                    close(listener)
                    return
                }
                guard let server = self else {
                    close(socket)
                    return
                }
                let number = server.counts.withLock { counts in
                    counts.connections += 1
                    counts.open += 1
                    return counts.connections
                }
                Thread.detachNewThread {
                    let connection = WireConnection(socket: socket, number: number) { request in
                        server.counts.withLock { $0.requests.append(request) }
                    }
                    script(connection)
                    connection.end()
                    server.counts.withLock { $0.open -= 1 }
                }
            }
        }
    }

    deinit { stop() }

    /// Lets go of the port; connections go on.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    func address(_ path: String = "/v1", host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

    /// Requests whose head came in.
    var requests: [WireRequest] { counts.withLock { $0.requests } }
    var connections: Int { counts.withLock { $0.connections } }
    /// Connections that neither side has closed.
    var openConnections: Int { counts.withLock { $0.open } }

    private static func listen() throws -> (socket: Int32, port: UInt16) {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && Foundation.listen(descriptor, 512) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard descriptor >= 0, bound else { throw POSIXError(.EADDRNOTAVAIL) }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}

/// A request as it came.
struct WireRequest: Sendable {
    var line: String
    /// By names in lower case.
    var headers: [String: String]
    var body: [UInt8]
}

/// One connection, from the server's side.
struct WireConnection: Sendable {
    let socket: Int32
    /// From 1, in the order in which they came.
    let number: Int
    private let onRequest: @Sendable (WireRequest) -> Void

    init(socket: Int32, number: Int, onRequest: @escaping @Sendable (WireRequest) -> Void) {
        self.socket = socket
        self.number = number
        self.onRequest = onRequest
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var one: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Reads a request to the end of its body; nil when the other side is gone.
    @discardableResult
    func readRequest() -> WireRequest? {
        var bytes: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while !bytes.suffix(65536 + 4).containsSequence(end) {
            guard let more = receive() else { return nil }
            bytes += more
        }
        guard let start = bytes.firstIndex(ofSequence: end) else { return nil }
        let lines = String(decoding: bytes[..<start], as: UTF8.self).components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        var body = Array(bytes[(start + 4)...])
        while body.count < headers["content-length"].flatMap({ Int($0) }) ?? 0 {
            guard let more = receive() else { break }
            body += more
        }
        let request = WireRequest(line: lines[0], headers: headers, body: body)
        onRequest(request)
        return request
    }

    private func receive() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    /// False when the other side is gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            #if canImport(Glibc)
                let flags = Int32(MSG_NOSIGNAL)
            #else
                let flags: Int32 = 0
            #endif
            let count = bytes.withUnsafeBytes {
                Foundation.send(socket, $0.baseAddress?.advanced(by: sent), $0.count - sent, flags)
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    func reply(_ status: String = "200 OK", _ headers: [String] = [], body: String = "") {
        let fields = headers + ["Content-Length: \(body.utf8.count)"]
        send("HTTP/1.1 \(status)\r\n" + fields.map { "\($0)\r\n" }.joined() + "\r\n" + body)
    }

    /// Says nothing until the other side hangs up.
    func waitForHangUp() { while receive() != nil {} }

    /// Ends with a reset instead of an orderly end.
    func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }

    func end() { close(socket) }
}

extension Collection where Element == UInt8, Index == Int {
    func firstIndex(ofSequence other: [UInt8]) -> Int? {
        guard count >= other.count else { return nil }
        return (startIndex...(endIndex - other.count)).first { self[$0..<($0 + other.count)].elementsEqual(other) }
    }

    func containsSequence(_ other: [UInt8]) -> Bool { firstIndex(ofSequence: other) != nil }
}
