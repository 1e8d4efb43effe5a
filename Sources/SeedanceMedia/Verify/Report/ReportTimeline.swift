/// What of a report has a place in time, for whoever draws it.
struct ReportTimeline {
    /// Where one check found something.
    struct Lane {
        let id: String
        let status: Finding.Status
        let spans: [TimeSpan]
    }

    /// **Units**: seconds. More than 0, or there is nothing to draw.
    let duration: Double
    /// Failures, warnings, then what is only reported.
    let lanes: [Lane]

    init(_ report: VerificationReport) {
        lanes = (report.problems + report.checks(.pass)).filter { !$0.at.isEmpty }
            .map { Lane(id: $0.id, status: $0.status, spans: $0.at) }
        let ends =
            lanes.flatMap { $0.spans.map(\.to) } + report.thumbnails.map(\.time)
            + [report.series.brightness, report.series.motion, report.series.loudness].compactMap { $0.last?.time }
        let known = report.duration ?? 0
        // Sound may end after the pictures; damaged files may say anything.
        duration = known.isFinite && known > 0 ? known : ends.filter(\.isFinite).max() ?? 0
    }

    var problems: [Lane] { lanes.filter { $0.status != .pass } }

    /// From 0 (the beginning) to 1 (the end).
    func share(_ time: Double) -> Double { duration > 0 && time.isFinite ? min(1, max(0, time / duration)) : 0 }

    /// What is wrong at a moment.
    func problems(at time: Double) -> [Lane] {
        let slack = 0.0005
        return problems.filter { $0.spans.contains { $0.from - slack <= time && time <= $0.to + slack } }
    }

    /// Times to write at the axis: round ones, at most so many.
    func ticks(atMost count: Int = 8) -> [Double] {
        let steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600]
        let step = steps.first { duration / $0 <= Double(count) } ?? duration / Double(max(1, count))
        guard duration > 0, step > 0, step.isFinite else { return [] }
        let last = min(count, Int((duration / step + 1e-9).clamped(to: 0...Double(count))))
        return (0...max(0, last)).map { Double($0) * step }
    }
}

extension Comparable {
    fileprivate func clamped(to range: ClosedRange<Self>) -> Self { min(max(self, range.lowerBound), range.upperBound) }
}

extension Array {
    /// At most so many of its elements, evenly, with the first and the last.
    func thinned(to count: Int) -> [Element] {
        guard self.count > count, count > 1 else { return Array(prefix(Swift.max(0, count))) }
        return (0..<count).map { self[$0 * (self.count - 1) / (count - 1)] }
    }
}
