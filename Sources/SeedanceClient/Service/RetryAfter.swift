import Foundation

/// How long the service asks to wait.
///
/// Source: RFC 9110, section 10.2.3 (Retry-After) and section 5.6.7 (the three forms of dates).
enum RetryAfter {
    /// A day; what is longer is a mistake.
    private static let longest = 86_400.0
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Seconds; nil when nothing was asked for, or what cannot be read. A date counts from the reply's own `Date`, so that
    /// it does not matter what time it is here.
    static func seconds(_ head: ResponseHead, now: Date = Date()) -> Double? {
        guard let text = head["Retry-After"]?.trimmingCharacters(in: .whitespaces), !text.isEmpty else { return nil }
        if let seconds = Double(text), seconds.isFinite { return seconds < 0 ? nil : min(seconds, longest) }
        guard let date = date(text) else { return nil }
        let start = head["Date"].flatMap(Self.date) ?? now
        return max(0, min(date.timeIntervalSince(start), longest))
    }

    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
    static func date(_ text: String) -> Date? {
        var parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard (7...8).contains(parts.count) else { return nil }
        if parts.count == 8 { guard ["gmt", "utc"].contains(parts.removeLast()) else { return nil } }
        let isAsctime = months.contains(parts[1])
        let fields = isAsctime ? [6, 1, 2, 3, 4, 5] : [3, 2, 1, 4, 5, 6]
        guard let month = months.firstIndex(of: parts[fields[1]]),
            var year = Int(parts[fields[0]]), let day = Int(parts[fields[2]]), let hour = Int(parts[fields[3]]),
            let minute = Int(parts[fields[4]]), let second = Int(parts[fields[5]])
        else { return nil }
        if parts[fields[0]].count == 2 { year += year < 70 ? 2000 : 1900 }
        guard (1970...9999).contains(year), (1...31).contains(day), (0..<24).contains(hour), (0..<60).contains(minute),
            (0...60).contains(second)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(
            from: DateComponents(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second))
    }
}
