import SeedanceAPI

/// Pictures are shown for as long as was asked for; without a task, for as long as the container says.
///
/// A clip runs a little over what was asked, so the limits are not even.
package struct DurationCheck: Check {
    package let id = "duration"
    package let needs: Set<EvidenceKind> = [.streams, .packets]
    package let waitsFor: Set<EvidenceKind> = [.streams, .packets, .pictures]
    package let threshold: Threshold? = Threshold(.within(warn: -0.1...0.6, fail: -1...1), .seconds)

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let duration = evidence.shownDuration else {
            return CheckOutcome(.fail, "Nothing says how long the video is shown.")
        }
        guard let wanted = context.expectation.duration ?? evidence.packets?.statedDuration else {
            return CheckOutcome(
                .pass, value: .rounded(duration, places: 3),
                "The video lasts \(text(duration)) s; nothing says how long it should.")
        }
        let who = context.expectation.duration == nil ? "the container says" : "asked for were"
        return CheckOutcome(
            context.status(of: duration - wanted), value: .rounded(duration, places: 3),
            expected: context.threshold?.expected(offset: wanted),
            "The video lasts \(text(duration)) s; \(who) \(text(wanted)) s.")
    }
}
