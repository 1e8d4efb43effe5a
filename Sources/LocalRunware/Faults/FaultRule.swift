/// A scripted fault: `STEP:FAULT[=VALUE][@WHEN]`, such as `submit:status=503` or `download:cut=1000@2-3`.
///
/// WHEN is `N`, `N-M` or `N-`, counted from 1 for each task, for downloads for each result; `all`; or `P%`, drawn by
/// chance. Without it, the first time of each task. Tasks, webhooks and uploads to an endpoint happen once each: they
/// are counted all together, and without WHEN every one of them is meant. Ranges (`wrong-range`, `no-range`) count only
/// requests for a part.
public struct FaultRule: Hashable, Sendable, CustomStringConvertible {
    /// What the service is asked to do when the fault happens.
    public enum Step: String, Hashable, Sendable, CaseIterable {
        case submit, poll, download, upload, details, webhook, put
        case dryRun = "dry-run"
        /// The task itself, rather than a request.
        case task
        /// Each request that the service gets, whatever for.
        case any = "*"

        /// What the service is asked for.
        static let requests: [Step] = [.submit, .poll, .download, .upload, .details, .dryRun, .any]
        /// What the service sends by itself.
        static let reports: [Step] = [.webhook, .put]
    }

    /// Which times it happens.
    package enum When: Hashable, Sendable {
        case first
        case times(Int, Int?)
        case all
        /// **Units**: percent.
        case share(Double)
    }

    package enum Value: Hashable, Sendable {
        case none
        case seconds(Double)
        case whole(Int)
        case text(String)
        /// `retryAfter` in seconds; `isActedOn` says whether what was asked for was done all the same.
        case status(Int, retryAfter: Int?, isActedOn: Bool)
    }

    public let step: Step
    package let fault: Fault
    package let value: Value
    package let when: When

    package init(_ step: Step, _ fault: Fault, _ value: Value = .none, when: When = .first) {
        self.step = step
        self.fault = fault
        self.value = value
        self.when = when
    }

    /// Reads a rule as it is written on the command line.
    ///
    /// **Throws**: ``FaultRuleError`` that says what there is.
    public init(parsing text: String) throws(FaultRuleError) {
        var parser = FaultRuleParser(text)
        self = try parser.parse()
    }

    /// The rule as it is written, in one way only.
    public var description: String { "\(step.rawValue):\(fault.rawValue)\(value)\(when)" }

    var seconds: Double {
        if case .seconds(let seconds) = value { seconds } else { 0 }
    }

    var whole: Int? {
        if case .whole(let whole) = value { whole } else { nil }
    }

    var text: String? {
        if case .text(let text) = value { text } else { nil }
    }
}

extension FaultRule.When: CustomStringConvertible {
    package var description: String {
        switch self {
        case .first: ""
        case .times(let from, let to?): from == to ? "@\(from)" : "@\(from)-\(to)"
        case .times(let from, nil): "@\(from)-"
        case .all: "@all"
        case .share(let percent): "@\(FaultRule.Value.text(of: percent))%"
        }
    }
}

extension FaultRule.Value: CustomStringConvertible {
    package var description: String {
        switch self {
        case .none: ""
        case .seconds(let seconds): "=\(Self.text(of: seconds))"
        case .whole(let whole): "=\(whole)"
        case .text(let text): "=\(text)"
        case .status(let status, let retryAfter, let isActedOn):
            "=\(status)" + (retryAfter.map { "/retry-after=\($0)" } ?? "") + (isActedOn ? "/acted" : "")
        }
    }

    static func text(of number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }
}

public struct FaultRuleError: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String
    public var description: String { message }
}
