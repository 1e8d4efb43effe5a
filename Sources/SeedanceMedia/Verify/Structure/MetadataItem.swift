/// Something that a container says besides what is needed to play it.
package struct MetadataItem: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Where it was made.
        case location
        /// A number by which a device can be told from others of its kind.
        case serialNumber
        /// A signed history after C2PA.
        case provenance
        /// A mark that it is made by a machine.
        case generated
        /// Anything else.
        case text
    }

    package var kind: Kind
    package var key: String
    /// At most 200 characters, without control characters.
    package var value: String

    package init(_ key: String, _ value: String, kind: Kind? = nil) {
        self.key = MetadataItem.clean(key, atMost: 80)
        self.value = MetadataItem.clean(value)
        self.kind = kind ?? MetadataItem.kind(key: key, value: value)
    }

    /// Shortened, on one line.
    static func clean(_ text: String, atMost limit: Int = 200) -> String {
        var result = ""
        var count = 0
        // Looked at as scalars: a thousand combining marks are one character.
        for scalar in text.unicodeScalars.prefix(4 * limit) {
            let category = scalar.properties.generalCategory
            let isSpace = [.control, .spaceSeparator, .lineSeparator, .paragraphSeparator].contains(category)
            if category == .format || category == .surrogate || category == .privateUse { continue }
            if isSpace && (result.isEmpty || result.last == " ") { continue }
            guard count < limit else { return result + "…" }
            result.unicodeScalars.append(isSpace ? " " : scalar)
            count += 1
        }
        while result.last == " " { result.removeLast() }
        return result
    }

    private static func kind(key: String, value: String) -> Kind {
        let key = key.lowercased()
        let locations = ["location", "gps", "\u{A9}xyz", "loci", "latitude", "longitude"]
        if locations.contains(where: key.contains) { return .location }
        if key.contains("serial") || key == "came" || key == "camera.identifier" { return .serialNumber }
        if key.contains("c2pa") || key.contains("jumb") { return .provenance }
        // Labels after China's TC260 rules, and IPTC's kind of digital source.
        if key.contains("aigc") || value.contains("\"AIGC\"") || value.contains("trainedAlgorithmicMedia") {
            return .generated
        }
        return .text
    }
}

/// Points of time for people, without a calendar library.
enum MetadataDate {
    /// Seconds from the beginning of 1970: `2026-07-02T10:20:30Z`.
    static func text(secondsSince1970 seconds: Int64) -> String? {
        guard abs(seconds) < 253_402_300_800 else { return nil }
        var days = seconds / 86_400
        var rest = seconds % 86_400
        if rest < 0 { (days, rest) = (days - 1, rest + 86_400) }
        // Days of eras of 400 years that begin in March. Source: Howard Hinnant, "chrono-Compatible Low-Level Date
        // Algorithms", civil_from_days.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let day = shifted - era * 146_097
        let yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0)
        return "\(digits(year, 4))-\(digits(civilMonth, 2))-\(digits(dayOfMonth, 2))"
            + "T\(digits(rest / 3600, 2)):\(digits(rest / 60 % 60, 2)):\(digits(rest % 60, 2))Z"
    }

    private static func digits(_ value: Int64, _ count: Int) -> String {
        let text = "\(value)"
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
