import Testing

@testable import SeedanceMedia

@Suite("Checks: bars")
struct PictureBarsCheckTests {
    private static func bars(_ change: @escaping (Int, inout PictureMeasurement.Bars) -> Void) -> CheckOutcome {
        PictureEvidence.made(96) { change($0, &$1.bars) }.examine(BarsCheck())
    }

    @Test func `letterbox is found and its widths are told`() {
        let outcome = Self.bars { _, bars in
            (bars.top, bars.bottom) = (90, 90)
            bars.ends = [.top, .bottom]
        }
        #expect(outcome.status == .warn)
        #expect(outcome.number == 0.25)
        #expect(outcome.details["top"] == 90 && outcome.details["left"] == 0)
    }

    @Test func `a black edge for a while is none`() {
        let outcome = Self.bars { number, bars in
            bars.left = number < 60 ? 200 : 0
            bars.ends = [.left]
        }
        #expect(outcome.status == .pass)
        #expect(outcome.number == 0)
    }

    @Test func `a black sky without an edge is none`() {
        #expect(Self.bars { _, bars in bars.top = 60 }.number == 0)
    }

    @Test func `one picture of many may shine into the bar`() {
        let outcome = Self.bars { number, bars in
            bars.right = number == 50 ? 0 : 100
            bars.ends = [.right]
        }
        #expect(outcome.details["right"] == 100)
    }

    @Test func `a few rows pass`() {
        let outcome = Self.bars { _, bars in
            bars.bottom = 2
            bars.ends = [.bottom]
        }
        #expect(outcome.status == .pass)
        #expect(outcome.details["bottom"] == 2)
    }
}
