import Testing

@testable import SeedanceMedia

@Suite("Flashes after BT.1702")
struct PictureFlashTests {
    /// Blocks of which a share goes up and down so many times a second, on 24 pictures a second, for 3 seconds.
    private static func flashes(
        _ rate: Double, share: Double = 1, dark: Float = 10, bright: Float = 200, blocks: Int = 400
    ) -> FlashTracker {
        var tracker = FlashTracker.general
        for number in 0..<72 {
            let time = Double(number) / 24
            let isBright = (time * rate).truncatingRemainder(dividingBy: 1) >= 0.5
            let values = (0..<blocks).map { Double($0) < share * Double(blocks) && isBright ? bright : dark }
            tracker.add(values, time: time)
        }
        return tracker
    }

    @Test func `five a second are too many, three are not`() {
        #expect(Self.flashes(5).most == 5)
        #expect(Self.flashes(5).spans.count == 1)
        #expect(Self.flashes(3).most == 3)
        #expect(Self.flashes(3).spans.isEmpty)
    }

    @Test func `every other picture is twelve a second`() { #expect(Self.flashes(12).most == 12) }

    @Test(arguments: [(0.2, 0), (0.3, 5)])
    func `a quarter of the area is needed`(share: Double, most: Int) {
        #expect(Self.flashes(5, share: share).most == most)
    }

    @Test(arguments: [(10, 28, 0), (10, 31, 5), (165, 300, 0), (150, 300, 5)] as [(Float, Float, Int)])
    func `twenty candela, and the darker below 160`(dark: Float, bright: Float, most: Int) {
        #expect(Self.flashes(5, dark: dark, bright: bright).most == most)
    }

    @Test func `a slow rise in many steps is one change`() {
        var tracker = FlashTracker.general
        for number in 0..<96 { tracker.add([Float](repeating: Float(number), count: 100), time: Double(number) / 24) }
        #expect(tracker.most == 0)
    }

    @Test func `stripes that pass by are no flashes`() {
        var tracker = FlashTracker.general
        for number in 0..<96 {
            let values = (0..<40).map { column in Float((column + number) % 8 < 4 ? 10 : 200) }
            tracker.add((0..<20).flatMap { _ in values }, time: Double(number) / 24)
        }
        #expect(tracker.most <= 1)
    }

    @Test func `another number of blocks begins anew`() {
        var tracker = FlashTracker.general
        for number in 0..<96 {
            tracker.add(
                [Float](repeating: number % 2 == 0 ? 0 : 200, count: 50 + number % 2), time: Double(number) / 24)
        }
        #expect(tracker.most == 0)
    }

    /// 413.435 × (0.002745 × V + 0.0189623)^2.2, by `python3 -c 'print(413.435*(0.002745*235+0.0189623)**2.2)'`.
    @Test func `white and black have the luminance of the standard's screen`() {
        let levels = FlashLevels(PictureLayout(width: 16, height: 16, chroma: nil, isFullRange: false))
        #expect(abs(levels.luminance[235] - 167.97) < 0.01)
        #expect(levels.luminance[16] < 1)
        let full = FlashLevels(PictureLayout(width: 16, height: 16, chroma: nil, isFullRange: true))
        #expect(abs(full.luminance[255] - levels.luminance[235]) < 0.01)
    }

    @Test func `only saturated red counts as red`() {
        let levels = FlashLevels(PictureLayout(width: 16, height: 16, chroma: nil, isFullRange: false))
        // BT.709: red, skin, gray.
        #expect(levels.red(luma: 63, blue: 102, red: 240) > 250)
        #expect(levels.red(luma: 150, blue: 110, red: 150) == 0)
        #expect(levels.red(luma: 128, blue: 128, red: 128) == 0)
    }
}
