import Foundation

/// Addresses on this machine.
enum LoopbackAddress {
    /// Whether an http or https address leads to this machine, by its host alone: nothing is looked up.
    static func holds(_ address: String) -> Bool {
        guard let parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = parts.host?.lowercased()
        else { return false }
        if ["localhost", "::1", "[::1]"].contains(host) { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.first == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }
}
