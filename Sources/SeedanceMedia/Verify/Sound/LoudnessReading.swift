import FFmpeg

/// What `ebur128` notes on the frames that pass it.
///
/// Source: EBU R 128 and ITU-R BS.1770-4 for the measures, libavfilter's `ebur128` for the names.
struct LoudnessReading {
    /// LUFS; nil where everything is below the gate.
    private(set) var integrated: Double?
    /// LU; nil where nothing was long enough.
    private(set) var range: Double?
    /// The highest true peak of any channel, 1 for full scale.
    private(set) var truePeak = 0.0
    private(set) var momentary = ThinnedSeries()

    /// Below it nothing counts as heard; the filter begins there.
    static let gate = -70.0

    /// - Parameter isFull: whether as much sound has passed as a momentary loudness needs.
    mutating func read(_ frame: borrowing Frame, channels: Int, time: Double, isFull: Bool) {
        if let value = frame.measurement("lavfi.r128.I") { integrated = value > LoudnessReading.gate ? value : nil }
        // Short-term loudness has a window of 3 s; before it is full the filter says -120.7.
        if let value = frame.measurement("lavfi.r128.S"), value > LoudnessReading.gate {
            range = frame.measurement("lavfi.r128.LRA")
        }
        if isFull, let value = frame.measurement("lavfi.r128.M") {
            momentary.append(max(LoudnessReading.gate, value), at: time)
        }
        // Peaks so far, to three places.
        for channel in 0..<channels {
            if let peak = frame.measurement("lavfi.r128.true_peaks_ch\(channel)") { truePeak = max(truePeak, peak) }
        }
    }
}
