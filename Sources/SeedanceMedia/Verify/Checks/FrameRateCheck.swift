import SeedanceAPI

/// Pictures follow each other at equal distances, at the service's rate.
package struct FrameRateCheck: Check {
    package let id = "frame-rate"
    package let needs: Set<EvidenceKind> = [.streams, .packets]
    /// Difference from the rate that is expected. 23.976 is not 24: the sound of a longer clip would run away.
    package let threshold: Threshold? = Threshold(.within(warn: -0.01...0.01, fail: nil), .framesPerSecond)

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let timing = evidence.timing, let rate = timing.rate else {
            return .skipped("Nothing says when pictures are shown.")
        }
        let wanted = context.expectation.frameRate
        let isOff = context.status(of: rate - wanted)
        let status = timing.isConstant ? isOff : Finding.Status.worse(.warn, isOff)
        let message =
            !timing.isConstant
            ? "Pictures follow each other at unequal distances; \(text(rate)) a second on average."
            : isOff == .pass
                ? "\(text(rate)) pictures a second, at equal distances."
                : "\(text(rate)) pictures a second; the service makes \(text(wanted))."
        return CheckOutcome(
            status, value: .rounded(rate, places: 3), expected: "\(text(wanted)), constant", message,
            details: ["mode": .string(timing.isConstant ? "constant" : "variable")])
    }
}
