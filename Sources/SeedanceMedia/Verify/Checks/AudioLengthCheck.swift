import SeedanceAPI

/// Sound does not end before the pictures, nor long after them.
package struct AudioLengthCheck: Check {
    package let id = "audio-length"
    package let needs: Set<EvidenceKind> = [.streams, .packets]
    /// How much longer the sound is than the pictures.
    package let threshold: Threshold? = Threshold(.atMost(warn: 2, fail: nil), .seconds)
    /// How much shorter.
    package let moreThresholds = ["shorter": Threshold(.atMost(warn: 2, fail: nil), .frames)]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let timeline = evidence.timeline, let sound = evidence.soundExtent else {
            return .skipped("There is no sound to compare.")
        }
        let frame = timeline.interval ?? 1 / context.expectation.frameRate
        let longer = sound.end - timeline.end
        let shorter = frame > 0 ? max(0, -longer - 0.0015) / frame : 0
        let status = Finding.Status.worse(context.status(of: longer), context.status(of: shorter, "shorter"))
        let message =
            switch (status, longer < 0) {
            case (.pass, _): "Sound ends within \(text(abs(longer))) s of the last picture."
            case (_, true): "Sound ends \(text(-longer)) s (\(text(shorter)) frames) before the pictures do."
            case (_, false): "Sound goes on for \(text(longer)) s after the last picture."
            }
        return CheckOutcome(
            status, value: .rounded(longer, places: 3), expected: context.threshold?.expected(), message,
            at: status == .pass ? [] : [TimeSpan(from: sound.end, to: timeline.end)])
    }
}
