import SeedanceAPI

/// Finds sound that is much quieter or louder than what it will be shown between.
///
/// Sound of less than 0.4 s and sound below the gate has no loudness. Source: EBU R 128 and ITU-R BS.1770-4 for the
/// measure; the range is between a quiet film and the loudest music.
package struct LoudnessCheck: Check {
    package let id = "loudness"
    package let needs: Set<EvidenceKind> = [.sound]
    package let threshold: Threshold? = Threshold(.within(warn: -30 ... -9, fail: nil), .lufs)

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let sound = evidence.sound, sound.duration > 0 else { return .skipped("There is no sound to measure.") }
        guard let loudness = sound.loudness else {
            return .skipped(
                sound.truePeak == nil
                    ? "The sound is silent throughout." : "The sound is too short or too quiet to have a loudness.")
        }
        let shown = (loudness * 10).rounded() / 10
        var details = [String: JSONValue]()
        details["range"] = sound.loudnessRange.map { .rounded($0, places: 1) }
        return CheckOutcome(
            context.status(of: loudness), value: .rounded(loudness, places: 1),
            expected: context.threshold?.expected(), "The integrated loudness is \(text(shown)) LUFS.",
            details: details)
    }
}
