/// What the decoded sound measures.
package struct SoundEvidence: Hashable, Sendable {
    package var sampleRate = 0
    package var channels = 0
    /// What was decoded. **Units**: seconds.
    package var duration = 0.0
    /// When the first sample is heard. **Units**: seconds from the beginning of the first picture.
    package var start = 0.0
    /// Integrated loudness after EBU R 128; nil where everything is below the gate.
    package var loudness: Double?
    /// EBU Tech 3342; nil where it cannot be measured.
    package var loudnessRange: Double?
    /// The highest true peak of any channel, in dBTP; nil for digital silence.
    package var truePeak: Double?
    /// Spans below -60 dBFS in all channels, of at least a tenth of a second.
    package var silences: [TimeSpan] = []
    /// Channels, counted from 0, in which nothing is heard while something is in another.
    package var deadChannels: [Int] = []
    /// Correlation of the first two channels, from -1 (opposite) to 1 (the same); nil for one channel and for silence.
    package var correlation: Double?
    /// Runs of three or more samples at full scale.
    package var clippedRuns = 0
    /// Where they begin, the first hundred.
    package var clippings: [TimeSpan] = []
    /// Digital silence of 1 to 50 ms with sound on both sides.
    package var dropouts: [TimeSpan] = []
    /// Momentary loudness (400 ms) over time.
    package var momentary: [VerificationSeries.Point] = []

    package init() {}
}
