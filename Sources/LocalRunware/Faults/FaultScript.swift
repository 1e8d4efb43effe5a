/// The rules that are in force, and how often each thing has happened.
struct FaultScript: Sendable {
    let rules: [FaultRule]
    private let seed: UInt64
    private var counts: [Occasion: Int] = [:]

    private struct Occasion: Hashable {
        let step: FaultRule.Step
        /// A task or a result; empty where all are counted together.
        let key: String
        var isRange = false
    }

    init(_ rules: [FaultRule], seed: UInt64) {
        self.rules = rules
        self.seed = seed
    }

    /// Counts one more request, and gives the rules that it meets, in the order of the script.
    ///
    /// - Parameter keys: the tasks that it is about, or the result; a rule is met when it is for one of them.
    mutating func meet(_ step: FaultRule.Step, _ keys: [String], isRange: Bool = false) -> [FaultRule] {
        guard !rules.isEmpty else { return [] }
        let keys = keys.isEmpty ? [""] : keys
        let times = keys.map { count(Occasion(step: step, key: $0)) }
        let rangeTimes = isRange ? keys.map { count(Occasion(step: step, key: $0, isRange: true)) } : []
        return rules.enumerated().filter { index, rule in
            guard rule.step == step || (rule.step == .any && FaultRule.Step.requests.contains(step)) else {
                return false
            }
            let counted = rule.fault.isOfRanges ? rangeTimes : times
            return zip(keys, counted).contains { isMet(rule, index, $0, $1) }
        }.map(\.element)
    }

    /// The same for what happens once to each: the count goes over all of them.
    mutating func meetOnce(_ step: FaultRule.Step, _ key: String) -> [FaultRule] {
        guard !rules.isEmpty else { return [] }
        let time = count(Occasion(step: step, key: ""))
        return rules.enumerated().filter { index, rule in
            rule.step == step && (rule.when == .first || isMet(rule, index, key, time))
        }.map(\.element)
    }

    private mutating func count(_ occasion: Occasion) -> Int {
        counts[occasion, default: 0] += 1
        return counts[occasion, default: 1]
    }

    private func isMet(_ rule: FaultRule, _ index: Int, _ key: String, _ time: Int) -> Bool {
        switch rule.when {
        case .first: time == 1
        case .times(let from, let to): time >= from && time <= to ?? .max
        case .all: true
        case .share(let percent): Draw.fraction(seed, "\(index) \(rule.step) \(key) \(time)") * 100 < percent
        }
    }
}

/// Chance that does not depend on the order of events: the same seed and the same name draw the same.
enum Draw {
    static func bits(_ seed: UInt64, _ name: String) -> UInt64 {
        // FNV-1a over the name, then the finalizer of SplitMix64, because FNV's upper bits are poor for short names.
        var hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }

    /// From 0 up to, and without, 1.
    static func fraction(_ seed: UInt64, _ name: String) -> Double {
        Double(bits(seed, name) >> 11) / 9_007_199_254_740_992
    }

    /// A UUID of version 4.
    static func uuid(_ seed: UInt64, _ name: String) -> String {
        var digits = hexadecimal(bits(seed, name)) + hexadecimal(bits(seed, name + " more"))
        digits[12] = "4"
        digits[16] = ["8", "9", "a", "b"][Int(bits(seed, name) & 3)]
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        return groups.joined(separator: "-")
    }

    private static func hexadecimal(_ bits: UInt64) -> [Character] {
        let text = String(bits, radix: 16)
        return Array(String(repeating: "0", count: 16 - text.count) + text)
    }
}
