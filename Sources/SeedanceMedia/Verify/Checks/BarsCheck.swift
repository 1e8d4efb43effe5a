import SeedanceAPI

/// Finds black bars, above and below (letterbox) or at the sides (pillarbox).
///
/// A bar is black in nearly all pictures that are not black themselves, and now and then the picture can be seen to begin
/// where it ends. A dark scene, or a night sky, is no bar. The value is the share of the height that the bars above and
/// below take together, or of the width at the sides, whichever is larger.
package struct BarsCheck: Check {
    package init() {}

    package let id = "bars"
    package let needs: Set<EvidenceKind> = [.pictures]
    /// Of a side of the picture.
    package let threshold: Threshold? = Threshold(.below(warn: 0.02, fail: nil), .share)

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let pictures = evidence.pictures, !pictures.pictures.isEmpty else {
            return .skipped("There are no pictures.")
        }
        let bars = LastingBars(pictures)
        guard let bars else { return .skipped("Every picture is black.") }
        let (wide, high) = (Double(max(1, pictures.width)), Double(max(1, pictures.height)))
        let value = min(1, max(Double(bars.left + bars.right) / wide, Double(bars.top + bars.bottom) / high))
        let sides = [("left", bars.left), ("top", bars.top), ("right", bars.right), ("bottom", bars.bottom)]
        let named = sides.filter { $0.1 > 0 }.map { "\($0.1) pixels \(BarsCheck.place[$0.0] ?? $0.0)" }
        let message =
            named.isEmpty ? "There are no black bars." : "There are black bars: \(named.joined(separator: ", "))."
        return CheckOutcome(
            context.status(of: value), value: .rounded(value, places: 4), expected: context.threshold?.expected(),
            message, details: Dictionary(uniqueKeysWithValues: sides.map { ($0.0, JSONValue($0.1)) }))
    }

    private static let place = ["left": "at the left", "top": "at the top", "right": "at the right", "bottom": "below"]
}
