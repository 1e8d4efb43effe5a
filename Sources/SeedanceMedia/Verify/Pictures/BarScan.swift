/// Looks for rows and columns at the edges of one picture that are black.
///
/// A bar is black from end to end, with hardly a difference inside, and the picture begins where it ends: along a quarter
/// of its length at least. A night sky without a star at its upper edge has no such end.
struct BarScan {
    private let plane: SamplePlane
    /// No sample of a bar is above; the same tenth of the range below which a picture is black, because bars that were
    /// drawn with the wrong range in mind are not quite black.
    private let highest: UInt8
    private static let spread: UInt8 = 6
    private static let border = 0.25
    /// Behind the end of a bar, where filters of coders and scalers blur it. **Units**: pixels.
    private static let margin = 2

    init(_ plane: SamplePlane, _ levels: PlaneKernel.Levels) {
        self.plane = plane
        highest = levels.dark - 1
    }

    /// Nil for a picture that is black all over.
    func bars() -> PictureMeasurement.Bars? {
        var (top, bottom) = (0, 0)
        while top < plane.height, isBlack(row: top) { top += 1 }
        guard top < plane.height else { return nil }
        while bottom < plane.height - top, isBlack(row: plane.height - 1 - bottom) { bottom += 1 }
        let rows = top..<(plane.height - bottom)
        let left = width(rows, fromLeft: true)
        let right = width(rows, fromLeft: false)
        let columns = min(left, plane.width)..<max(min(left, plane.width), plane.width - right)
        var bars = PictureMeasurement.Bars()
        bars.top = UInt16(clamping: top)
        bars.bottom = UInt16(clamping: bottom)
        bars.left = UInt16(clamping: left)
        bars.right = UInt16(clamping: right)
        if top > 0, hasPicture(row: top + Self.margin, columns) { bars.ends.insert(.top) }
        if bottom > 0, hasPicture(row: plane.height - 1 - bottom - Self.margin, columns) { bars.ends.insert(.bottom) }
        if left > 0, hasPicture(column: left + Self.margin, rows) { bars.ends.insert(.left) }
        if right > 0, hasPicture(column: plane.width - 1 - right - Self.margin, rows) { bars.ends.insert(.right) }
        return bars
    }

    private func isBlack(row y: Int) -> Bool {
        // Nearly always the answer.
        let start = plane.start + y * plane.stride
        guard start[0] <= highest, start[plane.width / 2] <= highest, start[plane.width - 1] <= highest else {
            return false
        }
        let (smallest, largest) = PlaneKernel.extremes(plane, row: y)
        return largest <= highest && largest - smallest <= Self.spread
    }

    private func width(_ rows: Range<Int>, fromLeft: Bool) -> Int {
        let middle = plane.start + (rows.lowerBound + rows.count / 2) * plane.stride
        guard middle[fromLeft ? 0 : plane.width - 1] <= highest else { return 0 }
        var width = 0
        while width + 16 <= plane.width {
            let x = fromLeft ? width : plane.width - 16 - width
            let (smallest, largest) = PlaneKernel.extremes(plane, x: x, rows: rows)
            for step in 0..<16 {
                let column = fromLeft ? step : 15 - step
                guard largest[column] <= highest, largest[column] - smallest[column] <= Self.spread else {
                    return width + step
                }
            }
            width += 16
        }
        return width
    }

    private func hasPicture(row y: Int, _ columns: Range<Int>) -> Bool {
        guard y >= 0, y < plane.height, !columns.isEmpty else { return false }
        let start = plane.start + y * plane.stride
        let bright = columns.reduce(0) { start[$1] > highest ? $0 + 1 : $0 }
        return Double(bright) >= Self.border * Double(columns.count)
    }

    private func hasPicture(column x: Int, _ rows: Range<Int>) -> Bool {
        guard x >= 0, x < plane.width, !rows.isEmpty else { return false }
        let bright = rows.reduce(0) { plane.start[$1 * plane.stride + x] > highest ? $0 + 1 : $0 }
        return Double(bright) >= Self.border * Double(rows.count)
    }
}
