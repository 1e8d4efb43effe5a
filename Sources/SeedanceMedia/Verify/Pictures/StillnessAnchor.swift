import FFmpeg

/// Compares pictures with the one in which a standstill began, as libavfilter's `freezedetect` does, so that slow changes
/// add up and are none.
///
/// It reaches further than `freezedetect` by default, to -54 dB, because VP9 goes on refining a frozen picture; whether
/// what lies beyond -60 dB still stands is for the check to say. And no block may change by more than coding changes
/// it: something small that moves in front of a still background is motion.
struct StillnessAnchor: ~Copyable {
    static let reach = 0.002
    /// Measured on frozen pictures in VP9 (crf 20 to 50): 0.027 at most.
    static let blockReach = 0.032
    /// Nor may a block become brighter or darker by more levels. Measured likewise: 2 at most.
    static let shiftReach = 3

    private var anchor: MeasuredPicture?
    /// The means of its blocks.
    private var means: [UInt8] = []
    private var from = 0

    /// - Parameters:
    ///   - difference: from the picture before, as is `blockDifference`.
    ///   - scratch: has the means of `picture`'s blocks.
    ///
    /// Returns: the number of the picture in which the standstill began, its own one if none lasts, and the difference from it.
    mutating func add(
        _ picture: borrowing MeasuredPicture, number: Int, difference: Double, blockDifference: Double,
        using scratch: inout PictureBlocks
    ) throws(FFmpegError) -> (from: Int, difference: Double) {
        // A step that is too large for what comes before it is too large for the rest; nearly always so.
        if number > 0, difference < 2 * Self.reach, blockDifference < 2 * Self.blockReach, let held = anchor.take() {
            var (distance, blockDistance) = (difference, blockDifference)
            let isShifted = zip(means, scratch.means).contains { abs(Int($0) - Int($1)) > Self.shiftReach }
            if !isShifted, from != number - 1 { (distance, blockDistance) = scratch.distances(picture, from: held) }
            if !isShifted, held.layout == picture.layout, distance < Self.reach, blockDistance < Self.blockReach {
                anchor = consume held
                return (from, distance)
            }
        }
        anchor = try picture.shared()
        means = scratch.means
        from = number
        return (number, 0)
    }
}

extension PictureBlocks {
    /// Mean absolute differences: of all, and the largest of a block.
    fileprivate mutating func distances(
        _ picture: borrowing MeasuredPicture, from anchor: borrowing MeasuredPicture
    ) -> (Double, Double) {
        guard anchor.layout == picture.layout else { return (1, 1) }
        measure(picture, against: anchor)
        let sums = summary(of: picture.layout)
        return (sums.difference, sums.blockDifference)
    }
}
