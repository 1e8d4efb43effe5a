extension HTTPAddress {
    /// Where a redirect leads; nil for another scheme, and for what is no address.
    ///
    /// Source: RFC 9110, section 10.2.2 (Location), and RFC 3986, section 5.2; relative paths are joined, and dot segments
    /// are left to the server.
    func following(location: String) -> HTTPAddress? {
        guard !location.isEmpty, !location.utf8.contains(where: Self.isForbidden) else { return nil }
        if location.hasPrefix("//") { return HTTPAddress("\(scheme):\(location)") }
        let head = location.prefix { !"/?#".contains($0) }
        if head.contains(":") { return HTTPAddress(location) }
        let origin = "\(scheme)://\(authority)"
        switch location.first {
        case "/": return HTTPAddress(origin + location)
        case "?": return HTTPAddress(origin + (path.isEmpty ? "/" : path) + location)
        case "#": return self
        default:
            let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
            return HTTPAddress(origin + folder + location)
        }
    }
}
