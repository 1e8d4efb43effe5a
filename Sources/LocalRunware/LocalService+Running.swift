import FlyingFox
import FlyingSocks
import Foundation

extension LocalService {
    /// Begins to listen and returns the whole address to post to: `http://127.0.0.1:N/v1`.
    ///
    /// **Throws**: ``LocalServiceError`` when the port is taken, the folder cannot be made, or it was started before.
    public func start() async throws -> String {
        guard folder.isEmpty else { throw LocalServiceError(message: "The stand-in was started before; make another.") }
        try makeFolder()
        let server = HTTPServer(
            config: HTTPServer.Configuration(
                address: try sockaddr_in.inet(ip4: "127.0.0.1", port: options.port),
                // Replies that take for ever are among the faults.
                timeout: 7 * 86_400,
                sharedRequestBufferSize: 65_536,
                // Nobody reads a body twice.
                sharedRequestReplaySize: 0,
                pool: PromptSocketPool(base: HTTPServer.defaultPool()),
                logger: .disabled),
            handler: ClosureHTTPHandler { [weak self] request in
                guard let self else { return Reply.hangup.response() }
                return try await self.handle(request).response()
            })
        self.server = server
        do {
            try await listen(server)
        } catch {
            self.server = nil
            removeFolder()
            throw LocalServiceError(
                message: "The stand-in cannot listen on port \(options.port) of 127.0.0.1: \(Self.reason(error)).")
        }
        guard case .ip4(_, let port) = await server.listeningAddress else {
            await stop()
            throw LocalServiceError(message: "The stand-in ended as soon as it had begun.")
        }
        origin = "http://127.0.0.1:\(port)"
        return origin + "/v1"
    }

    /// Ends connections, tasks and reports, and takes the temporary folder away.
    public func stop() async {
        await server?.stop(timeout: 0)
        await serving?.value
        server = nil
        serving = nil
        queue = []
        let unfinished = Array(background.values)
        let unrendered = Array(renders.values)
        for task in unfinished { task.cancel() }
        for task in unrendered { task.cancel() }
        // At once, because a renderer may take its time to end, and again, because it may have written meanwhile.
        removeFolder()
        for task in unfinished { await task.value }
        for task in unrendered { _ = try? await task.value }
        removeFolder()
    }

    /// FlyingFox runs until it is stopped, or fails at once; whichever comes first, listening or failing, counts.
    private func listen(_ server: HTTPServer) async throws {
        let (news, reporter) = AsyncStream<(any Error)?>.makeStream()
        serving = Task {
            do { try await server.run() } catch { reporter.yield(error) }
        }
        let waiting = Task {
            do {
                try await server.waitUntilListening(timeout: 30)
                reporter.yield(nil)
            } catch { reporter.yield(error) }
        }
        defer { waiting.cancel() }
        for await failure in news {
            if let failure { throw failure }
            return
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard case SocketError.failed(_, let number, _) = error else { return "\(error)" }
        return number == EADDRINUSE ? "it is taken" : String(cString: strerror(number))
    }

    // MARK: Folder

    private func makeFolder() throws {
        folder = options.folder ?? NSTemporaryDirectory() + "seedance-serve-" + UUID().uuidString
        do {
            for name in ["videos", "media", "tasks"] {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/\(name)", withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
        } catch {
            throw LocalServiceError(message: "The folder \(folder) cannot be made: \(error.localizedDescription)")
        }
    }

    private func removeFolder() {
        if options.folder == nil, !folder.isEmpty { try? FileManager.default.removeItem(atPath: folder) }
    }

    // MARK: Background

    /// Does something that no request waits for, and that ends when the service does.
    func inBackground(_ work: @escaping @Sendable () async -> Void) {
        let number = backgroundCount
        backgroundCount += 1
        background[number] = Task {
            await work()
            background[number] = nil
        }
    }
}
