import SeedanceAPI

/// The lines of the upright picture on which a window may begin and end.
///
/// A JPEG that is shrunk while decoding, or whose chroma has half the resolution, has samples that stand for several
/// pixels. A window that cut through one would shift the result by a fraction of a pixel. The samples are counted from
/// the stored picture's corner, so that turning the picture upright can move where the lines fall.
struct PixelGrid: Hashable, Sendable {
    /// Pixels from one line to the next, the same along both axes.
    var step: Int
    /// The first line at or after 0.
    var phaseX: Int
    var phaseY: Int

    /// Every pixel is a line.
    static let pixels = PixelGrid(step: 1, phaseX: 0, phaseY: 0)

    private init(step: Int, phaseX: Int, phaseY: Int) {
        self.step = step
        self.phaseX = phaseX
        self.phaseY = phaseY
    }

    /// Every `step` pixels of the stored picture, seen in the upright one.
    init(step: Int, stored size: PixelSize, orientation: Orientation) {
        let upright = orientation.applied(to: size)
        let runs = orientation.runsBackwards
        self.init(
            step: step, phaseX: runs.x ? upright.width % step : 0, phaseY: runs.y ? upright.height % step : 0)
    }

    /// As much of a picture as lies between lines: all of it but for the last few pixels of an odd size.
    func longestWindow(in size: PixelSize) -> PixelRect {
        let x = longest(total: size.width, phase: phaseX)
        let y = longest(total: size.height, phase: phaseY)
        return PixelRect(x: x.start, y: y.start, width: x.length, height: y.length)
    }

    private func longest(total: Int, phase: Int) -> (start: Int, length: Int) {
        let whole = (total - phase) / step * step
        return whole > 0 ? (phase, whole) : (0, total)
    }

    /// A stretch of one axis, moved to the lines: `length` as near as can be to the wanted one, then the start.
    func snap(center: Double, length: Double, total: Int, phase: Int) -> (start: Int, length: Int) {
        let longest = longest(total: total, phase: phase)
        let steps = max(1, Int((length / Double(step)).rounded()))
        let whole = steps * step
        guard length < Double(total), whole < longest.length else { return longest }
        let wanted = ((center - Double(whole) / 2 - Double(phase)) / Double(step)).rounded(.down)
        let last = (total - whole - phase) / step
        return (phase + min(last, max(0, Int(wanted))) * step, whole)
    }
}

extension Orientation {
    /// Which axes of the upright picture run against the stored one they come from.
    var runsBackwards: (x: Bool, y: Bool) {
        switch self {
        case .upright, .transposed: (false, false)
        case .mirroredHorizontally, .rotated90Clockwise: (true, false)
        case .rotated180, .transversed: (true, true)
        case .mirroredVertically, .rotated90CounterClockwise: (false, true)
        }
    }

    /// The stored rectangle that a rectangle of the upright picture shows.
    func stored(_ rect: PixelRect, in upright: PixelSize) -> PixelRect {
        let runs = runsBackwards
        let x = runs.x ? upright.width - rect.x - rect.width : rect.x
        let y = runs.y ? upright.height - rect.y - rect.height : rect.y
        return swapsSides
            ? PixelRect(x: y, y: x, width: rect.height, height: rect.width)
            : PixelRect(x: x, y: y, width: rect.width, height: rect.height)
    }
}
