import SeedanceAPI

/// Finds sound whose wave between the samples goes beyond what converters and further encoders can take.
///
/// Source: EBU R 128, -1 dBTP; ITU-R BS.1770-4, annex 2, for the measure.
package struct TruePeakCheck: Check {
    package let id = "true-peak"
    package let needs: Set<EvidenceKind> = [.sound]
    package let threshold: Threshold? = Threshold(.atMost(warn: -1, fail: 0), .dBTP)

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let sound = evidence.sound, sound.duration > 0 else { return .skipped("There is no sound to measure.") }
        guard let peak = sound.truePeak else { return .skipped("The sound is silent throughout.") }
        let shown = (peak * 10).rounded() / 10
        return CheckOutcome(
            context.status(of: peak), value: .rounded(peak, places: 2), expected: context.threshold?.expected(),
            "The true peak is \(text(shown)) dBTP.")
    }
}
