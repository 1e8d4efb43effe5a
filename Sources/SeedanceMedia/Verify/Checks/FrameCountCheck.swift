import SeedanceAPI

/// As many pictures come out as the container lists, and as its duration has room for.
///
/// Source of the expectation: the sample table of MP4 and MOV, edit lists applied; for WebM, which has none, the duration
/// that it states, unless sound reaches to there.
package struct FrameCountCheck: Check {
    package let id = "frame-count"
    package let needs: Set<EvidenceKind> = [.streams, .packets]
    package let waitsFor: Set<EvidenceKind> = [.streams, .packets, .pictures]
    package let threshold: Threshold? = Threshold(.below(warn: 1, fail: 2), .frames)

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let packets = evidence.packets, let streams = evidence.streams, let video = streams.video else {
            return .skipped("There is no video.")
        }
        let shown = packets.streams[video].packets.count { !$0.isDiscarded }
        let count = packets.isDecoded ? packets.decodedPictures : shown
        let listed = packets.listedPictures ?? shown
        var expected = listed
        var reason = "the container lists \(listed)"
        if let room = room(evidence), abs(Double(count) - room) > abs(Double(count - listed)) + 0.75 {
            expected = Int(exactly: room.rounded()) ?? listed
            reason = "its duration has room for \(expected)"
        }
        let off = abs(count - expected)
        let status = context.status(of: Double(off))
        let pictures = packets.isDecoded ? "\(count) pictures were decoded" : "\(count) pictures are there"
        return CheckOutcome(
            status, value: JSONValue(count), expected: "\(expected)",
            off == 0 ? "\(pictures), as many as there should be." : "\(pictures), and \(reason).")
    }

    /// How many pictures the stated duration has room for; nil where nothing is stated, something else fills it, or
    /// pictures do not come at a rate.
    private func room(_ evidence: Evidence) -> Double? {
        guard let info = evidence.streams?.videoStream, let timeline = evidence.timeline, timeline.isRegular,
            let interval = timeline.interval, interval > 0
        else { return nil }
        let first = timeline.times.first ?? 0
        let end = max(timeline.end, evidence.soundExtent?.end ?? 0)
        // The video may be shorter than the sound, and the container lasts as long as either.
        guard let stated = evidence.packets?.statedDuration, stated - end > 1.5 * interval else {
            let listed = evidence.packets?.listedPictures != nil ? info.duration : nil
            return (listed ?? timeline.end - first) / interval
        }
        return (stated - first) / interval
    }
}
