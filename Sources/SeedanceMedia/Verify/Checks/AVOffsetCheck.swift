import SeedanceAPI

/// The first sound comes with the first picture.
///
/// **Units**: seconds by which sound is early; negative where it is late.
/// Source: ITU-R BT.1359-1: people notice sound that is 45 ms early or 125 ms late, and object from 90 and 185 ms on.
package struct AVOffsetCheck: Check {
    package let id = "av-offset"
    package let needs: Set<EvidenceKind> = [.streams, .packets]
    package let threshold: Threshold? = Threshold(.within(warn: -0.125...0.045, fail: -0.185...0.09), .seconds)

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let timeline = evidence.timeline, let first = timeline.times.first, let sound = evidence.soundExtent
        else {
            return .skipped("There is no sound to compare.")
        }
        let early = first - sound.start
        let milliseconds = text((abs(early) * 1000).rounded())
        let status = context.status(of: early)
        return CheckOutcome(
            status, value: .rounded(early, places: 3), expected: context.threshold?.expected(),
            "Sound begins \(milliseconds) ms \(early < 0 ? "after" : "before") the first picture.",
            at: status == .pass ? [] : [TimeSpan(from: 0, to: abs(early))])
    }
}
