import Dispatch
import Foundation

/// The system's name resolution, on a thread of its own: it blocks, for half a minute where the network is broken.
enum HostResolver {
    enum Found: Hashable, Sendable {
        case ipv4(UInt32)
        /// Sixteen bytes in network order.
        case ipv6([UInt8])

        var isPublic: Bool {
            switch self {
            case .ipv4(let address): PublicNetwork.contains(ipv4: address)
            case .ipv6(let bytes): PublicNetwork.contains(ipv6: bytes)
            }
        }
    }

    /// Every address that a name stands for; at least one.
    ///
    /// **Throws**: `unreachable` when there is none or the time is over, `cancelled` at once when the task is.
    static func addresses(of host: String, seconds: Double) async throws(TransportError) -> [Found] {
        let answer = Once<[Found]>()
        let unresolved = TransportError(
            .unreachable, "\(host) cannot be resolved: there is no such host, or no network.")
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard answer.attach(continuation) else { return }
                DispatchQueue.global().async {
                    let found = lookUp(host)
                    answer.finish(found.isEmpty ? .failure(unresolved) : .success(found))
                }
                DispatchQueue.global().asyncAfter(deadline: .now() + max(0, min(seconds, 86_400))) {
                    answer.finish(.failure(unresolved))
                }
            }
        } onCancel: {
            answer.finish(.failure(TransportError(.cancelled, "It was cancelled.")))
        }
        return try result.get()
    }

    /// The bytes of an IPv6 address as it stands between brackets.
    static func literalIPv6(_ text: String) -> [UInt8]? {
        var address = in6_addr()
        guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
        return withUnsafeBytes(of: &address) { Array($0) }
    }

    private static func lookUp(_ host: String) -> [Found] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [Found] = []
        var entry = list
        while let current = entry {
            if let address = current.pointee.ai_addr { found.append(read(address, Int32(address.pointee.sa_family))) }
            entry = current.pointee.ai_next
        }
        return found
    }

    private static func read(_ address: UnsafeMutablePointer<sockaddr>, _ family: Int32) -> Found {
        let raw = UnsafeRawPointer(address)
        if family == AF_INET {
            return .ipv4(UInt32(bigEndian: raw.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
        }
        // A family that nobody knows counts as not public.
        guard family == AF_INET6 else { return .ipv6([]) }
        return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { .ipv6(Array($0)) }
    }
}
