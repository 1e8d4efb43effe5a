import SeedanceAPI

/// Finds black stretches: 98 % of the pixels below a tenth of the nominal range.
///
/// The longest one counts, so that a fade through black passes. A dark scene is not black as long as one fiftieth of it is
/// brighter. Source: the definition of libavfilter's `blackdetect`, with its defaults.
package struct BlackCheck: Check {
    package init() {}

    package let id = "black"
    package let needs: Set<EvidenceKind> = [.pictures]
    package let threshold: Threshold? = Threshold(.below(warn: 0.5, fail: 2), .seconds)
    /// Of the video's time.
    package let moreThresholds = ["share": Threshold(.below(warn: nil, fail: 0.5), .share)]
    /// Shorter ones are not listed. **Units**: seconds.
    private static let listed = 0.1

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let pictures = evidence.pictures, !pictures.pictures.isEmpty else {
            return .skipped("There are no pictures.")
        }
        let spans = pictures.runs(\.isBlack).map(pictures.span)
        let longest = spans.max { $0.length < $1.length }
        let seconds = pictures.seconds(longest)
        let status = Finding.Status.worse(
            context.status(of: seconds), context.status(of: pictures.share(seconds), "share"))
        return CheckOutcome(
            status, value: .rounded(seconds, places: 3), expected: context.threshold?.expected(),
            longest.map { BlackCheck.sentence($0, of: pictures) } ?? "No picture is black.",
            at: spans.filter { $0.length >= Self.listed - 1e-6 })
    }

    private static func sentence(_ span: TimeSpan, of pictures: PictureEvidence) -> String {
        if pictures.share(span.length) > 0.999 { return "The whole video is black." }
        return "The picture is black for \(text(pictures.seconds(span))) s from \(text(span.from)) s on."
    }
}
