/// The bars that are there all the time. **Units**: pixels as stored.
struct LastingBars {
    private(set) var left = 0
    private(set) var top = 0
    private(set) var right = 0
    private(set) var bottom = 0

    /// So many pictures may have narrower ones: a flash that shines into a bar, a logo that passes.
    private static let exceptions = 0.03
    /// In so many pictures at least the picture is seen to begin where the bar ends, give or take two pixels.
    private static let seen = 0.1

    /// Nil when all pictures are black.
    init?(_ evidence: PictureEvidence) {
        let bars = evidence.pictures.filter { !$0.isBlack }.map(\.bars)
        guard !bars.isEmpty else { return nil }
        func width(_ side: (PictureMeasurement.Bars) -> UInt16, _ end: PictureMeasurement.Bars.Ends) -> Int {
            let sorted = bars.map { Int(side($0)) }.sorted()
            let width = sorted[min(sorted.count - 1, Int(Double(sorted.count) * Self.exceptions))]
            let seen = bars.reduce(0) { $1.ends.contains(end) && abs(Int(side($1)) - width) <= 2 ? $0 + 1 : $0 }
            return Double(seen) >= Double(bars.count) * Self.seen ? width : 0
        }
        left = width(\.left, .left)
        top = width(\.top, .top)
        right = width(\.right, .right)
        bottom = width(\.bottom, .bottom)
    }
}
