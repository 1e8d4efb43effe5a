/// What a video looks like in a few numbers, to find its like among the results of one task.
///
/// The brightness of 16 by 9 fields at 16 times that divide the video evenly, so that neither its length nor its size
/// nor its codec matters.
package struct VideoFingerprint: Hashable, Sendable, Codable {
    static let columns = 16
    static let rows = 9
    static let times = 16
    static var fields: Int { columns * rows }

    /// Time after time, row after row, from 0 to 255.
    let values: [Float]

    /// Values whose count the caller has made sure of.
    init(checked values: [Float]) { self.values = values }

    /// How different two videos are: 0 for the same, around 1 for two that have nothing in common.
    ///
    /// Two results of one task begin with the same picture and often look alike throughout. So what changes over time
    /// is compared apart from what stays: the larger of both differences counts, each in proportion to how much there
    /// is to differ in.
    package func distance(to other: VideoFingerprint) -> Double {
        guard values.count == VideoFingerprint.fields * VideoFingerprint.times, other.values.count == values.count
        else {
            return 1
        }
        let (stays, otherStays) = (meanPicture, other.meanPicture)
        let brightness = stays.reduce(0, +) / Float(stays.count)
        let otherBrightness = otherStays.reduce(0, +) / Float(otherStays.count)
        var (still, moving) = (Difference(), Difference())
        for field in 0..<VideoFingerprint.fields {
            still.add(
                stays[field] - brightness, otherStays[field] - otherBrightness,
                offset: brightness - otherBrightness)
        }
        for (index, value) in values.enumerated() {
            let field = index % VideoFingerprint.fields
            moving.add(value - stays[field], other.values[index] - otherStays[field], offset: 0)
        }
        return min(1, max(still.share, moving.share))
    }

    private var meanPicture: [Float] {
        (0..<VideoFingerprint.fields).map { field in
            let sum = stride(from: field, to: values.count, by: VideoFingerprint.fields).reduce(Float(0)) {
                $0 + values[$1]
            }
            return sum / Float(VideoFingerprint.times)
        }
    }

    /// Energy of a difference in proportion to that of what differs.
    private struct Difference {
        private var difference = 0.0
        private var energy = 0.0

        /// What rounding and a codec do to a field; below it nothing differs. **Units**: squares of a level.
        private static let noise = 0.5

        mutating func add(_ one: Float, _ two: Float, offset: Float) {
            let step = Double(one - two + offset)
            difference += step * step
            energy += Double(one * one) + Double(two * two) + Difference.noise
        }

        var share: Double { energy > 0 ? difference / energy : 0 }
    }
}
