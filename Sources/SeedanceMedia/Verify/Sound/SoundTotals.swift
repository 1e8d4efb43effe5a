#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sums over the parts of a stream, and what follows from them.
struct SoundTotals {
    private var correlation = CorrelationSums()
    private var channels: [ChannelUse] = []
    private var heardWindows = 0
    private var peak = 0.0
    private var range: Double?
    private var power = 0.0
    private var seconds = 0.0

    /// Windows of 10 ms in which something must be heard before a silent channel says anything.
    private static let leastWindows = 20
    /// Codecs let a little of one channel into the other where sounds begin.
    private static let leastQuietShare = 0.98

    mutating func add(_ part: SoundPart) {
        correlation.add(part.scan.correlation)
        heardWindows += part.scan.heardWindows
        for (index, use) in part.scan.channelUse.enumerated() {
            if index < channels.count { channels[index].add(use) } else { channels.append(use) }
        }
        // The filter's peak has three places; a sample is never above the true peak.
        peak = max(peak, part.loudness.truePeak, part.scan.channelUse.map(\.peak).max() ?? 0)
        if let other = part.loudness.range { range = max(range ?? 0, other) }
        if let loudness = part.loudness.integrated {
            power += pow(10, loudness / 10) * part.duration
            seconds += part.duration
        }
    }

    func judge(into evidence: inout SoundEvidence) {
        evidence.loudness = seconds > 0 ? 10 * log10(power / seconds) : nil
        evidence.loudnessRange = range
        // Below -120 dBFS is what is left of silence after arithmetic.
        evidence.truePeak = peak > 1e-6 ? 20 * log10(peak) : nil
        evidence.correlation = correlation.value
        if heardWindows >= SoundTotals.leastWindows {
            evidence.deadChannels = channels.indices.filter {
                Double(channels[$0].quietWindows) >= SoundTotals.leastQuietShare * Double(heardWindows)
            }
        }
    }
}

/// What one channel did.
struct ChannelUse {
    /// The largest sample, 1 for full scale.
    var peak = 0.0
    /// Windows in which nothing is in it while something is in another.
    var quietWindows = 0

    mutating func add(_ other: ChannelUse) {
        peak = max(peak, other.peak)
        quietWindows += other.quietWindows
    }
}

/// Sums for the correlation of two channels.
struct CorrelationSums {
    var left = 0.0
    var right = 0.0
    var both = 0.0
    var count = 0

    mutating func add(_ other: CorrelationSums) {
        left += other.left
        right += other.right
        both += other.both
        count += other.count
    }

    /// Nil where one of the two is silent: below -80 dBFS on average.
    var value: Double? {
        let least = 1e-8 * Double(max(1, count))
        guard left > least, right > least else { return nil }
        let value = both / (left * right).squareRoot()
        return value.isFinite ? min(1, max(-1, value)) : nil
    }
}
