/// Which network addresses belong to the public internet.
///
/// Source: IANA's registries of special-purpose IPv4 and IPv6 addresses (RFC 6890), which list what is not globally
/// reachable.
enum PublicNetwork {
    /// Networks as the address and the number of leading bits that count.
    private static let reservedIPv4: [(network: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8),  // this network
        (0x0A00_0000, 8),  // private
        (0x6440_0000, 10),  // carrier-grade NAT
        (0x7F00_0000, 8),  // loopback
        (0xA9FE_0000, 16),  // link-local; metadata services of clouds
        (0xAC10_0000, 12),  // private
        (0xC000_0000, 24),  // protocol assignments
        (0xC000_0200, 24),  // documentation
        (0xC058_6300, 24),  // 6to4 relays
        (0xC0A8_0000, 16),  // private
        (0xC612_0000, 15),  // benchmarks
        (0xC633_6400, 24),  // documentation
        (0xCB00_7100, 24),  // documentation
        (0xE000_0000, 3),  // multicast, reserved, broadcast
    ]

    static func contains(ipv4 address: UInt32) -> Bool {
        !reservedIPv4.contains { address >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
    }

    /// Networks inside 2000::/3 that are not public, or that carry an IPv4 address which would have to be judged.
    private static let reservedIPv6: [(head: UInt64, bits: UInt64)] = [
        (0x2001_0000_0000_0000, 23),  // protocol assignments, Teredo among them
        (0x2001_0DB8_0000_0000, 32),  // documentation
        (0x2002_0000_0000_0000, 16),  // 6to4
        (0x3FFF_0000_0000_0000, 20),  // documentation
    ]

    /// Everything outside of 2000::/3 is private, local, mapped, translated (NAT64) or unassigned.
    ///
    /// - Parameter bytes: sixteen, in network order.
    static func contains(ipv6 bytes: [UInt8]) -> Bool {
        guard bytes.count == 16, bytes[0] >> 5 == 0b001 else { return false }
        let head = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return !reservedIPv6.contains { head >> (64 - $0.bits) == $0.head >> (64 - $0.bits) }
    }

    /// The IPv4 address that a host spells in the one usual way, four decimal numbers.
    static func ipv4(_ host: String) -> UInt32? {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), part == "0" || !part.hasPrefix("0"),
                let byte = UInt8(part)
            else { return nil }
            address = address << 8 | UInt32(byte)
        }
        return address
    }

    /// Whether a host is read as a number by some program or other: its last label is decimal or hexadecimal.
    ///
    /// Source: the URL Standard, "ends in a number checker".
    static func endsInNumber(_ host: String) -> Bool {
        guard let last = host.split(separator: ".").last?.utf8 else { return true }
        return last.allSatisfy { (0x30...0x39).contains($0) } || last.starts(with: "0x".utf8)
    }
}
