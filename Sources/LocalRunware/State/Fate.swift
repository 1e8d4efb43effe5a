/// What is in store for a task.
struct Fate: Hashable, Sendable {
    enum Carrier: Hashable, Sendable { case address, base64, dataURI }

    var failure: FailureCode?
    var failsInErrors = false
    var isEndless = false
    /// Seconds more than it would take.
    var delay = 0.0
    var isDisorderly = false
    var isPartial = false
    var carrier = Carrier.address

    init(_ rules: [FaultRule]) {
        for rule in rules {
            switch rule.fault {
            case .fail: failure = rule.text.map(FailureCode.init(named:))
            case .failInErrors:
                failure = rule.text.map(FailureCode.init(named:))
                failsInErrors = true
            case .never: isEndless = true
            case .slow: delay += rule.seconds
            case .disorder: isDisorderly = true
            case .partial: isPartial = true
            case .base64: carrier = .base64
            case .dataURI: carrier = .dataURI
            default: break
            }
        }
    }
}
