/// The frame rate that a video is brought to.
///
/// Rates outside the range are brought inside by a whole factor where there is one, because repeating or leaving out
/// the same number of pictures each time moves evenly and anything else stutters.
struct ConformedRate {
    let target: FrameRate
    /// Whether the rate that the video has is outside the range.
    let isNeeded: Bool
    /// The rate that the video has; nil when that is not known.
    let from: String?

    init(_ facts: VideoFacts, _ range: ClosedRange<Double>) {
        let base = facts.frameRate.flatMap { FrameRate($0) }
        let average = facts.averageFrameRate.flatMap { FrameRate($0) }
        // To three places, as the report on a file says it.
        func isInside(_ rate: FrameRate?) -> Bool {
            rate.map { range.contains(($0.value * 1000).rounded() / 1000) } ?? true
        }
        isNeeded = !isInside(average ?? base)
        from = (average ?? base)?.description
        let lowest = FrameRate(range.lowerBound) ?? .film
        if let base {
            if isInside(base) {
                target = base
            } else if let average, isInside(average) {
                target = ConformedRate.usual(near: average)
            } else if base.value > range.upperBound {
                target = ConformedRate.divided(base, below: range.upperBound)
            } else {
                target = ConformedRate.multiplied(base, above: lowest)
            }
        } else {
            target = average.map { isInside($0) ? ConformedRate.usual(near: $0) : lowest } ?? lowest
        }
    }

    /// 120 becomes 60, 90 becomes 45.
    private static func divided(_ rate: FrameRate, below highest: Double) -> FrameRate {
        // A rate hardly above the highest is meant to be that.
        let count = Int((rate.value / highest - 0.02).rounded(.up))
        return count > 1 ? rate.divided(by: count) : FrameRate(highest) ?? rate
    }

    /// 12 becomes 24, 15 becomes 30. What is hardly below the lowest, such as 23.976, becomes that: one picture in a
    /// thousand is shown twice.
    private static func multiplied(_ rate: FrameRate, above lowest: FrameRate) -> FrameRate {
        let count = Int((lowest.value / rate.value - 0.045).rounded(.up))
        let multiple = rate.multiplied(by: max(1, count))
        return count > 1 && multiple.value >= lowest.value ? multiple : lowest
    }

    /// Recorders that leave out pictures now and then have an average that nobody has chosen.
    private static func usual(near rate: FrameRate) -> FrameRate {
        [24, 25, 30, 48, 50, 60].compactMap { FrameRate($0) }
            .first { abs($0.value - rate.value) < $0.value * 0.015 } ?? rate
    }
}
