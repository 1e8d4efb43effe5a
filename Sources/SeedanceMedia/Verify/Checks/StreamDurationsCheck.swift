import SeedanceAPI

/// Container, video and sound say that they end at the same time.
package struct StreamDurationsCheck: Check {
    package let id = "stream-durations"
    package let needs: Set<EvidenceKind> = [.streams, .packets]
    package let threshold: Threshold? = Threshold(.atMost(warn: 2, fail: nil), .frames)

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let timeline = evidence.timeline else { return .skipped("Nothing says when pictures are shown.") }
        let frame = timeline.interval ?? 1 / context.expectation.frameRate
        var ends = [("video", timeline.end)]
        if let sound = evidence.soundExtent { ends.append(("sound", sound.end)) }
        if let stated = evidence.packets?.statedDuration { ends.append(("container", stated)) }
        guard let first = ends.min(by: { $0.1 < $1.1 }), let last = ends.max(by: { $0.1 < $1.1 }), frame > 0 else {
            return .skipped("Nothing says when pictures are shown.")
        }
        // Times of WebM are whole milliseconds.
        let off = max(0, last.1 - first.1 - 0.0015) / frame
        let list = ends.map { "\($0.0) \(text($0.1)) s" }.joined(separator: ", ")
        let status = context.status(of: off)
        return CheckOutcome(
            status, value: .rounded(off, places: 2), expected: context.threshold?.expected(),
            status == .pass
                ? "They agree: \(list)." : "The \(first.0) ends \(text(off)) frames before the \(last.0): \(list).",
            at: status == .pass ? [] : [TimeSpan(from: first.1, to: last.1)])
    }
}
