/// How many frames are shown, for how long, and how regularly they follow each other.
struct FrameTiming: Hashable {
    let frames: Int
    /// Seconds; nil where nothing says when frames are due.
    let duration: Double?
    /// Frames a second, a mean where they are not constant.
    let rate: Double?
    let isConstant: Bool

    /// - Parameters:
    ///   - spans: from each frame to the next, in ticks; nil where that is not known. There is one less than frames.
    ///   - last: how long the last frame is shown, in ticks; nil if unknown.
    ///   - tick: seconds.
    ///   - stated: what the container says or FFmpeg guesses the rate to be. It counts where the frames do not
    ///     contradict it: 24 frames a second in whole milliseconds are 24, and not 24.017.
    init(spans: [Int64?], last: Int64?, tick: Double, stated: Double?) {
        frames = spans.count + 1
        let known = spans.compactMap { $0 }
        let sum = known.reduce(0) { $0 + Double($1) } * tick
        let tail = last.map { Double($0) * tick }
        guard let shortest = known.min(), let longest = known.max(), sum > 0 else {
            isConstant = true
            rate = stated
            duration = tail ?? stated.map { 1 / $0 }
            return
        }
        let mean = Double(known.count) / sum
        let tolerance = FrameTiming.rounding(tick: tick, rate: mean)
        isConstant = (Double(longest) - Double(shortest)) * tick <= tolerance
        let pace = stated.flatMap { abs(Double(known.count) / $0 - sum) <= tolerance ? $0 : nil } ?? mean
        guard isConstant else {
            let whole = sum + Double(spans.count - known.count) / pace + (tail ?? 1 / pace)
            duration = whole
            rate = Double(frames) / whole
            return
        }
        // A multiple, in which nothing is left of the rounding; but for a last frame that stays longer.
        let isUsual = tail.map { abs($0 - 1 / pace) <= tolerance } ?? true
        duration = isUsual ? Double(frames) / pace : Double(spans.count) / pace + (tail ?? 0)
        rate = pace
    }

    /// Frames of which only the number is known.
    init(frames: Int, stated: Double?) {
        self.frames = frames
        duration = stated.map { Double(frames) / $0 }
        rate = stated
        isConstant = true
    }

    /// By how much a time can be off: a tick, and the millisecond that other containers count in, through which the
    /// file may have come. Where a tick is as long as a frame, nothing had to be rounded.
    static func rounding(tick: Double, rate: Double) -> Double { min(tick, 0.25 / rate) + 0.001 }
}
