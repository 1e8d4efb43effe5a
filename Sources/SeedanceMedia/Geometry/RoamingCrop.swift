import SeedanceAPI

/// A crop whose place is chosen when the whole picture has been seen.
///
/// The window covers one direction of the source, so it can move along the other one only. All of the source is scaled
/// as the window would be, once, and the window is then cut out of that: nothing is decoded or scaled twice.
struct RoamingCrop: Hashable, Sendable {
    /// The window in the middle.
    let centered: CropPlan
    /// Whether the window moves from left to right, and not from the top to the bottom.
    let isHorizontal: Bool
    /// What is scaled: all of the source, but for less than two more steps.
    let drawn: PixelRect
    /// What becomes of `drawn`.
    let canvas: PixelSize
    let grid: PixelGrid

    /// The window begins at a multiple of so many pixels of the canvas, where a JPEG's blocks begin.
    static let step = 8

    /// Scaling more than this times the output costs more than looking first and scaling the window afterwards.
    private static let largestExcess = 6

    /// Nil where there is nothing to choose, because next to nothing is cut off.
    init?(_ output: PixelSize, from source: PixelSize, grid: PixelGrid) {
        let centered = CropPlan.fill(output, from: source, focus: .center, grid: grid)
        let (output, source, window) = (centered.output, centered.source, centered.window)
        let isHorizontal = window.width < source.width
        // Snapping to the grid can leave a few pixels over in the other direction; only the longer way counts.
        let freeX = source.width - window.width
        let freeY = source.height - window.height
        guard max(freeX, freeY) > 0 else { return nil }
        self.isHorizontal = freeX * window.height >= freeY * window.width && isHorizontal
        self.centered = centered
        self.grid = grid
        if self.isHorizontal {
            let x = RoamingCrop.stretch(window.width, output.width, source.width, grid.step, grid.phaseX)
            guard x.scaled > output.width else { return nil }
            drawn = PixelRect(x: x.start, y: window.y, width: x.length, height: window.height)
            canvas = PixelSize(width: x.scaled, height: output.height)
        } else {
            let y = RoamingCrop.stretch(window.height, output.height, source.height, grid.step, grid.phaseY)
            guard y.scaled > output.height else { return nil }
            drawn = PixelRect(x: window.x, y: y.start, width: window.width, height: y.length)
            canvas = PixelSize(width: output.width, height: y.scaled)
        }
    }

    /// As much of an axis as becomes a whole number of steps at the scale that makes `output` of `window`.
    private static func stretch(
        _ window: Int, _ output: Int, _ total: Int, _ step: Int, _ phase: Int
    ) -> (start: Int, length: Int, scaled: Int) {
        // An even number of steps, so that the middle is one of the places.
        let unit = RoamingCrop.step * 2
        let scaled = output + max(0, total * output / window - output) / unit * unit
        let steps = (scaled * window / output + step / 2) / step
        let length = max(window, min(steps * step, (total - phase) / step * step))
        return (phase + max(0, total - phase - length) / 2 / step * step, length, scaled)
    }

    var isWorthDrawing: Bool { canvas.area <= centered.output.area * RoamingCrop.largestExcess }

    /// Units: pixels of the canvas.
    var shownLength: Int { isHorizontal ? centered.output.width : centered.output.height }
    var canvasLength: Int { isHorizontal ? canvas.width : canvas.height }

    /// - Parameter start: in pixels of the canvas.
    func plan(startingAt start: Int) -> CropPlan {
        let start = max(0, min(start, canvasLength - shownLength)) / RoamingCrop.step * RoamingCrop.step
        var window = centered.window
        if isHorizontal {
            let x = drawn.x + RoamingCrop.rounded(start * drawn.width, by: canvas.width)
            window.x = min(x, centered.source.width - window.width)
        } else {
            let y = drawn.y + RoamingCrop.rounded(start * drawn.height, by: canvas.height)
            window.y = min(y, centered.source.height - window.height)
        }
        return CropPlan(
            source: centered.source, window: window, output: centered.output,
            placement: PixelRect(
                x: isHorizontal ? -start : 0, y: isHorizontal ? 0 : -start, width: canvas.width,
                height: canvas.height),
            drawn: drawn)
    }

    /// The plan that scales nothing but a window, its place given in pixels of the source.
    func plan(scalingFrom start: Int) -> CropPlan {
        let (source, window) = (centered.source, centered.window)
        let middle = Double(start) + Double(isHorizontal ? window.width : window.height) / 2
        let focus =
            isHorizontal
            ? Focus(x: middle / Double(source.width), y: 0.5) : Focus(x: 0.5, y: middle / Double(source.height))
        return .fill(centered.output, from: source, focus: focus, grid: grid)
    }

    private static func rounded(_ value: Int, by divisor: Int) -> Int { (value + divisor / 2) / max(1, divisor) }
}
