import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Raw connections to this machine: what really goes over the wire, without a library that repairs it.
enum Wire {
    /// Everything that came back until the other side ended the connection.
    struct Received: Sendable {
        var bytes: [UInt8] = []
        /// How many bytes each read gave.
        var pieces: [Int] = []
        /// The end was a reset rather than an orderly close.
        var isReset = false
        /// Nothing more came for two minutes, for blocking tests of other suites may hold all threads for long; or
        /// more came than was asked for.
        var isGivenUp = false
    }

    static func exchange(_ port: UInt16, _ request: [UInt8], atMost limit: Int = .max) async -> Received {
        await blocking {
            guard let socket = connect(port) else { return Received(isReset: true) }
            defer { close(socket) }
            var sent = 0
            while sent < request.count {
                let count = request.withUnsafeBytes { bytes in
                    send(socket, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, quietly)
                }
                if count <= 0 { break }
                sent += count
            }
            return receive(socket, limit)
        }
    }

    static func blocking<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }

    private static func receive(_ socket: Int32, _ limit: Int) -> Received {
        var received = Received()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while received.bytes.count < limit {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                received.pieces.append(count)
                received.bytes += buffer[..<count]
            } else {
                received.isReset = count < 0 && errno == ECONNRESET
                received.isGivenUp = count < 0 && errno == EAGAIN
                return received
            }
        }
        received.isGivenUp = true
        return received
    }

    private static func connect(_ port: UInt16) -> Int32? {
        let number = makeSocket()
        var patience = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let code = withAddress(port) { systemConnect(number, $0, $1) }
        if code == 0 { return number }
        close(number)
        return nil
    }

    static func withAddress<Result>(
        _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    static func makeSocket() -> Int32 { socket(AF_INET, stream, 0) }

    #if canImport(Glibc)
        private static let stream = Int32(SOCK_STREAM.rawValue)
        /// Without a signal when the other side has gone.
        static let quietly = Int32(MSG_NOSIGNAL)
    #else
        private static let stream = SOCK_STREAM
        static let quietly: Int32 = 0
    #endif
}

private func systemConnect(_ socket: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    connect(socket, address, length)
}

/// A message of HTTP, taken apart.
struct WireReply: Sendable {
    let status: Int
    let headers: [String: String]
    let body: [UInt8]
    let received: Wire.Received

    /// Nil when there is no head.
    init?(_ received: Wire.Received) {
        self.received = received
        guard let (lines, body) = Self.split(received.bytes) else { return nil }
        status = Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        self.headers = headers
        self.body = headers["transfer-encoding"] == "chunked" ? Self.joined(body) : body
    }

    static func split(_ bytes: [UInt8]) -> (head: [String], body: [UInt8])? {
        guard let end = Data(bytes).range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        return (head, Array(bytes[end.upperBound...]))
    }

    private static func joined(_ chunks: [UInt8]) -> [UInt8] {
        var rest = chunks[...]
        var body: [UInt8] = []
        while let end = rest.firstIndex(of: 13),
            let count = Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16), count > 0
        {
            body += rest[(end + 2)...].prefix(count)
            rest = rest[(end + 2)...].dropFirst(count + 2)
        }
        return body
    }
}
