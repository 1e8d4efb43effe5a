/// Reads one rule from left to right.
struct FaultRuleParser {
    private let text: String
    private var rest: Substring

    init(_ text: String) {
        self.text = text
        rest = text[...]
    }

    mutating func parse() throws(FaultRuleError) -> FaultRule {
        guard let colon = rest.firstIndex(of: ":") else {
            throw problem("a rule is written STEP:FAULT[=VALUE][@WHEN], such as submit:status=503@1-2.")
        }
        let step = try step(rest[..<colon])
        rest = rest[rest.index(after: colon)...]
        let when = try takeWhen()
        let name = rest.prefix { $0 != "=" }
        let argument = name.endIndex == rest.endIndex ? nil : rest[rest.index(after: name.endIndex)...]
        guard let fault = Fault(rawValue: String(name)) else {
            throw problem(
                "\"\(name)\" is no fault; \(step.rawValue) has \(Self.list(Fault.names(at: step))).")
        }
        guard fault.steps.contains(step) else {
            throw problem(
                "\(name) makes no sense at \(step.rawValue), which has \(Self.list(Fault.names(at: step))); "
                    + "\(name) is for \(Self.list(fault.steps.map(\.rawValue))).")
        }
        return FaultRule(step, fault, try value(argument, of: fault, at: step), when: when)
    }

    private func step(_ name: Substring) throws(FaultRuleError) -> FaultRule.Step {
        if let step = FaultRule.Step(rawValue: String(name)) { return step }
        throw problem(
            "\"\(name)\" is no step; there are \(Self.list(FaultRule.Step.allCases.map(\.rawValue))), "
                + "where * is every request.")
    }

    // MARK: When

    private mutating func takeWhen() throws(FaultRuleError) -> FaultRule.When {
        guard let at = rest.lastIndex(of: "@") else { return .first }
        let written = rest[rest.index(after: at)...]
        rest = rest[..<at]
        guard let when = Self.when(written) else {
            throw problem("\"@\(written)\" is no time; there are @N, @N-M, @N-, @all and @P%, and N begins with 1.")
        }
        return when
    }

    private static func when(_ written: Substring) -> FaultRule.When? {
        if written == "all" { return .all }
        if written.hasSuffix("%") {
            guard let percent = decimal(written.dropLast()), percent <= 100 else { return nil }
            return .share(percent)
        }
        let ends = written.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = ends.first.flatMap(whole), first > 0 else { return nil }
        guard ends.count == 2 else { return .times(first, first) }
        if ends[1].isEmpty { return .times(first, nil) }
        guard let last = whole(ends[1]), last >= first else { return nil }
        return .times(first, last)
    }

    // MARK: Values

    private func value(
        _ written: Substring?, of fault: Fault, at step: FaultRule.Step
    ) throws(FaultRuleError) -> FaultRule.Value {
        switch fault.argument(at: step) {
        case .none:
            guard written == nil else { throw problem("\(fault.rawValue) takes no value.") }
            return .none
        case .status: return try status(written)
        case .seconds:
            if let seconds = written.flatMap(Self.decimal), seconds <= 86_400 { return .seconds(seconds) }
            throw problem("\(fault.rawValue) needs seconds, such as \(fault.rawValue)=0.5.")
        case .whole(let range, let standard):
            if let whole = written.map(Self.whole) ?? standard, range.contains(whole) { return .whole(whole) }
            throw problem(
                "\(fault.rawValue) needs a number from \(range.lowerBound) to \(range.upperBound), "
                    + "such as \(fault.rawValue)=1000.")
        case .word(let words):
            if let written, words.contains(String(written)) { return .text(String(written)) }
            throw problem("\(fault.rawValue) needs one of \(Self.list(words)).")
        case .code(let standard):
            let code = written.map(String.init) ?? standard
            guard !code.isEmpty, code.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw problem("\(fault.rawValue) needs the code of an error without spaces, or nothing.")
            }
            return .text(code)
        }
    }

    private func status(_ written: Substring?) throws(FaultRuleError) -> FaultRule.Value {
        let parts = (written ?? "").split(separator: "/", omittingEmptySubsequences: false)
        var retryAfter: Int?
        var isActedOn = false
        var isRight = true
        for part in parts.dropFirst() {
            if part == "acted" {
                isActedOn = true
            } else if part.hasPrefix("retry-after="), let seconds = Self.whole(part.dropFirst("retry-after=".count)) {
                retryAfter = seconds
            } else {
                isRight = false
            }
        }
        guard isRight, let status = parts.first.flatMap(Self.whole), (200...599).contains(status) else {
            throw problem(
                "status needs an HTTP status from 200 to 599, which /retry-after=SECONDS and /acted may follow.")
        }
        return .status(status, retryAfter: retryAfter, isActedOn: isActedOn)
    }

    /// Digits and nothing else, up to nine of them.
    private static func whole(_ text: Substring) -> Int? {
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    private static func decimal(_ text: Substring) -> Double? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ whole($0) != nil }) else { return nil }
        return Double(text)
    }

    // MARK: Messages

    private func problem(_ sentence: String) -> FaultRuleError {
        FaultRuleError(message: "\(text.prefix(100)): \(sentence)")
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}

extension Fault {
    static func names(at step: FaultRule.Step) -> [String] {
        allCases.filter { $0.steps.contains(step) }.map(\.rawValue)
    }
}
