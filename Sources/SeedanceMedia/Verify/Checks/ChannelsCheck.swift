import SeedanceAPI

/// Finds a stereo channel in which nothing is ever heard, and two channels of which one is the other upside down, so
/// that they cancel each other out on a loudspeaker for both.
///
/// Of more than two channels only the first two count: the others are often silent by intention. Source: the limit is
/// that of usual correlation meters, where everything from -0.9 down counts as turned over.
package struct ChannelsCheck: Check {
    package let id = "channels"
    package let needs: Set<EvidenceKind> = [.sound]
    /// How far the two channels are opposite: 0 where they are alike or independent, 1 where one is the other negated.
    package let threshold: Threshold? = Threshold(.atMost(warn: 0.9, fail: nil), .share)

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let sound = evidence.sound, sound.duration > 0 else { return .skipped("There is no sound to measure.") }
        guard sound.truePeak != nil else { return .skipped("The sound is silent throughout.") }
        guard sound.channels > 1 else { return CheckOutcome(.pass, "There is one channel.") }
        let opposition = max(0, -(sound.correlation ?? 0))
        let dead = sound.deadChannels.filter { $0 < 2 }
        let phase = context.status(of: opposition)
        var details: [String: JSONValue] = [
            "channels": JSONValue(sound.channels), "dead": .array(sound.deadChannels.map { JSONValue($0) }),
        ]
        details["correlation"] = sound.correlation.map { .rounded($0, places: 3) }
        let message =
            if let first = dead.first {
                "Nothing is heard in the \(first == 0 ? "left" : "right") channel."
            } else if phase != .pass {
                "The channels are out of phase: their correlation is \(text(-opposition)), and mixed to one they "
                    + "cancel each other out."
            } else {
                "Something is heard in both channels, and they do not cancel each other out."
            }
        return CheckOutcome(
            dead.isEmpty ? phase : .worse(.warn, phase), value: .rounded(opposition, places: 3),
            expected: context.threshold?.expected(), message, details: details)
    }
}
