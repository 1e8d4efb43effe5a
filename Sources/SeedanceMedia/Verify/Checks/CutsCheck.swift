import SeedanceAPI

/// Reports where one scene is cut to another. A cut is no defect.
///
/// Dissolves and fades are none. Source: the measure of libavfilter's `scdet`, with a look at where light and dark are.
package struct CutsCheck: Check {
    package init() {}

    package let id = "cuts"
    package let needs: Set<EvidenceKind> = [.pictures]
    /// From which score on a change is a cut.
    package let moreThresholds = ["score": Threshold(.below(warn: 0.5, fail: nil), .share)]

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let pictures = evidence.pictures, !pictures.pictures.isEmpty else {
            return .skipped("There are no pictures.")
        }
        let cuts = pictures.pictures.filter { context.status(of: Double($0.cutScore), "score") != .pass }
        let message =
            switch cuts.count {
            case 0: "There is one scene, without a cut."
            case 1: "There is a cut at \(text(cuts[0].time)) s."
            default: "There are \(cuts.count) cuts, the first at \(text(cuts[0].time)) s."
            }
        return CheckOutcome(
            .pass, value: .rounded(Double(cuts.count), places: 0), message,
            at: cuts.map { TimeSpan(from: $0.time, to: $0.time) })
    }
}
