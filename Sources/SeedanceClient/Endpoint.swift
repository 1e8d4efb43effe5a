/// Where the service is.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// Runware's own.
    public static let standard = "https://api.runware.ai/v1"

    /// The whole address that questions are posted to; nothing is appended to it.
    public let address: String
    /// Whether it is on this machine; only then may it be plain http, and addresses that it names private.
    public let isLocal: Bool

    /// **Throws**: `invalidEndpoint` for what is no address, has a user, query or fragment, or would carry the key in the open.
    ///
    /// **Not an error**: https to a host in a private network, such as a company's proxy: who names it means it.
    public init(_ address: String) throws(ClientError) {
        if address.utf8.contains(where: { $0 <= 0x20 }) {
            throw Self.invalid(address, "It has a space or a control character in it.")
        }
        guard let parsed = HTTPAddress(address) else {
            throw Self.invalid(address, "It is no address of the form https://host/path.")
        }
        if parsed.userInfo != nil { throw Self.invalid(address, "It has a user or a password in it.") }
        if parsed.query != nil { throw Self.invalid(address, "It has a query in it.") }
        if parsed.fragment != nil { throw Self.invalid(address, "It has a fragment in it.") }
        isLocal = Self.isLoopback(parsed)
        guard isLocal || parsed.scheme == "https" else {
            throw Self.invalid(address, "Plain http to another machine would carry the key in the open.")
        }
        self.address = address
    }

    /// `RUNWARE_BASE_URL`, else `https://api.runware.ai/v1`.
    ///
    /// **Throws**: `invalidEndpoint`; also for an empty variable: it may have been meant for another service than the one
    /// that takes money.
    public init(environment: [String: String]) throws(ClientError) {
        try self.init(environment["RUNWARE_BASE_URL"] ?? Self.standard)
    }

    /// What may be fetched of the addresses that the service names in its replies, not which endpoint may be asked.
    ///
    /// An endpoint in a private network has `.publicOnly`, too: results behind such a proxy have to be at public addresses.
    package var addresses: AddressRule { isLocal ? .any : .publicOnly }

    public var description: String { address }

    /// Literals alone, and the one name that RFC 6761, section 6.3, reserves for it: nothing that has to be resolved.
    private static func isLoopback(_ address: HTTPAddress) -> Bool {
        if address.isBracketed {
            return HostResolver.literalIPv6(address.host) == [UInt8](repeating: 0, count: 15) + [1]
        }
        return address.host == "localhost" || PublicNetwork.ipv4(address.host).map { $0 >> 24 == 127 } ?? false
    }

    private static func invalid(_ address: String, _ message: String) -> ClientError {
        ClientError(
            .invalidEndpoint, "endpoint \(Redactor().message(address, limit: 200).debugDescription)", message,
            hint: "RUNWARE_BASE_URL takes the whole address, such as \(standard), or http://127.0.0.1:PORT/v1 for "
                + "a service on this machine.")
    }
}
