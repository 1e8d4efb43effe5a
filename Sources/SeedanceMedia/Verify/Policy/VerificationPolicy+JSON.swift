import SeedanceAPI

/// What is wrong with a policy file.
public struct PolicyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The member: `checks.freeze.warn`; empty for the file as a whole.
    public let path: String
    /// A sentence.
    public let message: String

    public var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

extension VerificationPolicy {
    /// Reads a policy file.
    ///
    /// **Shape**: `{"checks": {ID: {"severity": …, "warn": …, "fail": …, NAME: {"warn": …, "fail": …}}}}`. A member
    /// `comment` may stand in every object, and is not read.
    /// **Throws** ``PolicyError`` for what is unknown or makes no sense; nothing is passed over.
    public init(parsing bytes: [UInt8]) throws(PolicyError) {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue(parsing: bytes)
        } catch {
            throw PolicyError(path: "", message: "This is no JSON: \("\(error)".trimmingTrailingPeriod).")
        }
        try self.init(json: json)
    }

    init(json: JSONValue) throws(PolicyError) {
        self.init()
        for (name, value) in try Self.members(of: json, at: "") {
            guard name == "checks" else { throw Self.unknown(name, name, known: ["checks"]) }
            for (id, value) in try Self.members(of: value, at: "checks") {
                guard let check = Checks.all.first(where: { $0.id == id }) else {
                    throw Self.unknown(id, "checks.\(id)", known: Checks.all.map(\.id), of: "check")
                }
                rules[id] = try Self.rule(for: check, value, at: "checks.\(id)")
            }
        }
    }

    private static func rule(for check: any Check, _ json: JSONValue, at path: String) throws(PolicyError) -> Rule {
        var rule = Rule()
        var levels: [String: JSONValue] = [:]
        for (name, value) in try members(of: json, at: path) {
            switch name {
            case "severity": rule.severity = try severity(for: check, value, at: "\(path).severity")
            case "warn", "fail": levels[name] = value
            default:
                guard let threshold = check.moreThresholds[name] else {
                    let known = ["severity", "warn", "fail"] + check.moreThresholds.keys.sorted()
                    throw unknown(name, "\(path).\(name)", known: known)
                }
                let inner = try members(of: value, at: "\(path).\(name)")
                for level in inner.map(\.0) where level != "warn" && level != "fail" {
                    throw unknown(level, "\(path).\(name).\(level)", known: ["warn", "fail"])
                }
                rule.moreThresholds[name] = try threshold.replacing(
                    Dictionary(inner) { $1 }, at: "\(path).\(name)")
            }
        }
        guard let first = levels.keys.sorted().first else { return rule }
        guard let threshold = check.threshold else {
            throw PolicyError(
                path: "\(path).\(first)",
                message: "The check '\(check.id)' measures nothing that a threshold could be set for.")
        }
        rule.threshold = try threshold.replacing(levels, at: path)
        return rule
    }

    private static func severity(
        for check: any Check, _ json: JSONValue, at path: String
    ) throws(PolicyError) -> Severity {
        guard check.isOptional else {
            throw PolicyError(
                path: path, message: "The check '\(check.id)' always counts; it takes no severity.")
        }
        guard let severity = json.string.flatMap(Severity.init(rawValue:)) else {
            let known = Severity.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw PolicyError(path: path, message: "Must be one of \(known).")
        }
        return severity
    }

    /// In the order of their names, so that the same file always has the same first mistake.
    private static func members(of json: JSONValue, at path: String) throws(PolicyError) -> [(String, JSONValue)] {
        guard let object = json.object else { throw PolicyError(path: path, message: "Must be an object.") }
        return object.filter { $0.key != "comment" }.sorted { $0.key < $1.key }
    }

    private static func unknown(
        _ name: String, _ path: String, known: [String], of kind: String = "member"
    ) -> PolicyError {
        PolicyError(
            path: path, message: "There is no \(kind) '\(name)' here; there is \(known.joined(separator: ", ")).")
    }
}

extension Threshold {
    /// The same rule with the limits that a policy gives; null takes one away.
    fileprivate func replacing(_ levels: [String: JSONValue], at path: String) throws(PolicyError) -> Threshold {
        func number(_ name: String, _ old: Double?) throws(PolicyError) -> Double? {
            guard let json = levels[name] else { return old }
            if json.isNull { return nil }
            return try limit(json, at: "\(path).\(name)")
        }
        func range(_ name: String, _ old: ClosedRange<Double>?) throws(PolicyError) -> ClosedRange<Double>? {
            guard let json = levels[name] else { return old }
            if json.isNull { return nil }
            let path = "\(path).\(name)"
            guard let ends = json.array, ends.count == 2 else {
                throw PolicyError(path: path, message: "Must be an array of two numbers, the lower one first.")
            }
            let (low, high) = (try limit(ends[0], at: "\(path)[0]"), try limit(ends[1], at: "\(path)[1]"))
            guard low <= high else {
                throw PolicyError(path: path, message: "The lower limit must come first: \(text(low)) > \(text(high)).")
            }
            return low...high
        }
        var changed = self
        let isLoose: Bool
        switch rule {
        case .below(let warn, let fail):
            let (warn, fail) = (try number("warn", warn), try number("fail", fail))
            changed.rule = .below(warn: warn, fail: fail)
            isLoose = exceeds(warn, fail)
        case .atMost(let warn, let fail):
            let (warn, fail) = (try number("warn", warn), try number("fail", fail))
            changed.rule = .atMost(warn: warn, fail: fail)
            isLoose = exceeds(warn, fail)
        case .atLeast(let warn, let fail):
            let (warn, fail) = (try number("warn", warn), try number("fail", fail))
            changed.rule = .atLeast(warn: warn, fail: fail)
            isLoose = exceeds(fail, warn)
        case .within(let warn, let fail):
            let (warn, fail) = (try range("warn", warn), try range("fail", fail))
            changed.rule = .within(warn: warn, fail: fail)
            isLoose = warn.flatMap { warn in fail.map { warn.clamped(to: $0) != warn } } ?? false
        }
        if isLoose {
            throw PolicyError(
                path: levels.keys.sorted().last.map { "\(path).\($0)" } ?? path,
                message: "Nothing could warn: what fails must lie beyond what warns.")
        }
        return changed
    }

    private func exceeds(_ left: Double?, _ right: Double?) -> Bool {
        left.flatMap { left in right.map { left > $0 } } ?? false
    }

    private func limit(_ json: JSONValue, at path: String) throws(PolicyError) -> Double {
        guard let value = json.number?.double, value.isFinite else {
            throw PolicyError(path: path, message: "Must be a number.")
        }
        guard domain.contains(value) else {
            let (low, high) = (text(domain.lowerBound), text(domain.upperBound))
            throw PolicyError(path: path, message: "Must lie between \(low) and \(high) (\(unit.rawValue)).")
        }
        return value
    }
}
