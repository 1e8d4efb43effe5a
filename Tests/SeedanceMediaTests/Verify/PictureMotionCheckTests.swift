import Testing

@testable import SeedanceMedia

@Suite("Checks: freeze, duplicates, cuts, flicker")
struct PictureMotionCheckTests {
    /// Frozen from a picture on, with distances from that picture.
    private static func frozen(
        _ range: Range<Int>, of count: Int = 120, step: Float = 0, _ distance: @escaping (Int) -> Float = { _ in 0 }
    ) -> PictureEvidence {
        .made(count) { number, picture in
            guard range.dropFirst().contains(number) else { return }
            picture.stillFrom = range.lowerBound
            picture.stillDifference = distance(number - range.lowerBound)
            (picture.difference, picture.blockDifference) = (step, step * 5)
        }
    }

    @Test(arguments: [(11, Finding.Status.pass), (12, .warn), (47, .warn), (48, .fail)])
    func `half a second warns and two seconds fail`(count: Int, status: Finding.Status) {
        let outcome = Self.frozen(30..<30 + count).examine(FreezeCheck())
        #expect(outcome.status == status)
        #expect(abs((outcome.number ?? 0) - Double(count) / 24) < 0.001)
    }

    @Test func `a freeze that lasts to the end is found`() {
        let outcome = Self.frozen(100..<120).examine(FreezeCheck())
        #expect(outcome.status == .warn)
        #expect(outcome.message.hasSuffix("to the end."))
        #expect(abs((outcome.at.first?.to ?? 0) - 5) < 0.001)
    }

    @Test func `half the clip frozen fails`() {
        #expect(Self.frozen(0..<12, of: 24).examine(FreezeCheck()).status == .fail)
    }

    @Test func `what grows steadily is slow motion`() {
        let drift = Self.frozen(30..<60, step: 0.0001) { 0.00003 * Float($0) }
        #expect(drift.examine(FreezeCheck()).status == .pass)
    }

    @Test func `what comes at once and then hardly grows is a coder at work`() {
        let refined = Self.frozen(30..<60, step: 0.0001) { $0 < 5 ? 0.0003 : 0.0013 + 0.00001 * Float($0) }
        #expect(refined.examine(FreezeCheck()).status == .warn)
    }

    @Test func `beyond -60 dB every step must be small`() {
        let busy = Self.frozen(30..<60, step: 0.0006) { $0 < 2 ? 0.0006 : 0.0013 }
        #expect(busy.examine(FreezeCheck()).status == .pass)
    }

    @Test func `a key frame inside does not end it`() {
        let evidence = PictureEvidence.made(96) { number, picture in
            guard (20..<44).contains(number), number != 20 else { return }
            picture.stillFrom = number < 30 ? 20 : 30
            (picture.difference, picture.blockDifference) = number == 30 ? (0.004, 0.02) : (0, 0)
        }
        #expect(evidence.examine(FreezeCheck()).number == 1)
        // A larger change is another picture.
        var other = evidence
        other.pictures[30].difference = 0.02
        #expect(other.examine(FreezeCheck()).number == 0.583)
    }

    @Test func `repeats in the midst of motion are counted`() {
        let everyFourth = PictureEvidence.made(96) {
            if $0 % 4 == 3 { ($1.difference, $1.blockDifference) = (0.0004, 0.005) }
        }
        let outcome = everyFourth.examine(DuplicatesCheck())
        #expect(outcome.status == .warn)
        #expect(outcome.number == 0.25)
        let seldom = PictureEvidence.made(96) { if $0 % 12 == 3 { ($1.difference, $1.blockDifference) = (0, 0) } }
        #expect(seldom.examine(DuplicatesCheck()).status == .pass)
    }

    @Test func `a slow clip has small differences and no repeats`() {
        let slow = PictureEvidence.made(96) { number, picture in
            (picture.difference, picture.blockDifference) = number % 3 == 0 ? (0.0001, 0.002) : (0.0012, 0.02)
        }
        #expect(slow.examine(DuplicatesCheck()).number == 0)
    }

    @Test func `pictures inside a freeze are no repeats`() {
        let outcome = Self.frozen(30..<60).examine(DuplicatesCheck())
        #expect(outcome.number == 0)
    }

    @Test func `cuts are reported with their places`() {
        let outcome = PictureEvidence.made(96) { if [24, 60].contains($0) { $1.cutScore = 0.9 } }.examine(CutsCheck())
        #expect(outcome.status == .pass)
        #expect(outcome.number == 2)
        #expect(outcome.at.map(\.from) == [1, 2.5])
    }

    private static func bright(_ value: @escaping (Double) -> Double) -> PictureEvidence {
        .made(96) { $1.brightness = Float(value(Double($0) / 24)) }
    }

    @Test func `every other picture brighter flickers`() {
        let outcome = PictureEvidence.made(96) { $1.brightness = $0 % 2 == 0 ? 0.4 : 0.46 }.examine(FlickerCheck())
        #expect(outcome.status == .warn)
        #expect((outcome.number ?? 0) > 20)
    }

    @Test(arguments: [(2.0, 0.04, Finding.Status.warn), (1.0, 0.04, .pass), (2.0, 0.02, .pass), (6.0, 0.04, .warn)])
    func `waves are told by rate and height`(hertz: Double, amplitude: Double, status: Finding.Status) {
        var phase = 0.0
        let evidence = PictureEvidence.made(96) { number, picture in
            phase = Double(number) / 24 * hertz
            let triangle = abs((phase - phase.rounded(.down)) * 4 - 2) - 1
            picture.brightness = Float(0.5 + amplitude * triangle)
        }
        #expect(evidence.examine(FlickerCheck()).status == status)
    }

    @Test func `a fade, and cuts between dark and bright scenes, do not flicker`() {
        #expect(Self.bright { $0 / 4 }.examine(FlickerCheck()).number == 0)
        let cuts = PictureEvidence.made(96) { number, picture in
            picture.brightness = number / 6 % 2 == 0 ? 0.2 : 0.7
            if number % 6 == 0 { picture.cutScore = 1 }
        }
        #expect(cuts.examine(FlickerCheck()).status == .pass)
    }
}
