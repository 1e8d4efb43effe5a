import SeedanceAPI

/// One video stream, sound as asked, nothing else. It also answers for files that are not opened because of their streams.
///
/// Not found: what the streams hold; that is for the other checks.
package struct StreamsCheck: Check {
    package let id = "streams"
    package let needs: Set<EvidenceKind> = []
    package let waitsFor: Set<EvidenceKind> = [.streams]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let streams = evidence.streams?.all else {
            guard let failure = evidence.failure else { return .skipped("Nothing is known of the streams.") }
            let isAboutStreams = failure.code == .noVideo || failure.code == .limitExceeded
            return isAboutStreams ? CheckOutcome(.fail, failure.message) : .skipped(failure.message)
        }
        let videos = streams.count { $0.kind == .video && !$0.isAttachedPicture }
        let sounds = streams.count { $0.kind == .audio }
        let others = streams.count - videos - sounds
        var found = ["\(videos) video", "\(sounds) sound"]
        if others > 0 { found.append("\(others) other") }
        let expected =
            "1 video, " + (context.expectation.hasAudio.map { $0 ? "1 sound" : "no sound" } ?? "at most 1 sound")
        let value = JSONValue(found.joined(separator: ", "))
        guard videos == 1, sounds <= 1, others == 0 else {
            return CheckOutcome(
                .fail, value: value, expected: expected,
                "There should be one video stream, at most one of sound, and nothing else; "
                    + "there are \(found.joined(separator: ", ")).")
        }
        // Whether there should be sound at all is for `audio-presence`, so that one mistake is told once.
        return CheckOutcome(
            .pass, value: value, expected: expected, "One video stream" + (sounds == 1 ? " and one of sound." : "."))
    }
}
