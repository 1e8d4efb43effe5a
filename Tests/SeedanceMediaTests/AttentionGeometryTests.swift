import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Windows that move, without a pixel in them.
@Suite struct AttentionGeometryTests {
    private static func crops(_ count: Int) -> [RoamingCrop] {
        var random = SplitMix64(seed: SplitMix64.testSeed)
        var crops = [RoamingCrop]()
        while crops.count < count {
            let stored = PixelSize(
                width: Int.random(in: 1...7000, using: &random), height: Int.random(in: 1...7000, using: &random))
            let orientation = Orientation(tag: Int.random(in: 1...8, using: &random))
            let grid = PixelGrid(
                step: [1, 1, 2, 4, 8, 16][Int.random(in: 0..<6, using: &random)], stored: stored,
                orientation: orientation)
            let row = FrameSize.all[Int.random(in: 0..<FrameSize.all.count, using: &random)]
            if let crop = RoamingCrop(row.size, from: orientation.applied(to: stored), grid: grid) {
                crops.append(crop)
            }
        }
        return crops
    }

    @Test func `a window lies inside and has the shape of any other crop, wherever it is`() {
        for crop in Self.crops(2000) {
            let last = crop.canvasLength - crop.shownLength
            #expect(last > 0 && last % (RoamingCrop.step * 2) == 0, "\(crop)")
            for start in [0, last / 3, last / 2, last, last + 9] {
                let plan = crop.plan(startingAt: start)
                #expect(plan.window.size == crop.centered.window.size)
                #expect(plan.window.x >= 0 && plan.window.x + plan.window.width <= plan.source.width, "\(crop)")
                #expect(plan.window.y >= 0 && plan.window.y + plan.window.height <= plan.source.height, "\(crop)")
                #expect(plan.lost == crop.centered.lost && plan.output == crop.centered.output)
                #expect(plan.shown == plan.output)
            }
        }
    }

    @Test func `what is scaled lies on the grid and covers all places of the window`() {
        for crop in Self.crops(2000) {
            let (drawn, grid, source) = (crop.drawn, crop.grid, crop.centered.source)
            #expect(drawn.x >= 0 && drawn.x + drawn.width <= source.width, "\(crop)")
            #expect(drawn.y >= 0 && drawn.y + drawn.height <= source.height, "\(crop)")
            guard source.width >= grid.step * 4, source.height >= grid.step * 4 else { continue }
            #expect((drawn.x - grid.phaseX) % grid.step == 0 || drawn.width == source.width, "\(crop)")
            #expect((drawn.y - grid.phaseY) % grid.step == 0 || drawn.height == source.height, "\(crop)")
            // What is left out would not have made two more steps, but for the grid.
            let lost = crop.isHorizontal ? source.width - drawn.width : source.height - drawn.height
            let window = crop.isHorizontal ? crop.centered.window.width : crop.centered.window.height
            let steps = Double(window) / Double(crop.shownLength) * Double(RoamingCrop.step * 2)
            #expect(Double(lost) <= steps + 1 + Double(grid.step * 2), "\(crop): \(lost)")
        }
    }

    @Test func `both directions are scaled alike`() {
        for crop in Self.crops(2000) where min(crop.centered.window.width, crop.centered.window.height) > 200 {
            let x = Double(crop.drawn.width) / Double(crop.canvas.width)
            let y = Double(crop.drawn.height) / Double(crop.canvas.height)
            let window = crop.centered.window
            let steps = Double(crop.grid.step) * 1.5 + 1
            #expect(abs(x / y - 1) <= steps / Double(min(window.width, window.height)), "\(crop)")
        }
    }

    @Test func `the window is where its pixels come from`() {
        for crop in Self.crops(1000) {
            let start = (crop.canvasLength - crop.shownLength) * 2 / 3 / RoamingCrop.step * RoamingCrop.step
            let plan = crop.plan(startingAt: start)
            let (origin, length, place) =
                crop.isHorizontal
                ? (plan.drawn.x, plan.drawn.width, plan.window.x) : (plan.drawn.y, plan.drawn.height, plan.window.y)
            let exact = Double(origin) + Double(start) * Double(length) / Double(crop.canvasLength)
            #expect(abs(exact - Double(place)) <= 1.5 + Double(crop.grid.step), "\(crop)")
            #expect((crop.isHorizontal ? plan.placement.x : plan.placement.y) == -start)
        }
    }

    @Test func `a picture of the row's own shape, or nearly, has nothing to choose`() {
        for row in FrameSize.all {
            for factor in [1, 2, 5] {
                let size = PixelSize(width: row.size.width * factor, height: row.size.height * factor)
                #expect(RoamingCrop(row.size, from: size, grid: .pixels) == nil)
                let wider = PixelSize(width: (row.size.width + 9) * factor, height: row.size.height * factor)
                #expect(RoamingCrop(row.size, from: wider, grid: .pixels) == nil)
            }
        }
    }

    /// Scaling all of it costs no more than a few times the result.
    @Test func `of a very long picture only the window is scaled`() throws {
        let long = try #require(
            RoamingCrop(
                PixelSize(width: 1280, height: 720), from: PixelSize(width: 20_000, height: 100), grid: .pixels))
        #expect(!long.isWorthDrawing)
        let photo = try #require(
            RoamingCrop(PixelSize(width: 720, height: 1280), from: PixelSize(width: 6000, height: 4000), grid: .pixels))
        #expect(photo.isWorthDrawing && photo.canvas == PixelSize(width: 1920, height: 1280), "\(photo)")
        let plan = long.plan(scalingFrom: 9000)
        #expect(plan.window.x == 9000 && plan.drawn == plan.window && plan.placement == PixelRect(plan.output))
    }
}
