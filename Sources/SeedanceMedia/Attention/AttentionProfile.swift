/// How much of what draws the eye lies at each place along the axis on which a window can move.
struct AttentionProfile: Hashable, Sendable {
    private var values: [Int]
    private let all: Int

    /// What the way from the middle to an end costs, in 1024ths of all there is to see.
    private static let prior = 8

    init(_ map: AttentionMap, alongX: Bool) {
        let plane = map.plane
        values = [Int](repeating: 0, count: alongX ? plane.width : plane.height)
        for y in 0..<plane.height {
            for x in 0..<plane.width { values[alongX ? x : y] += Int(plane.values[y * plane.width + x]) }
        }
        all = values.reduce(0, +)
    }

    /// Where a window of `length` begins, of an axis of `total`: where it holds most, near its own middle rather than
    /// at its edges, and near the middle of the picture rather than far from it, as photographers place their subjects.
    ///
    /// - Parameter step: it begins at a multiple of it.
    func start(of length: Int, in total: Int, step: Int = 1) -> Int {
        let (free, last) = (total - length, (total - length) / step)
        guard free > 0, length > 0, !values.isEmpty else { return 0 }
        // As many places as there are, but no more than make a sixteenth of the window from one to the next, or 64; an even
        // number of steps, so that the middle is one of them.
        let places = min(last, 1024, max(64, free * 16 / length)) & ~1
        var best: (score: Int, start: Int)?
        // From the middle outwards, so that of equals the one nearest to the middle is taken.
        for number in 0...places {
            let place = places / 2 + (number % 2 == 0 ? -number / 2 : (number + 1) / 2)
            let start = last * place / max(1, places) * step
            let score = score(start, length, total)
            if best.map({ score > $0.score }) ?? true { best = (score, start) }
        }
        return best?.start ?? 0
    }

    private func score(_ start: Int, _ length: Int, _ total: Int) -> Int {
        var score = 0
        for (cell, value) in values.enumerated() where value > 0 {
            let center = (cell * 2 + 1) * total * 512 / values.count
            let distance = abs(center - (start * 1024 + length * 512)) * 2 / length
            if distance < 1024 { score += value * (1024 - distance * distance / 1024) }
        }
        let off = abs(start * 2 - (total - length)) * 256 / (total - length)
        return score - all * (off * off / 256) / 256 * AttentionProfile.prior
    }
}
