/// What a request's `Range` asks for.
///
/// Source: RFC 9110, section 14, https://www.rfc-editor.org/rfc/rfc9110#section-14
enum ByteRange: Hashable, Sendable {
    /// The whole: there is no such field, or it is one that a server may ignore, because its unit is unknown, it is
    /// malformed, or it asks for several ranges.
    case whole
    case part(Range<Int>)
    /// No byte of the file is in it.
    case unsatisfiable

    /// - Parameter count: bytes of the file.
    init(_ field: String?, of count: Int) {
        self = .whole
        guard let field, let equals = field.firstIndex(of: "="),
            field[..<equals].lowercased() == "bytes"
        else { return }
        let ranges = field[field.index(after: equals)...].split(separator: ",", omittingEmptySubsequences: true)
        guard ranges.count == 1, let range = ranges.first?.trimmed else { return }
        let ends = range.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { return }
        if ends[0].isEmpty {
            guard let length = Self.number(ends[1]) else { return }
            self = length == 0 || count == 0 ? .unsatisfiable : .part((count - min(length, count))..<count)
            return
        }
        guard let first = Self.number(ends[0]) else { return }
        var last = Int.max
        if !ends[1].isEmpty {
            guard let given = Self.number(ends[1]), given >= first else { return }
            last = given
        }
        self = first < count ? .part(first..<(min(last, count - 1) + 1)) : .unsatisfiable
    }

    /// Nil for what has other characters than digits; the greatest number for what is greater.
    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text) ?? .max
    }
}

/// Comparison of entity tags. Source: RFC 9110, sections 8.8.3.2, 13.1 and 14.
enum EntityTags {
    /// Whether a field names the tag, both of them strong.
    static func strong(_ field: String, matches tag: String?) -> Bool {
        guard let tag, !tag.hasPrefix("W/") else { return false }
        return list(field).contains { $0 == tag }
    }

    /// Whether a field names the tag, strong or weak.
    static func weak(_ field: String, matches tag: String?) -> Bool {
        func opaque(_ tag: String) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...] }
        guard let tag else { return false }
        return list(field).contains { opaque($0) == opaque(tag) }
    }

    /// The stand-in's own tags have no comma in them.
    private static func list(_ field: String) -> [String] {
        field.split(separator: ",").map { String($0.trimmed) }
    }
}

extension Substring {
    /// Without white space at the ends, as RFC 9110, section 5.6.3, has it.
    var trimmed: Substring {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
