/// Each of these reports a value of the wrong kind and gives nil for it, and for an absent one.
extension Validator {
    mutating func string(_ value: JSONValue?, _ path: String, _ right: String = "a string") -> String? {
        guard let value else { return nil }
        if let string = value.string { return string }
        report(.wrongType, path, "\(path) must be \(right); this is \(value.kindName).")
        return nil
    }

    mutating func requiredString(_ name: String, _ right: String) -> String? {
        if task[name] == nil { report(.missing, name, "\(name) is missing; it must be \(right).") }
        return string(task[name], name, right)
    }

    mutating func boolean(_ value: JSONValue?, _ path: String) {
        guard let value, value.bool == nil else { return }
        report(.wrongType, path, "\(path) must be true or false; this is \(value.kindName).", allowed: [true, false])
    }

    /// A whole number from `range`.
    mutating func integer(_ value: JSONValue?, _ path: String, _ range: ClosedRange<Int>) {
        let right =
            range.upperBound == .max
            ? "an integer of \(range.lowerBound) or more" : "an integer from \(range.lowerBound) to \(range.upperBound)"
        guard let value = wholeNumber(value, path, right) else { return }
        guard let int = value.int, range.contains(int) else {
            report(.outOfRange, path, "\(path) must be \(right); it is \(excerpt(value.literal)).")
            return
        }
    }

    /// A whole number of any size.
    mutating func wholeNumber(_ value: JSONValue?, _ path: String, _ right: String) -> JSONNumber? {
        guard let value else { return nil }
        guard let number = value.number else {
            report(.wrongType, path, "\(path) must be \(right); this is \(value.kindName).")
            return nil
        }
        if number.isWhole { return number }
        report(.wrongType, path, "\(path) must be \(right); \(excerpt(number.literal)) is not a whole number.")
        return nil
    }

    /// One of a few words.
    mutating func word(_ value: JSONValue?, _ path: String, _ words: [String]) {
        let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
        guard let text = string(value, path, words.count == 1 ? list : "one of \(list)") else { return }
        reject(text, path, unless: words)
    }

    mutating func reject(_ text: String, _ path: String, unless words: [String]) {
        guard !words.contains(text) else { return }
        let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
        let right =
            words.first { $0.lowercased() == text.lowercased() }.map { "write \"\($0)\"" }
            ?? (words.count == 1 ? "it must be \(list)" : "it must be one of \(list)")
        report(
            .valueNotAllowed, path, "\(path) cannot be \"\(excerpt(text))\"; \(right).",
            allowed: words.map(JSONValue.string))
    }

    mutating func webAddress(_ value: JSONValue?, _ path: String) {
        guard let text = string(value, path, "a URL") else { return }
        if let problem = WebAddress.problem(in: text) { report(.wrongFormat, path, "\(path): \(problem)") }
    }

    /// The members of an object that groups parameters; none when it is absent.
    mutating func object(_ name: String) -> [String: JSONValue] {
        guard let value = task[name] else { return [:] }
        if let members = value.object { return members }
        report(.wrongType, name, "\(name) must be an object; this is \(value.kindName).")
        return [:]
    }

    /// So much of a text as fits into a sentence, in one line.
    func excerpt(_ text: String) -> String {
        let head = String(String.UnicodeScalarView(text.unicodeScalars.prefix(40).map { $0.value < 0x20 ? " " : $0 }))
        return text.unicodeScalars.count > 40 ? head + "…" : head
    }
}
