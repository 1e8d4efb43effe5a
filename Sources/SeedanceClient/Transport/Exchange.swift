import CURL
import Foundation
import Synchronization

/// One request and its response, over a connection of its own, on a thread of its own.
final class Exchange: TransferEvents {
    private let request: TransportRequest
    private let address: HTTPAddress
    private let end: ContinuousClock.Instant?
    private let onHead: @Sendable (ResponseHead) throws -> Void
    private let onBody: @Sendable ([UInt8]) throws -> Void
    private let state = Mutex(State())

    private struct State {
        var head = HeadReader()
        /// Where a redirect leads that is to be followed; its body is nobody's.
        var location: String?
        var lastMove = ContinuousClock.now
        /// Why it is being ended from here.
        var reason: TransportError?
        var isCancelled = false
    }

    init(
        _ request: TransportRequest, to address: HTTPAddress, end: ContinuousClock.Instant?,
        onHead: @escaping @Sendable (ResponseHead) throws -> Void,
        onBody: @escaping @Sendable ([UInt8]) throws -> Void
    ) {
        self.request = request
        self.address = address
        self.end = end
        self.onHead = onHead
        self.onBody = onBody
    }

    /// Sends, and waits for the end. Gives the `Location` of a redirect that is to be followed, and then has handed over
    /// nothing.
    func run() async throws(TransportError) -> String? {
        let transfer: Transfer
        do throws(CURLError) { transfer = try Transfer.make(curlRequest) } catch { throw failure(error) }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { (done: CheckedContinuation<Result<String?, TransportError>, Never>) in
                // It waits most of the time, and so must not take a thread that others compute on.
                Thread.detachNewThread { done.resume(returning: self.outcome(of: transfer)) }
            }
        } onCancel: {
            state.withLock { $0.isCancelled = true }
            transfer.wake()
        }
        return try outcome.get()
    }

    private func outcome(of transfer: Transfer) -> Result<String?, TransportError> {
        do throws(CURLError) {
            state.withLock { $0.lastMove = .now }
            try transfer.run(self)
        } catch {
            if let location = state.withLock({ $0.location }) { return .success(location) }
            return .failure(failure(error))
        }
        let (location, isComplete) = state.withLock { ($0.location, $0.head.isFinal) }
        guard isComplete else {
            return .failure(
                TransportError(.interrupted, "\(address.authority): The connection ended without a response."))
        }
        return .success(location)
    }

    private var curlRequest: Transfer.Request {
        var fields = ["User-Agent": "seedance", "Accept-Language": "en"]
        fields.merge(request.headers) { $1 }
        // `Name;` is how libcurl takes a field without a value; `Expect:` keeps it from waiting for a word to go on.
        let lines = fields.sorted { $0.key < $1.key }.map { $1.isEmpty ? "\($0);" : "\($0): \($1)" } + ["Expect:"]
        return Transfer.Request(
            address.requested, headers: lines, body: request.method == .post ? request.body ?? [] : nil,
            usesProxies: !address.isLoopback, decodes: askedCoding == nil)
    }

    /// Sorts by evidence: what went out may have been received, and nothing else can have been.
    private func failure(_ error: CURLError) -> TransportError {
        var reason =
            state.withLock { $0.reason } ?? TransportError(.interrupted, "\(address.authority): \(words(error))")
        if case .interrupted = reason.kind, !error.hasSent { reason.kind = .unreachable }
        return reason
    }

    private func words(_ error: CURLError) -> String { Redactor().message(error.message, limit: 300) }
}

// MARK: What libcurl asks and tells

extension Exchange {
    func allows(_ address: [UInt8]) -> Bool {
        // A proxy resolves names itself, and may well have a private address.
        if request.addresses == .any || Exchange.hasProxy { return true }
        let isPublic =
            address.count == 4
            ? PublicNetwork.contains(ipv4: address.reduce(0) { $0 << 8 | UInt32($1) })
            : PublicNetwork.contains(ipv6: address)
        if !isPublic {
            let what = "\(self.address.authority) is not fetched from: it is in a private, local or reserved network."
            state.withLock { $0.reason = TransportError(.unsafeAddress, what) }
        }
        return isPublic
    }

    private static let hasProxy: Bool = {
        let environment = ProcessInfo.processInfo.environment
        return ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].contains { environment[$0]?.isEmpty == false }
    }()

    func receiveLine(_ line: [UInt8]) -> Bool {
        touch()
        let head: ResponseHead?
        do throws(TransportError) {
            head = try state.withLock { (state) throws(TransportError) in try state.head.read(line) }
        } catch {
            return stop(because: error)
        }
        guard let head else { return true }
        if request.method == .get, [301, 302, 303, 307, 308].contains(head.status), let location = head["Location"] {
            state.withLock { $0.location = location }
            return false
        }
        if isUnwantedCoding(head["Content-Encoding"]) {
            return stop(
                because: TransportError(.interrupted, "The server sent a compressed body, though asked not to."))
        }
        return hand { try onHead(head) }
    }

    func receive(_ bytes: [UInt8]) -> Bool { hand { try onBody(bytes) } }

    func hasMoved() { touch() }

    var wait: Double? {
        let state = state.withLock { $0 }
        if state.reason != nil || state.location != nil { return nil }
        if state.isCancelled {
            _ = stop(because: TransportError(.cancelled, "It was cancelled."))
            return nil
        }
        let silence = state.lastMove.duration(to: .now) / .seconds(1)
        let left = end.map { ContinuousClock.now.duration(to: $0) / .seconds(1) } ?? .infinity
        if left <= 0 {
            _ = stop(because: TransportError(.interrupted, "It took longer than it may."))
            return nil
        }
        if silence >= request.idle {
            _ = stop(because: TransportError(.interrupted, "The connection said nothing for \(idleText) s."))
            return nil
        }
        return min(request.idle - silence, left)
    }

    private var idleText: String {
        request.idle == request.idle.rounded() ? String(format: "%.0f", request.idle) : "\(request.idle)"
    }

    private var askedCoding: String? { request.headers.first { $0.key.lowercased() == "accept-encoding" }?.value }

    /// Whether bytes as they lie there were asked for, and others came: their count and ranges would mean nothing.
    private func isUnwantedCoding(_ coding: String?) -> Bool {
        askedCoding == "identity" && !["", "identity"].contains(coding?.lowercased() ?? "")
    }

    /// The receiver's time is not the server's silence.
    private func hand(_ work: () throws -> Void) -> Bool {
        defer { touch() }
        guard !state.withLock({ $0.isCancelled }) else { return false }
        do {
            try work()
            return true
        } catch {
            return stop(because: TransportError(.receiver(error), "What was received could not be taken."))
        }
    }

    private func touch() { state.withLock { $0.lastMove = .now } }

    private func stop(because reason: TransportError) -> Bool {
        var reason = reason
        if case .interrupted = reason.kind { reason.message = "\(address.authority): \(reason.message)" }
        state.withLock { if $0.reason == nil { $0.reason = reason } }
        return false
    }
}
