import SeedanceAPI

/// Counts runs of three or more samples at full scale or beyond: waves whose tops are cut off.
///
/// Does not find sound that was cut off and then made quieter, nor, reliably, what was cut off before a lossy codec
/// bent the tops again.
package struct ClippingCheck: Check {
    package let id = "clipping"
    package let needs: Set<EvidenceKind> = [.sound]
    package let threshold: Threshold? = Threshold(.below(warn: 10, fail: nil), .times)

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let sound = evidence.sound, sound.duration > 0 else { return .skipped("There is no sound to measure.") }
        let count = sound.clippedRuns
        let message =
            switch count {
            case 0: "No samples run at full scale."
            case 1: "Samples run at full scale once."
            default: "Samples run at full scale \(count) times."
            }
        return CheckOutcome(
            context.status(of: Double(count)), value: JSONValue(count), expected: context.threshold?.expected(),
            message,
            at: sound.clippings)
    }
}
