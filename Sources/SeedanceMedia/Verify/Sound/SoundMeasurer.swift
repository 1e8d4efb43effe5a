import FFmpeg

/// Measures the decoded sound of one stream as it comes.
///
/// Loudness and true peak come from libavfilter's `ebur128`, everything else from the samples themselves. A stream may
/// change its rate or channels midway; each part is measured by itself, and the parts are put together.
final class SoundMeasurer {
    private let subject: String
    private var evidence = SoundEvidence()
    private var totals = SoundTotals()
    private var part: SoundPart?
    private var partCount = 0
    private var end = 0.0

    /// So often a stream may change; a file that changes with every frame is not to cost a chain of filters for each.
    private static let mostParts = 16

    init(subject: String) { self.subject = subject }

    /// Adds what the decoder gave.
    ///
    /// - Parameter time: when its first sample is heard, in seconds from the beginning of the first picture; nil to
    ///   follow the frame before it.
    /// **Throws**: `missingLibrary`, `missingCodec` where this FFmpeg cannot measure loudness, `outOfMemory`.
    func add(_ frame: borrowing Frame, time: Double?) throws(FFmpegError) {
        guard frame.sampleCount > 0, frame.sampleRate > 0, frame.channelCount > 0 else { return }
        if let part, !part.accepts(frame) { try close(part) }
        if part == nil {
            guard partCount < SoundMeasurer.mostParts else { return }
            let start = time.flatMap { $0.isFinite ? $0 : nil } ?? end
            if partCount == 0 {
                evidence.start = start
                evidence.sampleRate = frame.sampleRate
                evidence.channels = frame.channelCount
            }
            partCount += 1
            part = try SoundPart(like: frame, at: start, subject: subject)
        }
        try part?.add(frame, time: time)
    }

    /// What was measured; nothing can be added afterwards.
    func finish() throws(FFmpegError) -> SoundEvidence {
        if let part { try close(part) }
        partCount = SoundMeasurer.mostParts
        totals.judge(into: &evidence)
        return evidence
    }

    private func close(_ part: SoundPart) throws(FFmpegError) {
        self.part = nil
        try part.finish()
        end = part.endTime
        evidence.duration += part.duration
        totals.add(part)
        evidence.silences = evidence.silences.joined(with: part.scan.silences.spans)
        evidence.clippings = Array((evidence.clippings + part.scan.clippings.spans).prefix(SpanList.clippingLimit))
        evidence.dropouts = Array((evidence.dropouts + part.scan.dropouts.spans).prefix(SpanList.dropoutLimit))
        evidence.clippedRuns += part.scan.clippedRuns
        evidence.momentary = (evidence.momentary + part.loudness.momentary.points).thinned()
    }
}

extension [TimeSpan] {
    /// Silence that goes on across a change of format is one.
    fileprivate func joined(with later: [TimeSpan]) -> [TimeSpan] {
        var joined = self
        for span in later {
            if let last = joined.last, span.from - last.to < 0.005, span.from >= last.from {
                joined[joined.count - 1].to = Swift.max(last.to, span.to)
            } else if joined.count < SpanList.silenceLimit {
                joined.append(span)
            }
        }
        return joined
    }
}
