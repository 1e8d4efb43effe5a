import SeedanceAPI

/// Finds pictures that repeat the one before in the midst of motion, as when 12 or 20 pictures a second are shown as 24.
///
/// A repeated picture differs from the one before by next to nothing, while its neighbours differ visibly. Slow and dark
/// videos, in which all differences are small, have none; libavfilter's `mpdecimate`, which takes no account of the
/// neighbours, drops 10 to 20 % of such pictures. What stands still for longer is left to `freeze`, blank pictures to
/// `black` and `flat`.
package struct DuplicatesCheck: Check {
    package init() {}

    package let id = "duplicates"
    package let needs: Set<EvidenceKind> = [.pictures]
    /// Of all pictures.
    package let threshold: Threshold? = Threshold(.atMost(warn: 0.1, fail: nil), .share)

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let pictures = evidence.pictures, !pictures.pictures.isEmpty else {
            return .skipped("There are no pictures.")
        }
        let repeated = Repetitions.find(in: pictures)
        let share = Double(repeated.count) / Double(pictures.pictures.count)
        let message =
            repeated.isEmpty
            ? "No picture repeats the one before."
            : "\(repeated.count) of \(pictures.pictures.count) pictures repeat the one before."
        return CheckOutcome(
            context.status(of: share), value: .rounded(share, places: 4), expected: context.threshold?.expected(),
            message, at: repeated.prefix(100).map { pictures.span($0..<$0 + 1) })
    }
}
