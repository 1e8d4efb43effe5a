import Testing

@testable import SeedanceMedia

@Suite("Checks: black, flat, blank-edges, levels")
struct PictureBlankCheckTests {
    private static func black(_ range: Range<Int>, of count: Int) -> PictureEvidence {
        .made(count) { if range.contains($0) { ($1.blackShare, $1.flatShare) = (1, 1) } }
    }

    @Test(arguments: [(11, Finding.Status.pass), (12, .warn), (47, .warn), (48, .fail)])
    func `half a second of black warns and two seconds fail`(count: Int, status: Finding.Status) {
        let outcome = Self.black(20..<20 + count, of: 120).examine(BlackCheck())
        #expect(outcome.status == status)
        #expect(abs((outcome.number ?? 0) - Double(count) / 24) < 0.001)
        #expect(outcome.at.count == 1 && abs((outcome.at.first?.from ?? 0) - 20.0 / 24) < 0.001)
    }

    @Test func `half the clip black fails, however short`() {
        #expect(Self.black(0..<12, of: 24).examine(BlackCheck()).status == .fail)
        #expect(Self.black(0..<12, of: 30).examine(BlackCheck()).status == .warn)
    }

    @Test func `the longest of several stretches counts, and short ones are not listed`() {
        let evidence = PictureEvidence.made(120) { number, picture in
            if [3, 50, 51, 52].contains(number) { picture.blackShare = 0.99 }
        }
        let outcome = evidence.examine(BlackCheck())
        #expect(outcome.status == .pass)
        #expect(outcome.number == 0.125)
        #expect(outcome.at.count == 1)
    }

    @Test func `black pictures are not flat as well`() {
        let evidence = Self.black(0..<48, of: 48)
        #expect(evidence.examine(BlackCheck()).status == .fail)
        #expect(evidence.examine(FlatCheck()).status == .pass)
        #expect(evidence.examine(FreezeCheck()).status == .pass)
        #expect(evidence.examine(DuplicatesCheck()).status == .pass)
        #expect(evidence.examine(BarsCheck()).status == .skipped)
    }

    @Test(arguments: [(2, Finding.Status.pass), (3, .warn), (96, .fail)])
    func `three pictures of one colour warn, all fail`(count: Int, status: Finding.Status) {
        let outcome = PictureEvidence.made(96) { if $0 < count { $1.flatShare = 0.95 } }.examine(FlatCheck())
        #expect(outcome.status == status)
        #expect(outcome.number == Double(count))
    }

    @Test func `nine tenths exactly are not more`() {
        #expect(PictureEvidence.made(96) { $1.flatShare = 0.9 }.examine(FlatCheck()).status == .pass)
    }

    @Test func `a blank first or last picture warns`() {
        let both = PictureEvidence.made(48) { number, picture in
            if number == 0 { picture.blackShare = 1 }
            if number == 47 { picture.flatShare = 1 }
        }.examine(BlankEdgesCheck())
        #expect(both.status == .warn)
        #expect(both.message == "The first picture is black and the last is one colour.")
        #expect(both.at.count == 2)
        let middle = PictureEvidence.made(48) { if $0 == 5 { $1.blackShare = 1 } }
        #expect(middle.examine(BlankEdgesCheck()).status == .pass)
    }

    @Test func `levels are reported and never warn`() {
        let outcome = PictureEvidence.made(48) { $1.outOfRangeShare = $0 < 24 ? 0.1 : 0 }.examine(LevelsCheck())
        #expect(outcome.status == .pass)
        #expect(outcome.number == 0.05)
        #expect(outcome.message.contains("more than it allows"))
        #expect(outcome.at.count == 1 && outcome.at.first?.to == 1)
    }

    @Test func `without pictures every check is skipped`() {
        for check in PictureChecks.all { #expect(PictureEvidence().examine(check).status == .skipped, "\(check.id)") }
    }

    @Test(arguments: [1, 2, 3])
    func `one picture or a few are no trap`(count: Int) {
        #expect(PictureEvidence.made(count) { _, _ in }.complaints.isEmpty)
    }
}
