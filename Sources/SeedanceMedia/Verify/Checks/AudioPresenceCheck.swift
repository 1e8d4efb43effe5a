import SeedanceAPI

/// There is sound if and only if `settings.audio` asked for it.
package struct AudioPresenceCheck: Check {
    package let id = "audio-presence"
    package let needs: Set<EvidenceKind> = [.streams]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        let isThere = evidence.streams?.sound != nil
        let value = JSONValue(isThere)
        guard let wanted = context.expectation.hasAudio else {
            return CheckOutcome(
                .pass, value: value, isThere ? "There is sound." : "There is no sound, and none was asked for.")
        }
        let expected = wanted ? "sound" : "no sound"
        switch (wanted, isThere) {
        case (true, false):
            return CheckOutcome(.fail, value: value, expected: expected, "The sound that was asked for is missing.")
        case (false, true):
            return CheckOutcome(.fail, value: value, expected: expected, "There is sound, and none was wanted.")
        default:
            return CheckOutcome(
                .pass, value: value, expected: expected,
                isThere ? "There is sound, as asked." : "There is no sound, as asked.")
        }
    }
}
