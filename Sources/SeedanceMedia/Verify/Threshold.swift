/// From which measured value on a check warns, and from which it fails. Data, so that a policy can exchange it.
public struct Threshold: Hashable, Sendable, Codable {
    public enum Rule: Hashable, Sendable, Codable {
        /// Values must stay below the limit.
        case below(warn: Double?, fail: Double?)
        /// Values may reach the limit and not exceed it.
        case atMost(warn: Double?, fail: Double?)
        /// Values may sink to the limit and no lower.
        case atLeast(warn: Double?, fail: Double?)
        /// Values must lie inside; for durations, inside what was expected plus these bounds.
        case within(warn: ClosedRange<Double>?, fail: ClosedRange<Double>?)
    }

    public enum Unit: String, Hashable, Sendable, Codable {
        case seconds, frames, share, decibels, similarity, pixels, times, samples
        case framesPerSecond = "frames/s"
        /// CIEDE2000.
        case deltaE
        case lufs = "LUFS"
        case dBTP

        /// What can be measured at all.
        var domain: ClosedRange<Double> {
            switch self {
            case .seconds, .framesPerSecond: 0...86_400
            case .frames, .pixels, .times, .samples: 0...1_000_000
            case .share, .similarity: 0...1
            case .decibels: -200...0
            case .deltaE: 0...100
            case .lufs, .dBTP: -100...20
            }
        }
    }

    public var rule: Rule
    public var unit: Unit

    public init(_ rule: Rule, _ unit: Unit) {
        self.rule = rule
        self.unit = unit
    }

    /// What a policy may set a limit to. The limits of `within` are differences, and may be negative.
    var domain: ClosedRange<Double> {
        guard case .within = rule, unit == .seconds || unit == .framesPerSecond else { return unit.domain }
        return -unit.domain.upperBound...unit.domain.upperBound
    }

    /// What a value means; a value that is no number fails.
    public func status(of value: Double) -> Finding.Status {
        guard !value.isNaN else { return .fail }
        switch rule {
        case .below(let warn, let fail): return Self.status(fail.map { value >= $0 }, warn.map { value >= $0 })
        case .atMost(let warn, let fail): return Self.status(fail.map { value > $0 }, warn.map { value > $0 })
        case .atLeast(let warn, let fail): return Self.status(fail.map { value < $0 }, warn.map { value < $0 })
        case .within(let warn, let fail):
            return Self.status(fail.map { !$0.contains(value) }, warn.map { !$0.contains(value) })
        }
    }

    private static func status(_ fails: Bool?, _ warns: Bool?) -> Finding.Status {
        fails == true ? .fail : warns == true ? .warn : .pass
    }

    /// What passes without a warning, for people: `< 0.5`, `4.9…5.6`; nil where everything passes.
    ///
    /// - Parameter offset: is added to the limits: what was expected, where they are differences from it.
    public func expected(offset: Double = 0) -> String? {
        switch rule {
        case .below(let warn, let fail): (warn ?? fail).map { "< \(text($0 + offset))" }
        case .atMost(let warn, let fail): (warn ?? fail).map { "≤ \(text($0 + offset))" }
        case .atLeast(let warn, let fail): (warn ?? fail).map { "≥ \(text($0 + offset))" }
        case .within(let warn, let fail):
            (warn ?? fail).map { "\(text($0.lowerBound + offset))…\(text($0.upperBound + offset))" }
        }
    }
}
