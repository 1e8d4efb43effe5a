import SeedanceAPI

/// Finds flashes that can cause seizures: more than three within any one second.
///
/// A flash is a pair of opposing changes of luminance by 20 cd/m² or more, the darker below 160 cd/m², over a quarter of
/// the picture; and the same for saturated red. It is no certificate: patterns, and halves that flash in turn, are not
/// looked at. Source: ITU-R BT.1702.
package struct FlashesCheck: Check {
    package init() {}

    package let id = "flashes"
    package let needs: Set<EvidenceKind> = [.pictures]
    /// Within one second.
    package let threshold: Threshold? = Threshold(.atMost(warn: 3, fail: nil), .times)

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let pictures = evidence.pictures, !pictures.pictures.isEmpty else {
            return .skipped("There are no pictures.")
        }
        let isRed = pictures.mostRedFlashes > pictures.mostFlashes
        let most = max(pictures.mostFlashes, pictures.mostRedFlashes)
        let spans = (isRed ? pictures.redFlashes : pictures.flashes)
        let kind = isRed ? "flashes of red" : "flashes"
        let message =
            switch most {
            case 0: "There are no flashes."
            case 1: "There is never more than one flash within a second."
            default:
                context.status(of: Double(most)) == .pass
                    ? "There are at most \(most) \(kind) within a second."
                    : "There are \(most) \(kind) within one second, which can cause seizures."
            }
        return CheckOutcome(
            context.status(of: Double(most)), value: .rounded(Double(most), places: 0),
            expected: context.threshold?.expected(), message, at: spans)
    }
}
