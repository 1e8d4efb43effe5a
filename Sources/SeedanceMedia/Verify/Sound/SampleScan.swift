/// What samples tell by themselves: where nothing is heard, where they stand at full scale, which channels are used.
///
/// All levels are of single samples, 1 for full scale.
struct SampleScan {
    let channels: Int
    /// Samples of each channel so far.
    private(set) var position = 0
    private(set) var silences = SpanList(limit: SpanList.silenceLimit)
    private(set) var clippings = SpanList(limit: SpanList.clippingLimit)
    private(set) var dropouts = SpanList(limit: SpanList.dropoutLimit)
    private(set) var clippedRuns = 0
    private(set) var heardWindows = 0
    private(set) var channelUse: [ChannelUse]
    private(set) var correlation = CorrelationSums()
    var clock: SoundClock

    /// -60 dBFS: what is below is not heard.
    private static let quiet = 0.001
    /// -40 dBFS: what is above is sound, not the end of a fade.
    private static let loud = 0.01
    /// The largest sample of 16 bits is 32767/32768. Decoders of lossy formats go beyond 1, which no player can.
    private static let fullScale = 1 - 1.5 / 32768
    private static let clippedLength = 3

    private let leastSilence: Int
    private let dropoutLength: ClosedRange<Int>
    /// How near sound must be to digital silence to be cut off by it.
    private let reach: Int
    private let windowLength: Int

    private var silenceStart = 0
    private var zeroStart = 0
    private var lastLoud = -1
    /// A dropout that ended, and waits for sound.
    private var candidate: Range<Int>?
    private var windowPeaks: [Double]
    private var windowEnd: Int
    /// For each channel the samples at full scale up to now, negative for the lower end.
    private var runs: [Int]
    private var isClipping = false

    init(rate: Int, channels: Int, start: Double) {
        self.channels = channels
        clock = SoundClock(rate: rate, start: start)
        channelUse = Array(repeating: ChannelUse(), count: channels)
        windowPeaks = Array(repeating: 0, count: channels)
        runs = Array(repeating: 0, count: channels)
        leastSilence = max(1, rate / 10)
        dropoutLength = max(1, rate / 1000)...max(1, rate / 20)
        reach = max(1, rate / 500)
        windowLength = max(1, rate / 100)
        windowEnd = windowLength
    }

    mutating func time(of sample: Int) -> Double { clock.time(of: sample) }

    /// - Parameter samples: `count` for each channel, interleaved.
    mutating func add(_ samples: UnsafePointer<Double>, count: Int) {
        var next = samples
        var left = count
        while left > 0 {
            let length = min(left, windowEnd - position)
            addToWindow(next, length)
            next += length * channels
            left -= length
            if position == windowEnd { closeWindow() }
        }
    }

    mutating func finish() {
        closeWindow()
        endRuns()
        if position - silenceStart >= leastSilence { addSilence(to: position) }
    }

    private mutating func addToWindow(_ samples: UnsafePointer<Double>, _ count: Int) {
        if channels > 1 { correlate(samples, count) }
        var next = samples
        for sample in position..<position + count {
            var level = 0.0
            for channel in 0..<channels {
                let size = abs(next[channel])
                if size > windowPeaks[channel] { windowPeaks[channel] = size }
                if size > level { level = size }
            }
            if level >= SampleScan.quiet, silenceStart <= sample {
                if sample - silenceStart >= leastSilence { addSilence(to: sample) }
                silenceStart = sample + 1
            }
            if level > 0 { endZeros(sample, level) }
            if level >= SampleScan.fullScale || isClipping { followRuns(next, sample) }
            next += channels
        }
        position += count
    }

    private mutating func correlate(_ samples: UnsafePointer<Double>, _ count: Int) {
        var sums = CorrelationSums(count: count)
        for index in 0..<count {
            let (left, right) = (samples[index * channels], samples[index * channels + 1])
            sums.left += left * left
            sums.right += right * right
            sums.both += left * right
        }
        if sums.left.isFinite, sums.right.isFinite { correlation.add(sums) }
    }

    private mutating func closeWindow() {
        let isHeard = windowPeaks.contains { $0 >= SampleScan.quiet }
        if isHeard { heardWindows += 1 }
        for channel in 0..<channels {
            let peak = windowPeaks[channel]
            if peak.isFinite { channelUse[channel].peak = max(channelUse[channel].peak, peak) }
            if isHeard, peak < SampleScan.quiet { channelUse[channel].quietWindows += 1 }
            windowPeaks[channel] = 0
        }
        windowEnd = position + windowLength
    }

    private mutating func addSilence(to end: Int) {
        silences.append(from: time(of: silenceStart), to: time(of: end))
    }

    /// A sample that is not digital silence.
    private mutating func endZeros(_ sample: Int, _ level: Double) {
        if dropoutLength.contains(sample - zeroStart), lastLoud >= 0, zeroStart - lastLoud <= reach {
            candidate = zeroStart..<sample
        }
        zeroStart = sample + 1
        guard level >= SampleScan.loud else { return }
        lastLoud = sample
        guard let gap = candidate else { return }
        candidate = nil
        if sample - gap.upperBound <= reach {
            dropouts.append(from: time(of: gap.lowerBound), to: time(of: gap.upperBound))
        }
    }

    /// Follows how long each channel stands at one end of the scale.
    private mutating func followRuns(_ samples: UnsafePointer<Double>, _ sample: Int) {
        isClipping = false
        for channel in 0..<channels {
            let value = samples[channel]
            let sign = value >= SampleScan.fullScale ? 1 : value <= -SampleScan.fullScale ? -1 : 0
            let run = runs[channel]
            if sign != 0, run.signum() == sign {
                runs[channel] = run + sign
            } else {
                endRun(run, before: sample)
                runs[channel] = sign
            }
            if sign != 0 { isClipping = true }
        }
    }

    private mutating func endRun(_ run: Int, before sample: Int) {
        guard abs(run) >= SampleScan.clippedLength else { return }
        clippedRuns += 1
        clippings.append(from: time(of: sample - abs(run)), to: time(of: sample))
    }

    private mutating func endRuns() {
        for channel in 0..<channels { endRun(runs[channel], before: position) }
        runs = Array(repeating: 0, count: channels)
    }
}
