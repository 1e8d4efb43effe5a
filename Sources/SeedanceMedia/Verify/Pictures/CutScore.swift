/// How sure a cut lies before a picture.
///
/// As libavfilter's `scdet`: the difference from the picture before, and how far it exceeds what went before; and the
/// shapes of light and dark are compared. The same scene in another light is no cut, nor is the return to what was shown a
/// moment ago, as after a flash, nor the change from one empty picture to another.
struct CutScore {
    /// A rise that alone makes a cut certain. **Units**: mean absolute difference of luma, from 0 to 1.
    private static let certain = 0.12
    /// From the one likeness on it begins to be the same scene; from the other on it is.
    private static let same = 0.75...0.95
    /// How many pictures are remembered, and how long ago they may be. **Units**: pictures, seconds.
    private static let memory = (pictures: 16, seconds: 0.35)

    private var recent: (Double, Double) = (0, 0)
    private var grids: [(time: Double, grid: LumaGrid)] = []

    /// - Parameter lumaDifference: nil when the picture cannot be compared with the one before.
    mutating func add(lumaDifference: Double?, grid: LumaGrid, time: Double) -> Double {
        defer { remember(grid, time) }
        guard let difference = lumaDifference, let before = grids.last?.grid else {
            recent = (0, 0)
            grids = []
            return 1
        }
        let rise = min(difference, difference - max(recent.0, recent.1))
        recent = (recent.1, difference)
        guard rise > Self.certain / 10, grid.hasShape || before.hasShape else { return 0 }
        var likeness = grid.likeness(to: before)
        for old in grids.dropLast() where time - old.time <= Self.memory.seconds {
            likeness = max(likeness, grid.likeness(to: old.grid))
        }
        let (from, to) = (Self.same.lowerBound, Self.same.upperBound)
        let otherness = 1 - min(max((likeness - from) / (to - from), 0), 1)
        return min(1, rise / Self.certain) * otherness
    }

    private mutating func remember(_ grid: LumaGrid, _ time: Double) {
        grids.append((time, grid))
        if grids.count > Self.memory.pictures { grids.removeFirst() }
    }
}
