import SeedanceAPI

/// Finds sound in which for a time nothing is heard: every channel below -60 dBFS.
///
/// Does not find quiet noise above that level, and says nothing of a video without sound. Source: the level and the two
/// seconds are those of FFmpeg's `silencedetect`.
package struct SilenceCheck: Check {
    package let id = "silence"
    package let needs: Set<EvidenceKind> = [.sound]
    package let threshold: Threshold? = Threshold(.below(warn: 2, fail: nil), .seconds)
    /// Silence throughout is a defect, however short the video.
    package let moreThresholds = ["share": Threshold(.below(warn: nil, fail: 0.98), .share)]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let sound = evidence.sound, sound.duration > 0 else { return .skipped("There is no sound to measure.") }
        let longest = sound.silences.map(\.length).max() ?? 0
        let total = sound.silences.reduce(0) { $0 + $1.length }
        let share = min(1, total / sound.duration)
        let isSilent = context.status(of: share, "share") != .pass
        let status = Finding.Status.worse(context.status(of: longest), context.status(of: share, "share"))
        let message =
            if isSilent {
                "Nothing is heard in \(text((share * 1000).rounded() / 10)) % of the sound: it stays below -60 dBFS."
            } else if sound.silences.isEmpty {
                "Something is heard throughout."
            } else {
                "The longest silence lasts \(text(longest)) s."
            }
        return CheckOutcome(
            status, value: .rounded(longest, places: 3), expected: context.threshold?.expected(), message,
            at: status == .pass ? [] : sound.silences.filter { isSilent || context.status(of: $0.length) != .pass },
            details: ["share": .rounded(share, places: 3)])
    }
}
