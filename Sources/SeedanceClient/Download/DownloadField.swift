import Foundation

/// Values that stand in header fields.
enum DownloadField {
    /// A count of bytes; nil for anything but digits.
    ///
    /// **Not an error**: more than `Int` holds; that is `Int.max`, and above every limit.
    static func count(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text) ?? .max
    }

    /// Seconds that the server asks to wait: a number, or a date.
    ///
    /// Source: RFC 9110, sections 10.2.3 and 5.6.7.
    static func retryAfter(_ field: String?, now: Date = Date()) -> Double? {
        guard let field else { return nil }
        if let seconds = count(field) { return Double(seconds) }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.date(from: field).map { max(0, $0.timeIntervalSince(now)) }
    }

    /// The media type of `Content-Type`, without parameters, in lower case; empty when there is none.
    static func mediaType(_ field: String?) -> String {
        let name = (field ?? "").prefix { $0 != ";" && $0 != "," }
        return name.trimmingCharacters(in: .whitespaces).lowercased()
    }

    /// The host of an address with its port: all of an address that may be shown.
    static func host(of address: String) -> String {
        guard let scheme = address.range(of: "://") else { return "the result's address" }
        let authority = address[scheme.upperBound...].prefix { !"/?#\\".contains($0) }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return host.isEmpty ? "the result's address" : String(host)
    }
}
