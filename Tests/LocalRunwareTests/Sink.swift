import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Takes what the stand-in sends by itself, and answers as it is told.
final class Sink: Sendable {
    struct Message: Sendable {
        let line: String
        let headers: [String: String]
        let body: [UInt8]
    }

    let port: UInt16
    private let socket: Int32
    private let messages = Mutex<[Message]>([])
    /// The statuses of the first answers; 200 after them.
    private let statuses: [Int]

    init(statuses: [Int] = []) {
        self.statuses = statuses
        let number = Wire.makeSocket()
        _ = Wire.withAddress(0) { bind(number, $0, $1) }
        listen(number, 64)
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &length) }
        }
        socket = number
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(number, nil, nil)
                guard connection >= 0, let self else { return }
                self.serve(connection)
            }
        }
    }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    var address: String { "http://127.0.0.1:\(port)/hook?secret=s" }
    var received: [Message] { messages.withLock { $0 } }

    /// Waits until so many have come, a minute at most.
    func messages(_ count: Int) async throws -> [Message] {
        let end = ContinuousClock.now + .seconds(60)
        while received.count < count, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
        return received
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var expected = Int.max
        var isAsked = false
        while bytes.count < expected {
            let count = recv(connection, &buffer, buffer.count, 0)
            if count <= 0 { break }
            bytes += buffer[..<count]
            guard let (head, body) = WireReply.split(bytes) else { continue }
            let field = head.first { $0.lowercased().hasPrefix("content-length:") }
            expected =
                bytes.count - body.count + (Int(field?.dropFirst(15).trimmingCharacters(in: .whitespaces) ?? "") ?? 0)
            if !isAsked, head.contains(where: { $0.lowercased() == "expect: 100-continue" }) {
                isAsked = true
                answer(connection, "HTTP/1.1 100 Continue\r\n\r\n")
            }
        }
        guard let (head, body) = WireReply.split(bytes) else { return }
        var headers: [String: String] = [:]
        for line in head.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        let number = messages.withLock { messages in
            messages.append(Message(line: head[0], headers: headers, body: body))
            return messages.count
        }
        let status = number <= statuses.count ? statuses[number - 1] : 200
        answer(connection, "HTTP/1.1 \(status) Whatever\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    }

    private func answer(_ connection: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        _ = send(connection, bytes, bytes.count, Wire.quietly)
    }
}
