import FlyingSocks
import Synchronization

/// Bounds how long and how many connections wait, which FlyingFox (0.27) does not.
///
/// FlyingFox waits for ever for a request that does not come to its end, and takes any number of connections: whoever
/// opens them all and says nothing takes the receiver down. Its server asks a pool of sockets whenever it has to wait
/// for one, so this is where bounds can stand. They cannot be set for what never waits: a header that comes faster than
/// it is read, without an end, is kept whole by FlyingFox. The tunnel that makes the address public bounds that.
///
/// Below it is the pool on `poll(2)`: the one on `epoll` takes a socket off its list only after it has let its owner go
/// on, and when the owner has closed it by then, the next connection with the same number is never heard.
final class GuardedPool: AsyncSocketPool {
    /// Seconds from when a connection first has to wait to its end.
    static let longestLife = 10.0
    /// Connections that may wait at a time; the next ones are closed.
    static let mostWaiting = 256

    private struct State {
        /// How many connections wait at the moment.
        var waiting = 0
        /// By the number of the socket. Numbers are used again, so the peer tells a connection from the one before it.
        var ends: [Int32: (peer: Socket.Address, end: ContinuousClock.Instant)] = [:]
    }

    private let base: SocketPool<Poll> = .poll(interval: .seconds(0.05))
    private let state = Mutex(State())

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // The socket that listens has no peer.
        guard let peer = try? socket.remotePeer() else {
            return try await base.suspendSocket(socket, untilReadyFor: events)
        }
        guard let end = enter(socket.file.rawValue, peer) else { throw SocketError.disconnected }
        defer { state.withLock { $0.waiting -= 1 } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.base.suspendSocket(socket, untilReadyFor: events) }
            group.addTask {
                try await Task.sleep(until: end, clock: .continuous)
                throw SocketError.disconnected
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// When a connection is to end; nil when too many wait.
    private func enter(_ file: Int32, _ peer: Socket.Address) -> ContinuousClock.Instant? {
        state.withLock { state in
            guard state.waiting < Self.mostWaiting else { return nil }
            state.waiting += 1
            if let known = state.ends[file], known.peer == peer { return known.end }
            let end = ContinuousClock.now + .seconds(Self.longestLife)
            state.ends[file] = (peer, end)
            return end
        }
    }
}
