import CCage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One end of the socket between a worker and who started it. Owns the descriptor; used by one thread at a time.
final class CageChannel: Sendable {
    enum Failure: Error {
        /// The other side is gone.
        case closed
        /// What came is no message, or too long.
        case malformed(String)
        case tooLate
        case cancelled
    }

    private let socket: Int32

    init(adopting socket: Int32) { self.socket = socket }

    deinit { close(socket) }

    /// Both ends of a new one, or nil where the system has no more descriptors.
    static func pair() -> (CageChannel, Int32)? {
        var ends: [Int32] = [-1, -1]
        guard unsafe ccage_socket_pair(&ends) == 0 else { return nil }
        return (CageChannel(adopting: ends[0]), ends[1])
    }

    /// Seconds of the clock that deadlines are written in.
    static var now: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    func send(
        _ message: CageMessage, descriptors: [Int32] = [], until deadline: Double = .infinity,
        isCancelled: () -> Bool = { false }
    ) throws(Failure) {
        guard let header = message.header() else { throw .malformed("a message of \(message.payload.count) bytes") }
        try send(header, descriptors: descriptors, deadline, isCancelled)
        try send(message.payload, descriptors: [], deadline, isCancelled)
    }

    private func send(
        _ bytes: [UInt8], descriptors: [Int32], _ deadline: Double, _ isCancelled: () -> Bool
    ) throws(Failure) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[sent...])
                return unsafe descriptors.withUnsafeBufferPointer {
                    unsafe ccage_send(
                        socket, rest.baseAddress, rest.count, $0.baseAddress, sent == 0 ? Int32($0.count) : 0)
                }
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                try wait(for: Int16(POLLOUT), deadline, isCancelled)
            } else if errno != EINTR {
                throw .closed
            }
        }
    }

    /// - Parameters:
    ///   - limit: bytes that the payload may have.
    ///   - capacity: how many descriptors are accepted; they come with the message and are the caller's to close.
    func receive(
        limit: Int, capacity: Int = 0, until deadline: Double = .infinity, isCancelled: () -> Bool = { false }
    ) throws(Failure) -> (message: CageMessage, descriptors: [Int32]) {
        var descriptors = [Int32]()
        var isComplete = false
        defer { if !isComplete { for descriptor in descriptors { close(descriptor) } } }
        let header = try receive(CageMessage.headerCount, capacity, &descriptors, deadline, isCancelled)
        guard let kind = CageMessage.Kind(rawValue: header[0]), let count = CageMessage.number(in: header.dropFirst())
        else { throw .malformed("a message of the unknown kind \(header[0])") }
        guard count <= limit else { throw .malformed("a message of \(count) bytes, where \(limit) are the most") }
        let payload = try receive(Int(count), 0, &descriptors, deadline, isCancelled)
        isComplete = true
        return (CageMessage(kind: kind, payload: payload), descriptors)
    }

    /// Exactly `count` bytes. Memory is taken as they come: the count is the other side's word.
    private func receive(
        _ count: Int, _ capacity: Int, _ descriptors: inout [Int32], _ deadline: Double, _ isCancelled: () -> Bool
    ) throws(Failure) -> [UInt8] {
        var bytes = [UInt8]()
        while bytes.count < count {
            try wait(for: Int16(POLLIN), deadline, isCancelled)
            let room = min(count - bytes.count, max(1 << 16, bytes.count))
            var found = [Int32](repeating: -1, count: capacity)
            var (foundCount, got): (Int32, Int) = (0, 0)
            let part = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
                got = unsafe ccage_receive(
                    socket, buffer.baseAddress, room, &found, Int32(clamping: capacity), &foundCount)
                initialized = max(0, got)
            }
            descriptors += found.prefix(Int(foundCount))
            if got == 0 { throw .closed }
            if got < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                throw .closed
            }
            if bytes.isEmpty { bytes = part } else { bytes += part }
        }
        return bytes
    }

    private func wait(for events: Int16, _ deadline: Double, _ isCancelled: () -> Bool) throws(Failure) {
        while true {
            if isCancelled() { throw .cancelled }
            let left = deadline - CageChannel.now
            guard left > 0 else { throw .tooLate }
            var entry = pollfd(fd: socket, events: events, revents: 0)
            let milliseconds = Int32(min(left * 1000 + 1, 50))
            if unsafe poll(&entry, 1, milliseconds) > 0 { return }
        }
    }
}
