/// Makes a fingerprint of a video of any length, picture by picture.
///
/// How long the video is shows only at its end: so pictures are kept at even distances of time, and whenever there are
/// too many, every second one goes and the distance doubles.
struct FingerprintMeter {
    private struct Sample {
        var time: Double
        var fields: [Float]
    }

    private var samples: [Sample] = []
    private var last: Sample?
    private var spacing = 0.0

    private static let mostSamples = 128

    init() {}

    /// - Parameters:
    ///   - values: mean luma of a grid's fields, row after row.
    ///   - time: in seconds, rising.
    mutating func add(_ values: [UInt8], columns: Int, rows: Int, time: Double) {
        guard columns > 0, rows > 0, values.count / columns == rows, values.count % columns == 0, time.isFinite else {
            return
        }
        let latest = last?.time ?? -.infinity
        guard time > latest else { return }
        let sample = Sample(time: time, fields: FingerprintMeter.resampled(values, columns, rows))
        last = sample
        if let kept = samples.last, time < kept.time + spacing * 0.999 { return }
        samples.append(sample)
        guard samples.count > FingerprintMeter.mostSamples, let first = samples.first else { return }
        samples = stride(from: 0, to: samples.count, by: 2).map { samples[$0] }
        spacing = (sample.time - first.time) / Double(samples.count - 1)
    }

    /// Nil when there was no picture.
    func fingerprint() -> VideoFingerprint? {
        guard let first = samples.first, let last else { return nil }
        var all = samples
        if let kept = all.last, kept.time < last.time { all.append(last) }
        var values = [Float]()
        values.reserveCapacity(VideoFingerprint.fields * VideoFingerprint.times)
        var next = 0
        for number in 0..<VideoFingerprint.times {
            let share = (Double(number) + 0.5) / Double(VideoFingerprint.times)
            let time = first.time + (last.time - first.time) * share
            while next < all.count - 1, all[next].time < time { next += 1 }
            values += FingerprintMeter.between(all[max(0, next - 1)], all[next], at: time)
        }
        return VideoFingerprint(checked: values)
    }

    private static func between(_ before: Sample, _ after: Sample, at time: Double) -> [Float] {
        let length = after.time - before.time
        let share = length > 0 ? Float(min(1, max(0, (time - before.time) / length))) : 1
        return zip(before.fields, after.fields).map { $0 + ($1 - $0) * share }
    }

    /// Means over the fields of the fingerprint's own grid, of which a given field may lie in several.
    private static func resampled(_ values: [UInt8], _ columns: Int, _ rows: Int) -> [Float] {
        let (acrossX, acrossY) = (shares(columns, VideoFingerprint.columns), shares(rows, VideoFingerprint.rows))
        var fields = [Float]()
        fields.reserveCapacity(VideoFingerprint.fields)
        for y in acrossY {
            for x in acrossX {
                var sum = Float(0)
                for (row, height) in y {
                    for (column, width) in x { sum += Float(values[row * columns + column]) * width * height }
                }
                fields.append(sum)
            }
        }
        return fields
    }

    /// For each of `target` equal parts of a line, which of the `source` parts it covers, and with what share of
    /// itself.
    private static func shares(_ source: Int, _ target: Int) -> [[(index: Int, share: Float)]] {
        (0..<target).map { part in
            let start = Double(part) * Double(source) / Double(target)
            let end = Double(part + 1) * Double(source) / Double(target)
            return (Int(start)...min(source - 1, Int(end))).compactMap { index in
                let covered = min(end, Double(index + 1)) - max(start, Double(index))
                return covered > 0 ? (index, Float(covered / (end - start))) : nil
            }
        }
    }
}
