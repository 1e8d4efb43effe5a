/// By how much one picture is shifted against another of the same size.
///
/// The shift is the one that leaves least variance in the difference, so that a change of brightness does not matter.
/// It is looked for in small copies first and refined in larger ones.
struct PictureAlignment: Hashable {
    /// Whole pixels: what lies at (x, y) in the first picture lies at (x + dx, y + dy) in the second.
    let dx: Int
    let dy: Int
    /// The same with a fraction, as near as three measurements around the best one tell.
    let exactX: Double
    let exactY: Double

    /// How far it looks. **Units**: pixels.
    static let reach = 8

    static let none = PictureAlignment(dx: 0, dy: 0, exactX: 0, exactY: 0)

    private init(dx: Int, dy: Int, exactX: Double, exactY: Double) {
        (self.dx, self.dy, self.exactX, self.exactY) = (dx, dy, exactX, exactY)
    }

    /// - Parameter second: of the same size; else nothing is found.
    static func find(_ first: LumaPlane, _ second: LumaPlane) -> PictureAlignment {
        guard first.width == second.width, first.height == second.height else { return .none }
        let side = min(first.width, first.height)
        // A quarter of the picture must remain on every side.
        let reach = min(PictureAlignment.reach, side / 4)
        guard reach > 0 else { return .none }
        var search = ShiftSearch(first, second, reach: reach, rowStep: side >= 256 ? 4 : 1)
        var best = Shift()
        if side >= 128 {
            let (half1, half2) = (first.halved(), second.halved())
            var quarter = ShiftSearch(half1.halved(), half2.halved(), reach: reach / 4 + 1, rowStep: 1)
            best = quarter.best(around: Shift(), within: reach / 4).doubled
            var half = ShiftSearch(half1, half2, reach: reach / 2 + 2, rowStep: 2)
            best = half.best(around: best, within: 2).doubled
            best = search.best(around: best, within: 1)
        } else {
            best = search.best(around: best, within: reach)
        }
        // Where there is little to go by, noise decides; then nothing is said to have moved.
        guard search.score(best) < search.score(Shift()) * 0.98 else { return .none }
        return PictureAlignment(
            dx: best.x, dy: best.y, exactX: Double(best.x) + search.fraction(at: best, dx: 1, dy: 0),
            exactY: Double(best.y) + search.fraction(at: best, dx: 0, dy: 1))
    }
}

private struct Shift: Hashable {
    var x = 0
    var y = 0

    var doubled: Shift { Shift(x: x * 2, y: y * 2) }
}

/// Tries shifts between two planes of one size and remembers what it measured.
private struct ShiftSearch {
    private let first: LumaPlane
    private let second: LumaPlane
    private let reach: Int
    private let rowStep: Int
    private var known: [Shift: Double] = [:]

    init(_ first: LumaPlane, _ second: LumaPlane, reach: Int, rowStep: Int) {
        (self.first, self.second, self.reach, self.rowStep) = (first, second, reach, rowStep)
    }

    mutating func best(around center: Shift, within distance: Int) -> Shift {
        // The middle comes first, so that of equal ones it wins.
        var (best, least) = (clamped(center), score(clamped(center)))
        for y in -distance...distance {
            for x in -distance...distance {
                let shift = clamped(Shift(x: center.x + x, y: center.y + y))
                let score = score(shift)
                if score < least { (best, least) = (shift, score) }
            }
        }
        return best
    }

    private func clamped(_ shift: Shift) -> Shift {
        Shift(x: min(reach, max(-reach, shift.x)), y: min(reach, max(-reach, shift.y)))
    }

    /// Where between its two neighbours the least lies, if a parabola goes through the three.
    mutating func fraction(at best: Shift, dx: Int, dy: Int) -> Double {
        let (before, after) = (Shift(x: best.x - dx, y: best.y - dy), Shift(x: best.x + dx, y: best.y + dy))
        guard clamped(before) == before, clamped(after) == after else { return 0 }
        let (left, middle, right) = (score(before), score(best), score(after))
        let bend = left - 2 * middle + right
        guard bend > 0 else { return 0 }
        return min(0.5, max(-0.5, 0.5 * (left - right) / bend))
    }

    /// The variance of the difference; over the same part of the first picture for all shifts, so that they compare.
    mutating func score(_ shift: Shift) -> Double {
        if let value = known[shift] { return value }
        let value = measure(shift)
        known[shift] = value
        return value
    }

    private func measure(_ shift: Shift) -> Double {
        let (width, height) = (first.width, first.height)
        let columns = width - 2 * reach
        guard columns > 0, height > 2 * reach else { return .infinity }
        var (sum, squares, count) = (0, 0, 0)
        first.values.withUnsafeBufferPointer { first in
            second.values.withUnsafeBufferPointer { second in
                for y in stride(from: reach, to: height - reach, by: rowStep) {
                    let one = UnsafeBufferPointer(rebasing: first[(y * width + reach)...].prefix(columns))
                    let start = (y + shift.y) * width + reach + shift.x
                    let two = UnsafeBufferPointer(rebasing: second[start...].prefix(columns))
                    var (rowSum, rowSquares) = (Int32(0), UInt32(0))
                    for x in 0..<columns {
                        let difference = Int32(one[x]) &- Int32(two[x])
                        rowSum &+= difference
                        rowSquares &+= UInt32(bitPattern: difference &* difference)
                    }
                    sum += Int(rowSum)
                    squares += Int(rowSquares)
                    count += columns
                }
            }
        }
        let mean = Double(sum) / Double(count)
        return Double(squares) / Double(count) - mean * mean
    }
}
