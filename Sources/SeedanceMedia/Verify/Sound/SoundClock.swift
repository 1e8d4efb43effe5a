/// When samples are heard: from where their count runs on, and where the file says otherwise.
struct SoundClock {
    private struct Anchor {
        var sample: Int
        var time: Double
    }

    private let rate: Double
    private var anchors: [Anchor]
    /// The one that was needed last: times are asked for in order.
    private var current = 0

    /// Times in files are rounded; only what is further off is a jump. **Units**: seconds.
    private static let tolerance = 0.02
    private static let mostAnchors = 1_000

    init(rate: Int, start: Double) {
        self.rate = Double(max(1, rate))
        anchors = [Anchor(sample: 0, time: start)]
    }

    /// Says when a sample is heard that comes after all that were placed before.
    mutating func place(_ sample: Int, at time: Double) {
        guard time.isFinite, let last = anchors.last, anchors.count < SoundClock.mostAnchors,
            abs(SoundClock.time(of: sample, after: last, rate) - time) > SoundClock.tolerance
        else { return }
        anchors.append(Anchor(sample: sample, time: time))
    }

    /// **Units**: seconds from the beginning of the first picture.
    mutating func time(of sample: Int) -> Double {
        while current + 1 < anchors.count, anchors[current + 1].sample <= sample { current += 1 }
        while current > 0, anchors[current].sample > sample { current -= 1 }
        return SoundClock.time(of: sample, after: anchors[current], rate)
    }

    private static func time(of sample: Int, after anchor: Anchor, _ rate: Double) -> Double {
        anchor.time + Double(sample - anchor.sample) / rate
    }
}
