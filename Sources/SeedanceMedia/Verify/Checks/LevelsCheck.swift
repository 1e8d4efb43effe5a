import SeedanceAPI

/// Reports how many pixels lie outside of the range that is safe for broadcast. It is no defect on the web.
///
/// Luma below 5 or above 246 (limited range, 8 bits), that is 5 % beyond black and white. Full range cannot go there.
/// Source: EBU R 103.
package struct LevelsCheck: Check {
    package init() {}

    package let id = "levels"
    package let needs: Set<EvidenceKind> = [.pictures]
    /// Of all pixels; from there on the report says so.
    package let moreThresholds = ["share": Threshold(.atMost(warn: 0.01, fail: nil), .share)]

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let pictures = evidence.pictures, !pictures.pictures.isEmpty else {
            return .skipped("There are no pictures.")
        }
        let share =
            pictures.pictures.reduce(0) { $0 + Double($1.outOfRangeShare) } / Double(pictures.pictures.count)
        let isMuch = context.status(of: share, "share") != .pass
        let percent = text(share * 100)
        let message =
            isMuch
            ? "\(percent) % of the pixels are outside of the range of EBU R 103, which is more than it allows."
            : "\(percent) % of the pixels are outside of the range of EBU R 103."
        let runs = pictures.runs { context.status(of: Double($0.outOfRangeShare), "share") != .pass }
        return CheckOutcome(
            .pass, value: .rounded(share, places: 4), expected: context.moreThresholds["share"]?.expected(), message,
            at: isMuch ? runs.map(pictures.span) : [])
    }
}
