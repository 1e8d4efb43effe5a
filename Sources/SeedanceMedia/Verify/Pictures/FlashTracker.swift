/// Counts flashes as they come, in memory that does not grow.
///
/// A flash is a pair of opposing changes of luminance by 20 cd/m² or more, the darker of the two below 160 cd/m², over a
/// quarter of the area at once. Source: ITU-R BT.1702, and for saturated red WCAG 2.2's definition of the red flash.
///
/// Each block follows its luminance from one extreme to the next. Blocks that change together in one direction, in one
/// picture or in two that follow each other within a twelfth of a second, make a change of the whole: what moves changes
/// as many blocks one way as the other. Patterns whose halves change places are therefore not seen.
struct FlashTracker {
    private static let area = 0.25
    /// How far changes that belong together may lie apart. **Units**: seconds.
    private static let together = 0.09
    /// One direction has so many times as many blocks as the other.
    private static let dominance = 3.0
    /// Changes that are remembered: all of a second of 240 pictures.
    private static let kept = 240
    /// More than so many in a second are too many.
    static let allowed = 3

    private let step: Float
    private let darkLimit: Float
    private var lows: [Float] = []
    private var highs: [Float] = []
    /// The last change: 1 up, -1 down, 0 none yet.
    private var directions: [Int8] = []
    /// The shares of blocks that changed in the last pictures.
    private var recent: [(time: Double, up: Double, down: Double)] = []
    /// Changes of the whole within the last second.
    private var changes: [Double] = []
    private var last: Int8 = 0
    private(set) var spans: [TimeSpan] = []
    private(set) var most = 0

    /// Changes of luminance.
    static let general = FlashTracker(step: 20, darkLimit: 160)
    /// Changes of saturated red.
    static let red = FlashTracker(step: 20, darkLimit: .infinity)

    private init(step: Float, darkLimit: Float) {
        self.step = step
        self.darkLimit = darkLimit
    }

    /// - Parameter values: of the blocks; nothing may be added that cannot be compared with what came before.
    mutating func add(_ values: [Float], time: Double) {
        guard values.count == directions.count else {
            lows = values
            highs = values
            directions = [Int8](repeating: 0, count: values.count)
            recent = []
            return
        }
        guard !values.isEmpty else { return }
        let (up, down) = follow(values)
        let total = Double(values.count)
        recent.removeAll { time - $0.time > Self.together || $0.time > time }
        if recent.count > 3 { recent.removeFirst() }
        recent.append((time, Double(up) / total, Double(down) / total))
        if let direction = direction(recent.suffix(1)) ?? direction(recent.suffix(2)), direction != last {
            last = direction
            note(time)
        }
    }

    /// How many blocks changed far enough, up and down.
    private mutating func follow(_ values: [Float]) -> (up: Int, down: Int) {
        var (up, down) = (0, 0)
        let (step, darkLimit) = (step, darkLimit)
        values.withUnsafeBufferPointer { values in
            lows.withUnsafeMutableBufferPointer { lows in
                highs.withUnsafeMutableBufferPointer { highs in
                    directions.withUnsafeMutableBufferPointer { directions in
                        for index in values.indices {
                            let value = values[index]
                            let (low, high) = (lows[index], highs[index])
                            if directions[index] >= 0, high - value >= step, value < darkLimit {
                                directions[index] = -1
                                lows[index] = value
                                down &+= 1
                            } else if directions[index] <= 0, value - low >= step, low < darkLimit {
                                directions[index] = 1
                                highs[index] = value
                                up &+= 1
                            } else {
                                lows[index] = min(low, value)
                                highs[index] = max(high, value)
                            }
                        }
                    }
                }
            }
        }
        return (up, down)
    }

    private func direction(_ pictures: ArraySlice<(time: Double, up: Double, down: Double)>) -> Int8? {
        let up = pictures.reduce(0) { $0 + $1.up }
        let down = pictures.reduce(0) { $0 + $1.down }
        if up >= Self.area, up >= down * Self.dominance { return 1 }
        if down >= Self.area, down >= up * Self.dominance { return -1 }
        return nil
    }

    private mutating func note(_ time: Double) {
        // A picture a second later is no longer within the second.
        changes.removeAll { time - $0 > 0.9999 }
        // Times that do not go on would keep everything.
        if changes.count >= Self.kept { changes.removeFirst() }
        changes.append(time)
        let flashes = changes.count / 2
        most = max(most, flashes)
        guard flashes > Self.allowed, let first = changes.first else { return }
        if let previous = spans.last, first <= previous.to {
            spans[spans.count - 1].to = time
        } else {
            spans.append(TimeSpan(from: first, to: time))
        }
    }
}
