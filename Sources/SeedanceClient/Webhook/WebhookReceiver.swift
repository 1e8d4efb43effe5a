import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// Listens for the service's reports of finished results.
///
/// A report is a hint and nothing more: whoever gets one asks the service before believing it. The address has a secret
/// in its path; every other path is answered 404.
///
/// Whatever comes with the right secret is answered 200, also what is too large or no JSON at all: everything but 2xx
/// makes the service send the very same again, and nothing is lost, because tasks are asked about anyway.
public final class WebhookReceiver: Sendable {
    /// Stands among the reports for one that could not be read to its end, or one too many: ask about every open task.
    public static let unnamedReport = ""

    private let port: UInt16
    private let secret: String
    private let queue = ReportQueue()
    private let listening = Mutex<Task<Void, Never>?>(nil)

    /// - Parameters:
    ///   - port: on the loopback interface; 0 for any free one.
    ///   - secret: what the path consists of; a new one unless given.
    public init(port: UInt16 = 0, secret: String? = nil) {
        self.port = port
        // 244 random bits from the system's generator, in characters that no address needs to escape.
        self.secret = secret ?? (UUID().uuidString + UUID().uuidString).lowercased()
    }

    /// Begins to listen, and returns the address to give to the service.
    ///
    /// **Throws**: `cannotCreate` when the port is taken.
    public func start() async throws(ClientError) -> String {
        let handler = WebhookHandler(secret: secret, queue: queue)
        let bound: UInt16
        let first: Task<Void, any Error>
        do {
            let server = try Self.server(port: port, handler: handler)
            first = Task { try await server.run() }
            bound = try await Self.boundPort(of: server, running: first)
        } catch {
            throw ClientError(
                .cannotCreate, "127.0.0.1:\(port)", "The port cannot be listened on.",
                hint: "Another program has it; name another port, or 0 for any free one.")
        }
        let task = Task {
            await withTaskCancellationHandler {
                try? await first.value
            } onCancel: {
                first.cancel()
            }
            // A server ends when it cannot accept a connection, which is what happens when there are too many of them:
            // they are all gone then, and it begins again on the same port.
            while !Task.isCancelled {
                try? await Self.server(port: bound, handler: handler).run()
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
        listening.withLock { previous in
            previous?.cancel()
            previous = task
        }
        return "http://127.0.0.1:\(bound)/\(secret)"
    }

    /// The UUIDs of tasks that were reported, without repetitions that come close together; ends when `stop` is called.
    ///
    /// A repetition is one that comes while the first is still unread. One that comes later is passed on: each of a
    /// task's results is reported by itself, under the same UUID.
    public var reports: AsyncStream<String> {
        let queue = queue
        return AsyncStream { await queue.next() }
    }

    public func stop() async {
        queue.close()
        let task = listening.withLock { listening in
            defer { listening = nil }
            return listening
        }
        task?.cancel()
        await task?.value
    }

    /// Waits until the server listens, or has given up.
    private static func boundPort(of server: HTTPServer, running: Task<Void, any Error>) async throws -> UInt16 {
        let waiting = Task { try await server.waitUntilListening(timeout: 5) }
        let giveUp = Task {
            _ = await running.result
            waiting.cancel()
        }
        defer { giveUp.cancel() }
        do {
            try await waiting.value
            if case .ip4(_, let port)? = await server.listeningAddress { return port }
            throw SocketError.unsupportedAddress
        } catch {
            running.cancel()
            throw error
        }
    }

    private static func server(port: UInt16, handler: WebhookHandler) throws -> HTTPServer {
        HTTPServer(
            config: HTTPServer.Configuration(
                address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port),
                timeout: WebhookHandler.longestBody + 1,
                // The body is read by the handler alone, so that nothing keeps what it passes over.
                sharedRequestBufferSize: 4096,
                sharedRequestReplaySize: 4096,
                pool: GuardedPool(),
                // Standard output belongs to our JSON, and the path is a secret.
                logger: .disabled),
            handler: handler)
    }
}
