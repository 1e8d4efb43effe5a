import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Rules that hold for every picture, tried on many.
@Suite struct GeometryTests {
    static let rounds = 400

    static func size(_ random: inout SplitMix64) -> PixelSize {
        // Half of the sizes are small, where rounding hurts most.
        let most = Bool.random(using: &random) ? 12_000 : 64
        return PixelSize(
            width: Int.random(in: 1...most, using: &random), height: Int.random(in: 1...most, using: &random))
    }

    static func focus(_ random: inout SplitMix64) -> Focus {
        Focus(x: Double.random(in: 0...1, using: &random), y: Double.random(in: 0...1, using: &random))
    }

    static func each(_ body: (inout SplitMix64, String) throws -> Void) rethrows {
        var random = SplitMix64(seed: SplitMix64.testSeed)
        for round in 0..<rounds { try body(&random, "SEEDANCE_TEST_SEED=\(SplitMix64.testSeed), round \(round)") }
    }

    @Test(arguments: FrameSize.all)
    func `the window lies inside the picture and has the row's own shape to within a pixel`(row: FrameSize) {
        Self.each { random, seed in
            let (source, focus) = (Self.size(&random), Self.focus(&random))
            let plan = CropPlan.fill(row.size, from: source, focus: focus)
            let window = plan.window
            #expect(window.x >= 0 && window.y >= 0 && window.width > 0 && window.height > 0, "\(seed) \(source)")
            #expect(window.x + window.width <= source.width, "\(seed) \(source) \(window)")
            #expect(window.y + window.height <= source.height, "\(seed) \(source) \(window)")
            let shape = Double(row.size.width) / Double(row.size.height)
            let isWithin =
                abs(Double(window.width) - Double(window.height) * shape) <= max(1, shape)
                && abs(Double(window.height) - Double(window.width) / shape) <= max(1, 1 / shape)
            #expect(isWithin, "\(seed) \(source) \(window)")
            // One direction is kept whole, so nothing more is lost than must be.
            #expect(window.width == source.width || window.height == source.height, "\(seed) \(source) \(window)")
        }
    }

    @Test(arguments: [2, 4, 8], Orientation.allCases)
    func `a window on a grid begins and ends on its lines in the stored picture`(
        step: Int, orientation: Orientation
    ) throws {
        try Self.each { random, seed in
            let (upright, focus) = (Self.size(&random), Self.focus(&random))
            let row = try #require(FrameSize.all.randomElement(using: &random))
            let stored = orientation.applied(to: upright)
            let grid = PixelGrid(step: step, stored: stored, orientation: orientation)
            let window = CropPlan.fill(row.size, from: upright, focus: focus, grid: grid).window
            let cut = orientation.stored(window, in: upright)
            let note: Comment = "\(seed) \(upright) \(window) stored \(cut)"
            #expect(cut.x >= 0 && cut.y >= 0 && cut.width > 0 && cut.height > 0, note)
            #expect(cut.x + cut.width <= stored.width && cut.y + cut.height <= stored.height, note)
            #expect(cut.x % step == 0 && cut.y % step == 0, note)
            let (right, bottom) = (cut.x + cut.width, cut.y + cut.height)
            #expect(right % step == 0 || right == stored.width, note)
            #expect(bottom % step == 0 || bottom == stored.height, note)

            let exact = CropPlan.fill(row.size, from: upright, focus: focus).window
            guard min(upright.width, upright.height) >= 2 * step else { return }
            #expect(abs(window.width - exact.width) < 2 * step && abs(window.height - exact.height) < 2 * step, note)
            #expect(abs(window.x - exact.x) < 2 * step && abs(window.y - exact.y) < 2 * step, note)
        }
    }

    @Test func `the window follows the focus and never turns back`() {
        Self.each { random, seed in
            let source = Self.size(&random)
            let row = FrameSize.all.randomElement(using: &random)?.size ?? PixelSize(width: 640, height: 640)
            let step = [1, 2, 8].randomElement(using: &random) ?? 1
            let grid = PixelGrid(step: step, stored: source, orientation: .upright)
            let focuses = (0...20).map { Double($0) / 20 }
            let starts = focuses.map { CropPlan.fill(row, from: source, focus: Focus(x: $0, y: $0), grid: grid).window }
            for (earlier, later) in zip(starts, starts.dropFirst()) {
                #expect(earlier.x <= later.x && earlier.y <= later.y && earlier.size == later.size, "\(seed) \(source)")
            }
        }
    }

    @Test func `a focus in a corner reaches the edges`() {
        Self.each { random, seed in
            let source = Self.size(&random)
            let row = FrameSize.all.randomElement(using: &random)?.size ?? PixelSize(width: 640, height: 640)
            let first = CropPlan.fill(row, from: source, focus: Focus(x: 0, y: 0)).window
            let last = CropPlan.fill(row, from: source, focus: Focus(x: 1, y: 1)).window
            #expect(first.x == 0 && first.y == 0, "\(seed) \(source)")
            #expect(last.x + last.width == source.width && last.y + last.height == source.height, "\(seed) \(source)")
        }
    }

    @Test func `a mirrored focus gives the mirrored window`() {
        Self.each { random, seed in
            let (source, focus) = (Self.size(&random), Self.focus(&random))
            let row = FrameSize.all.randomElement(using: &random)?.size ?? PixelSize(width: 640, height: 640)
            let plan = CropPlan.fill(row, from: source, focus: focus).window
            let mirrored = CropPlan.fill(row, from: source, focus: Focus(x: 1 - focus.x, y: 1 - focus.y)).window
            #expect(plan.size == mirrored.size, "\(seed) \(source)")
            // To within the pixel that rounding decides.
            #expect(abs(source.width - plan.x - plan.width - mirrored.x) <= 1, "\(seed) \(source) \(plan) \(mirrored)")
            #expect(
                abs(source.height - plan.y - plan.height - mirrored.y) <= 1, "\(seed) \(source) \(plan) \(mirrored)")
        }
    }

    @Test func `what is lost and how far it is scaled are what the window says`() {
        Self.each { random, seed in
            let source = Self.size(&random)
            let row = FrameSize.all.randomElement(using: &random)?.size ?? PixelSize(width: 640, height: 640)
            let plan = CropPlan.fill(row, from: source)
            let kept = Double(plan.window.size.area) / Double(source.area)
            #expect(abs(plan.lost - (1 - kept)) < 1e-12 && (0..<1).contains(plan.lost), "\(seed) \(source)")
            let scale = max(
                Double(row.width) / Double(plan.window.width), Double(row.height) / Double(plan.window.height))
            #expect(abs(plan.scale - scale) < 1e-9, "\(seed) \(source)")
            for whole in [CropPlan.pad(row, from: source), .stretch(row, from: source)] {
                #expect(whole.lost == 0 && whole.window == PixelRect(source), "\(seed) \(source)")
            }
        }
        let plan = CropPlan.fill(PixelSize(width: 640, height: 640), from: PixelSize(width: 4000, height: 3000))
        #expect(plan.lost == 0.25 && abs(plan.scale - 640.0 / 3000) < 1e-12)
        #expect(plan.window == PixelRect(x: 500, y: 0, width: 3000, height: 3000))
    }

    @Test func `a padded picture keeps its shape, lies inside and touches two edges`() {
        Self.each { random, seed in
            let source = Self.size(&random)
            let row = FrameSize.all.randomElement(using: &random)?.size ?? PixelSize(width: 640, height: 640)
            let plan = CropPlan.pad(row, from: source)
            let place = plan.placement
            #expect(place.x >= 0 && place.y >= 0 && place.width >= 1 && place.height >= 1, "\(seed) \(source) \(place)")
            #expect(place.x + place.width <= row.width && place.y + place.height <= row.height, "\(seed) \(source)")
            #expect(place.width == row.width || place.height == row.height, "\(seed) \(source) \(place)")
            let scale = min(
                Double(row.width) / Double(source.width), Double(row.height) / Double(source.height))
            #expect(abs(Double(place.width) - max(1, Double(source.width) * scale)) <= 0.5 + 1e-9, "\(seed) \(source)")
            #expect(
                abs(Double(place.height) - max(1, Double(source.height) * scale)) <= 0.5 + 1e-9, "\(seed) \(source)")
            #expect(abs(row.width - place.width - 2 * place.x) <= 1, "\(seed) \(source) \(place)")
            #expect(abs(row.height - place.height - 2 * place.y) <= 1, "\(seed) \(source) \(place)")
        }
    }

    @Test func `a focus outside the picture moves to its edge, and no number to the middle`() {
        #expect(Focus(x: -3, y: 7) == Focus(x: 0, y: 1))
        #expect(Focus(x: .infinity, y: -.infinity) == Focus(x: 1, y: 0))
        #expect(Focus(x: .nan, y: .signalingNaN) == .center)
    }

    @Test(arguments: Orientation.allCases)
    func `a rectangle keeps its area and place when it is turned`(orientation: Orientation) {
        Self.each { random, seed in
            let upright = Self.size(&random)
            let stored = orientation.applied(to: upright)
            #expect(orientation.stored(PixelRect(upright), in: upright) == PixelRect(stored), "\(seed)")
            let x = Int.random(in: 0..<upright.width, using: &random)
            let y = Int.random(in: 0..<upright.height, using: &random)
            let pixel = orientation.stored(PixelRect(x: x, y: y, width: 1, height: 1), in: upright)
            #expect((0..<stored.width).contains(pixel.x) && (0..<stored.height).contains(pixel.y), "\(seed) \(upright)")
        }
    }

    @Test func `orientation says where each stored corner is shown`() {
        // Source: Exif 2.32, tag 0x0112: what the stored top left corner is in the upright picture.
        let upright = PixelSize(width: 30, height: 20)
        let corners: [(Orientation, x: Int, y: Int)] = [
            (.upright, 0, 0), (.mirroredHorizontally, 29, 0), (.rotated180, 29, 19), (.mirroredVertically, 0, 19),
            (.transposed, 0, 0), (.rotated90Clockwise, 29, 0), (.transversed, 29, 19),
            (.rotated90CounterClockwise, 0, 19),
        ]
        for (orientation, x, y) in corners {
            let stored = orientation.stored(PixelRect(x: x, y: y, width: 1, height: 1), in: upright)
            #expect(stored.x == 0 && stored.y == 0, "\(orientation)")
        }
        #expect(Orientation(tag: 0) == .upright && Orientation(tag: 9) == .upright && Orientation(tag: 6).swapsSides)
    }

    @Test(arguments: [(0, 0), (-5, 10), (10, Int.min), (Int.max, 1), (Int.max, Int.max)])
    func `sizes that no picture has make a plan and not a crash`(width: Int, height: Int) {
        let size = PixelSize(width: width, height: height)
        let output = PixelSize(width: 1280, height: 720)
        for plan in [
            CropPlan.fill(output, from: size), .pad(output, from: size), .stretch(output, from: size),
            .fill(size, from: output),
        ] {
            #expect(plan.window.width > 0 && plan.window.height > 0)
            #expect(plan.lost >= 0 && plan.lost < 1)
            #expect(plan.scale.isFinite)
        }
    }
}
