extension AddressRule {
    /// Holds an address against the rule, and for `.publicOnly` every network address that its host stands for.
    ///
    /// libcurl resolves the name again: a name that changes in between could still lead elsewhere, but only to a server
    /// that has a certificate for it, because plain http is refused here.
    ///
    /// - Parameter seconds: how long resolving may take.
    /// **Throws**: `unsafeAddress`; `unreachable` when the name cannot be resolved; `cancelled`.
    func check(_ address: HTTPAddress, seconds: Double) async throws(TransportError) {
        guard self == .publicOnly else { return }
        guard address.scheme == "https" else {
            throw Self.unsafe(address, "is not fetched from: it has to be https.")
        }
        if let isPublic = Self.isPublicLiteral(address) {
            if isPublic { return }
            throw Self.unsafe(address, "is not fetched from: the address is private, local or reserved.")
        }
        if Self.isLocalName(address.host) {
            throw Self.unsafe(address, "is not fetched from: the name is that of a local host.")
        }
        for found in try await HostResolver.addresses(of: address.host, seconds: seconds) where !found.isPublic {
            throw Self.unsafe(address, "is not fetched from: the name stands for a private, local or reserved address.")
        }
    }

    /// Nil for a name.
    private static func isPublicLiteral(_ address: HTTPAddress) -> Bool? {
        if address.isBracketed {
            return HostResolver.literalIPv6(address.host).map { PublicNetwork.contains(ipv6: $0) } ?? false
        }
        if let ipv4 = PublicNetwork.ipv4(address.host) { return PublicNetwork.contains(ipv4: ipv4) }
        // 2130706433, 0x7f.1 and 0177.0.0.1 are 127.0.0.1 to some programs.
        return PublicNetwork.endsInNumber(address.host) ? false : nil
    }

    /// Names that are never in the public DNS. Source: RFC 6761, RFC 6762, RFC 8375, ICANN's reservation of `.internal`.
    private static func isLocalName(_ host: String) -> Bool {
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        guard name.contains(".") else { return true }
        let ends = [
            ".localhost", ".local", ".localdomain", ".internal", ".home.arpa", ".lan", ".intranet", ".test", ".onion",
        ]
        return ends.contains { name.hasSuffix($0) }
    }

    private static func unsafe(_ address: HTTPAddress, _ message: String) -> TransportError {
        TransportError(.unsafeAddress, "\(address.scheme)://\(address.authority) \(message)")
    }
}
