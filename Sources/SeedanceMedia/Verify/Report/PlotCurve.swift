import SeedanceAPI

/// One measurement over time, as a plot shows it.
struct PlotCurve {
    /// **Units**: pixels.
    static let height = 110.0
    static let top = 16.0
    /// The most points of a curve; of more, the extremes of so many parts.
    static let mostPoints = 800

    let name: String
    let unit: String
    /// From the measurement to the unit.
    let factor: Double
    let places: Int
    let low: Double
    let high: Double
    let step: Double
    let points: [VerificationSeries.Point]
    let about: String

    init(
        name: String, unit: String, factor: Double, places: Int, low: Double, high: Double, step: Double,
        points: [VerificationSeries.Point], about: String
    ) {
        (self.name, self.unit, self.factor, self.places) = (name, unit, factor, places)
        (self.low, self.high, self.step, self.about) = (low, high, step, about)
        self.points = Self.thinned(points.filter { $0.time.isFinite && $0.value.isFinite }).map {
            VerificationSeries.Point(time: $0.time, value: $0.value * factor)
        }
    }

    /// From the plot's upper edge downwards.
    func y(_ value: Double) -> Double {
        let share = high > low ? (value - low) / (high - low) : 0
        return Self.height * (1 - min(1, max(0, share)))
    }

    /// The way of the curve, 1000 wide.
    func path(_ timeline: ReportTimeline) -> String {
        // Sound can go on after the pictures.
        var places = points.filter { $0.time <= timeline.duration }.map {
            "\(number(timeline.share($0.time) * 1000, 1)) \(number(y($0.value), 2))"
        }
        guard let first = places.first else { return "" }
        // One point alone would not show.
        if places.count == 1 { places.append(first) }
        return "M" + places.joined(separator: "L")
    }

    /// In words, for those who do not see it.
    var summary: String {
        let values = points.map(\.value)
        guard let least = values.min(), let most = values.max() else { return "\(about): nothing was measured." }
        let mean = values.reduce(0, +) / Double(values.count)
        func text(_ value: Double) -> String { ReportText.fixed(value, places: places) }
        return "\(about): from \(text(least)) to \(text(most)) \(unit), \(text(mean)) on average."
    }

    /// A round number that is not below the value: 1, 2 or 5 times a power of ten.
    static func roundTop(_ value: Double) -> Double {
        guard value.isFinite, value > 0.01 else { return 0.1 }
        var power = 0.01
        while power * 10 <= value { power *= 10 }
        return power * ([1, 2, 5, 10].first { $0 * power >= value } ?? 10)
    }

    private static func thinned(_ points: [VerificationSeries.Point]) -> [VerificationSeries.Point] {
        guard points.count > mostPoints else { return points }
        let parts = mostPoints / 2
        return (0..<parts).flatMap { part -> [VerificationSeries.Point] in
            let slice = points[part * points.count / parts..<(part + 1) * points.count / parts]
            guard let least = slice.min(by: { $0.value < $1.value }), let most = slice.max(by: { $0.value < $1.value })
            else { return [] }
            return least.time <= most.time ? [least, most] : [most, least]
        }
    }
}
