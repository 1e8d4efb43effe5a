import SeedanceAPI

/// Lists where all channels are digital silence for 1 to 50 ms with sound right before and behind.
///
/// Only reports: lossy codecs such as AAC and Opus fill such gaps with traces of what is around them, so that none are
/// found where there were some, and a sound may be meant to stop.
package struct DropoutsCheck: Check {
    package let id = "dropouts"
    package let needs: Set<EvidenceKind> = [.sound]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let sound = evidence.sound, sound.duration > 0 else { return .skipped("There is no sound to measure.") }
        let count = sound.dropouts.count
        let message =
            switch count {
            case 0: "The sound has no gaps of 1 to 50 ms."
            case 1: "The sound is interrupted once for 1 to 50 ms."
            default: "The sound is interrupted \(count) times for 1 to 50 ms."
            }
        return CheckOutcome(.pass, value: JSONValue(count), message, at: sound.dropouts)
    }
}
