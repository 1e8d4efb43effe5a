extension FrameSize {
    /// The row of one resolution whose shape loses least of a picture when it is cropped to it.
    ///
    /// Of equal rows the first; when `rows` has none of this resolution, the nearest of all.
    /// A size that is no size (zero, negative) counts as one pixel on that side.
    public static func nearest(
        to size: PixelSize, resolution: Resolution, among rows: [FrameSize] = FrameSize.all
    ) -> FrameSize {
        var best: FrameSize?
        for row in rows where row.resolution == resolution {
            if let kept = best, kept.shapeAgreement(with: size) >= row.shapeAgreement(with: size) { continue }
            best = row
        }
        if let best { return best }
        let others = rows.isEmpty ? FrameSize.all : rows
        return nearest(to: size, among: others)
    }

    /// The row that someone who wrote `size` most likely meant: the resolution with the nearest number of pixels, and
    /// of its rows the one with the nearest shape.
    public static func nearest(to size: PixelSize, among rows: [FrameSize] = FrameSize.all) -> FrameSize {
        let rows = rows.isEmpty ? FrameSize.all : rows
        let area = sides(of: size).width * sides(of: size).height
        var best = (resolution: Resolution.p720, factor: Double.infinity)
        for row in rows {
            let rowArea = sides(of: row.size).width * sides(of: row.size).height
            let factor = max(area / rowArea, rowArea / area)
            if factor < best.factor { best = (row.resolution, factor) }
        }
        return nearest(to: size, resolution: best.resolution, among: rows)
    }

    /// The share of a picture's area that cropping it to this row's shape cuts away, from 0 up to but not including 1.
    public func lossOfArea(cropping source: PixelSize) -> Double {
        min(1 - shapeAgreement(with: source), 1.0.nextDown)
    }

    /// The share of the area that is left when a picture of this size is cropped to the row's shape.
    private func shapeAgreement(with other: PixelSize) -> Double {
        let own = Self.sides(of: size)
        let other = Self.sides(of: other)
        let quotient = (own.width / own.height) / (other.width / other.height)
        return min(quotient, 1 / quotient)
    }

    /// As floating point, because sides come from files and their products may be anything.
    private static func sides(of size: PixelSize) -> (width: Double, height: Double) {
        (Double(max(1, size.width)), Double(max(1, size.height)))
    }
}
