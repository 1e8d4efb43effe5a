import SeedanceAPI

/// Finds stretches in which the picture stands still.
///
/// Every picture is compared with the one in which the standstill began, so that slow zooms and fades add up and are none.
/// Below -60 dB it stands still; up to -54 dB it may, when the difference comes at once and then hardly grows, which is
/// what coders do that go on refining a picture (VP9), and not steadily, which is motion. Small things that move before a
/// still background are motion. Stretches on both sides of a key frame belong together. Black and one-coloured pictures
/// are left to `black` and `flat`.
///
/// Source: libavfilter's `freezedetect`, which does not report a freeze that lasts to the end.
package struct FreezeCheck: Check {
    package init() {}

    package let id = "freeze"
    package let needs: Set<EvidenceKind> = [.pictures]
    package let threshold: Threshold? = Threshold(.below(warn: 0.5, fail: 2), .seconds)
    package let moreThresholds = [
        // Of the video's time.
        "share": Threshold(.below(warn: nil, fail: 0.5), .share)
    ]

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let pictures = evidence.pictures, !pictures.pictures.isEmpty else {
            return .skipped("There are no pictures.")
        }
        let spans = Standstills.find(in: pictures).map(pictures.span)
        let longest = spans.max { $0.length < $1.length }
        let seconds = pictures.seconds(longest)
        let status = Finding.Status.worse(
            context.status(of: seconds), context.status(of: pictures.share(seconds), "share"))
        let message =
            if let longest {
                pictures.share(seconds) > 0.999
                    ? "The picture never moves."
                    : "The picture stands still for \(text(seconds)) s from \(text(longest.from)) s "
                        + (longest.to > pictures.duration - 0.001 ? "to the end." : "on.")
            } else {
                "The picture never stands still for long."
            }
        return CheckOutcome(
            status, value: .rounded(seconds, places: 3), expected: context.threshold?.expected(), message, at: spans)
    }
}
