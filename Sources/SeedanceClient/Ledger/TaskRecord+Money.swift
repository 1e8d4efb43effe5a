import Foundation

extension TaskRecord {
    /// US dollars of a budget that this task has taken, or may yet take.
    ///
    /// What it will cost at most until that is known: while it runs, the price of the first result says nothing of the
    /// others. A task that failed or was refused costs what its results cost; as long as the service has not put a price
    /// on each of them, that is the whole. A price above what was expected counts as it is.
    var spokenFor: Decimal {
        let isPriced = results.allSatisfy { $0.cost != nil }
        switch state {
        case .failed, .refused: return isPriced ? cost ?? 0 : max(total, cost ?? 0)
        case .succeeded, .downloading, .verified, .delivered:
            if isPriced, let cost { return cost }
            return max(total, cost ?? 0)
        case .planned, .sent, .accepted, .running, .unknown: return max(total, cost ?? 0)
        }
    }

    /// Sets what it cost so far.
    mutating func sumUp() {
        let costs = results.compactMap(\.cost)
        cost = costs.isEmpty ? nil : costs.reduce(0, +)
    }
}
