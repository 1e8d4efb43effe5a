import CURL
import Foundation

/// libcurl as a ``Transport``.
///
/// Foundation's `URLSession` stands on it as well, but ends the process (Swift 6.3 on Linux) when a connection breaks in the
/// middle of a response's head, and sends a POST a second time when a connection that it reused turns out to be dead. Here every
/// request has a connection of its own: a handshake more for each question costs less than a question that is asked twice.
///
/// Nothing is kept between requests: no cookies, no cache, no credentials. A proxy is used where the environment names one, as
/// by every program that stands on libcurl; never for this machine.
public final class CURLTransport: Transport {
    /// Redirects of one request that are followed.
    private static let redirectLimit = 5

    public init() {}

    public func send(
        _ request: TransportRequest,
        onHead: @escaping @Sendable (ResponseHead) throws -> Void,
        onBody: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws(TransportError) {
        guard var address = HTTPAddress(request.address) else {
            throw TransportError(.unsafeAddress, "The address is not one of http or https.")
        }
        guard address.userInfo == nil else {
            throw TransportError(.unsafeAddress, "\(address.authority): an address must not have a user or a password.")
        }
        if let name = request.headers.first(where: { !Self.isHeader($0.key, $0.value) })?.key {
            throw TransportError(.unreachable, "Nothing was sent: no header can carry \(name.debugDescription).")
        }
        let end = request.total.map { ContinuousClock.now + .seconds(max(0, min($0, 1e7))) }
        var request = request
        var redirects = 0
        while true {
            if Task.isCancelled { throw TransportError(.cancelled, "It was cancelled.") }
            let left = end.map { max(0, ContinuousClock.now.duration(to: $0) / .seconds(1)) }
            try await request.addresses.check(address, seconds: min(request.idle, left ?? .infinity))
            let exchange = Exchange(request, to: address, end: end, onHead: onHead, onBody: onBody)
            guard let next = try await exchange.run() else { return }
            redirects += 1
            guard redirects <= Self.redirectLimit else {
                throw TransportError(
                    .interrupted, "\(address.authority) redirects more than \(Self.redirectLimit) times.")
            }
            guard let target = address.following(location: next), target.userInfo == nil else {
                throw TransportError(
                    .unsafeAddress, "\(address.authority) redirects to what is no address of http or https.")
            }
            if !target.isSameOrigin(as: address) {
                request.headers = request.headers.filter { $0.key.lowercased() != "authorization" }
            }
            address = target
        }
    }

    /// Whether HTTP can carry a field as it is. Source: RFC 9110, section 5.
    private static func isHeader(_ name: String, _ value: String) -> Bool {
        let isToken = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"(),/:;<=>?@[\\]{}".utf8.contains($0) }
        return !name.isEmpty && isToken && value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
}
