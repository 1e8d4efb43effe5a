import SeedanceAPI
import Testing

@testable import SeedanceMedia

struct FirstFrameCheckTests {
    private func outcome(
        _ position: FramePosition = .first, _ change: (inout PictureEvidence) -> Void
    ) -> CheckOutcome {
        var pictures = PictureEvidence()
        change(&pictures)
        var evidence = Evidence(file: FileEvidence(name: "a.mp4", bytes: 1, format: nil))
        evidence.pictures = pictures
        let check = FirstFrameCheck(position)
        return check.examine(
            evidence,
            CheckContext(
                expectation: VideoExpectation(), threshold: check.threshold, moreThresholds: check.moreThresholds))
    }

    private func agreement(_ similarity: Double, _ x: Double = 0, _ y: Double = 0, color: Double = 1) -> FrameAgreement
    {
        FrameAgreement(similarity: similarity, shiftX: x, shiftY: y, colorDifference: color)
    }

    @Test func `each position looks at its own picture`() {
        #expect(FirstFrameCheck(.first).id == "first-frame" && FirstFrameCheck(.last).id == "last-frame")
        let first = outcome { $0.first = agreement(0.9744) }
        #expect(first.status == .pass && first.value == .rounded(0.974, places: 3) && first.expected == "≥ 0.9")
        #expect(first.details["shift"] == [0, 0] && first.details["color"] == 1)
        #expect(outcome(.last) { $0.first = agreement(0.97) }.status == .skipped)
        #expect(outcome(.last) { $0.last = agreement(0.97) }.status == .pass)
    }

    @Test func `structure, colours and place are judged apart, and the worst counts`() {
        #expect(outcome { $0.first = agreement(0.89) }.status == .warn)
        let other = outcome { $0.first = agreement(0.31, 7, 8, color: 30) }
        #expect(other.status == .fail && other.message.contains("not the one that was sent"))
        #expect(!other.message.contains("shifted"))
        #expect(outcome { $0.first = agreement(0.97, color: 5.1) }.status == .warn)
        #expect(outcome { $0.first = agreement(0.97, color: 15.1) }.status == .fail)
        #expect(outcome { $0.first = agreement(0.97, 1.4, 1.3) }.status == .pass)
        let moved = outcome { $0.first = agreement(0.97, -3.04, 2) }
        #expect(moved.status == .warn && moved.details["shift"] == [-3, 2])
        #expect(moved.message == "The first picture is shifted by -3, 2 pixels.")
    }

    @Test func `without a picture to compare with, the reason is given`() {
        #expect(outcome { _ in }.message == "No first frame was sent.")
        #expect(outcome(.last) { $0.lastAbsence = "The last frame is a URL." }.message == "The last frame is a URL.")
        #expect(outcome(.last) { $0.lastAbsence = "The last frame is a URL." }.status == .skipped)
    }
}
