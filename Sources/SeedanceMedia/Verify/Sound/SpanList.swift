/// Spans of time, as many as a report can use; the rest is not kept.
struct SpanList {
    private(set) var spans: [TimeSpan] = []
    private let limit: Int

    static let silenceLimit = 1_000
    static let clippingLimit = 100
    static let dropoutLimit = 100

    init(limit: Int) { self.limit = limit }

    mutating func append(from: Double, to: Double) {
        if spans.count < limit { spans.append(TimeSpan(from: from, to: to)) }
    }
}

/// A measurement over time that becomes coarser as it becomes longer.
struct ThinnedSeries {
    private(set) var points: [VerificationSeries.Point] = []
    private var step = 1
    private var count = 0

    static let limit = 2_000

    mutating func append(_ value: Double, at time: Double) {
        if count % step == 0 { points.append(VerificationSeries.Point(time: time, value: value)) }
        count += 1
        guard points.count > ThinnedSeries.limit else { return }
        points = points.halved()
        step *= 2
    }
}

extension [VerificationSeries.Point] {
    fileprivate func halved() -> [VerificationSeries.Point] {
        stride(from: 0, to: count, by: 2).map { self[$0] }
    }

    /// No more points than a series may have.
    func thinned() -> [VerificationSeries.Point] {
        var points = self
        while points.count > ThinnedSeries.limit { points = points.halved() }
        return points
    }
}
