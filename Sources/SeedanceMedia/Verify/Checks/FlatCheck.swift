import SeedanceAPI

/// Finds pictures of one colour, such as the grey, green or blue ones of decoders and generators that failed.
///
/// One colour over more than nine tenths of the area, in blocks of 16 by 16 pixels without anything inside. Black pictures
/// are left to `black`, so that one defect is reported once. A gradient, fog or a clear sky is no one colour.
package struct FlatCheck: Check {
    package init() {}

    package let id = "flat"
    package let needs: Set<EvidenceKind> = [.pictures]
    package let threshold: Threshold? = Threshold(.below(warn: 3, fail: nil), .frames)
    /// Of all pictures.
    package let moreThresholds = ["share": Threshold(.below(warn: nil, fail: 1), .share)]

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let pictures = evidence.pictures, !pictures.pictures.isEmpty else {
            return .skipped("There are no pictures.")
        }
        let runs = pictures.runs { $0.isFlat && !$0.isBlack }
        let count = runs.reduce(0) { $0 + $1.count }
        let share = Double(count) / Double(pictures.pictures.count)
        let status = Finding.Status.worse(context.status(of: Double(count)), context.status(of: share, "share"))
        let message =
            if let first = runs.first {
                count == pictures.pictures.count
                    ? "All pictures have one colour over nine tenths of their area."
                    : "\(count) \(count == 1 ? "picture has" : "pictures have") one colour over nine tenths of the area, "
                        + "from \(text(pictures.span(first).from)) s on."
            } else {
                "No picture has one colour."
            }
        return CheckOutcome(
            status, value: .rounded(Double(count), places: 0), expected: context.threshold?.expected(), message,
            at: runs.map(pictures.span))
    }
}
