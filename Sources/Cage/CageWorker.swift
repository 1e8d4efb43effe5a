import CCage
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a worker does with what it is sent.
package protocol CageHandler {
    /// Before the cage closes: loads what `needs` asks for, a set of bits that only the handler knows.
    mutating func prepare(_ needs: UInt32)

    /// - Parameters:
    ///   - descriptors: borrowed for the call.
    ///   - event: what is known before the reply.
    mutating func handle(_ request: [UInt8], _ descriptors: [Int32], event: ([UInt8]) -> Void) -> CageReply
}

package enum CageReply: Sendable {
    case done([UInt8])
    /// The worker has to be prepared with these bits, too, before it can do this.
    case missing(UInt32)
}

/// The inside of the cage.
package enum CageWorker {
    /// The name of the variable that makes a process a worker; its value is its parent's number.
    static let marker = "SEEDANCE_CAGE"
    /// Bytes that a request may have: it comes from our own side, and media travel as descriptors.
    static let requestLimit = 64 << 20
    /// Descriptors that may come with a request.
    static let descriptorLimit = 100

    /// First thing in `main`: never returns in a process that was started as a worker, and at once in every other.
    package static func serveIfAsked(_ handler: @autoclosure () -> some CageHandler) {
        serveIfAsked(handler(), without: 0)
    }

    /// - Parameter omissions: for tests that each protection holds alone.
    package static func serveIfAsked(_ handler: @autoclosure () -> some CageHandler, without omissions: UInt32) {
        calls.store(true, ordering: .relaxed)
        guard let parent = unsafe getenv(marker) else { return }
        guard let parent = pid_t(unsafe String(cString: parent)), ccage_die_with(parent) == 0 else { exit(70) }
        _ = ccage_forbid_inspection()
        unsafe unsetenv(marker)
        unsafe ccage_name_process(CageProcess.name)
        work(handler(), CageLock.Omissions(rawValue: omissions))
    }

    /// Serves at the socket that a worker has.
    static func work(_ handler: some CageHandler, _ omissions: CageLock.Omissions = []) -> Never {
        do throws(CageChannel.Failure) {
            try serve(handler, CageChannel(adopting: ccage_socket), omissions)
        } catch {
            // Whoever started this process is gone, and nobody is left to tell.
        }
        _exit(0)
    }

    /// Whether this program called `serveIfAsked`, so that a copy of it would be a worker and not begin all over again.
    static var canServe: Bool { calls.load(ordering: .relaxed) }

    private static let calls = Atomic(false)

    private static func serve(
        _ handler: some CageHandler, _ channel: CageChannel, _ omissions: CageLock.Omissions
    ) throws(CageChannel.Failure) {
        var handler = handler
        let first = try channel.receive(limit: 1024).message
        guard first.kind == .setup, let setup = CageSetup(first.payload) else { return }
        handler.prepare(setup.needs)
        let protections = CageLock.close(setup.limits, without: omissions)
        guard !setup.isRequired || protections.missing.isEmpty else {
            return try channel.send(
                CageMessage(kind: .refused, payload: Array(protections.missing.joined(separator: " ").utf8)))
        }
        try channel.send(CageMessage(kind: .ready, payload: protections.payload))
        while true {
            let (message, descriptors) = try channel.receive(limit: requestLimit, capacity: descriptorLimit)
            defer { for descriptor in descriptors { close(descriptor) } }
            guard message.kind == .job else { return }
            var failure: CageChannel.Failure?
            let reply = handler.handle(message.payload, descriptors) { event in
                do throws(CageChannel.Failure) {
                    try channel.send(CageMessage(kind: .event, payload: event))
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            switch reply {
            case .done(let bytes): try channel.send(CageMessage(kind: .done, payload: bytes))
            case .missing(let needs):
                try channel.send(CageMessage(kind: .missing, payload: CageMessage.bytes(of: needs)))
            }
        }
    }
}
