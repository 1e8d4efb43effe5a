import FFmpeg

/// A part of a stream in which rate and channels stay the same.
final class SoundPart {
    private(set) var scan: SampleScan
    private(set) var loudness = LoudnessReading()

    private let graph: Box<FilterGraph>
    private let rate: Double
    private let measuresLoudness: Bool
    private var sent = 0

    /// What `ebur128` is trusted with. Rates and channels come from files, and its buffers grow with both.
    private static let measurable = (rates: 4_000...400_000, channels: 1...16)

    init(like frame: borrowing Frame, at start: Double, subject: String) throws(FFmpegError) {
        rate = Double(max(1, frame.sampleRate))
        measuresLoudness =
            SoundPart.measurable.rates.contains(frame.sampleRate)
            && SoundPart.measurable.channels.contains(frame.channelCount)
        scan = SampleScan(rate: frame.sampleRate, channels: frame.channelCount, start: start)
        let filters = (measuresLoudness ? "ebur128=peak=true:metadata=1," : "") + "aformat=sample_fmts=dbl"
        graph = Box(
            try FilterGraph.audio(filters, like: frame, timeBase: (1, max(1, frame.sampleRate)), subject: subject))
    }

    var duration: Double { Double(scan.position) / rate }
    var endTime: Double { scan.time(of: scan.position) }
    var channels: Int { scan.channels }

    func accepts(_ frame: borrowing Frame) -> Bool { graph.value.accepts(frame) }

    func add(_ frame: borrowing Frame, time: Double?) throws(FFmpegError) {
        if let time { scan.clock.place(sent, at: time) }
        // The filters count samples; what the file says of times is none of their business.
        let copy = try frame.shared()
        copy.retime(Int64(sent))
        sent += frame.sampleCount
        try graph.value.send(copy)
        try drain()
    }

    func finish() throws(FFmpegError) {
        try graph.value.finish()
        try drain()
        scan.finish()
    }

    private func drain() throws(FFmpegError) {
        while let frame = try graph.value.receive() {
            let count = frame.sampleCount
            guard count > 0, frame.channelCount == scan.channels else { continue }
            _ = frame.withPlane(0) { start, _ in
                start.withMemoryRebound(to: Double.self, capacity: count * scan.channels) {
                    scan.add($0, count: count)
                }
            }
            guard measuresLoudness else { continue }
            // A window of 400 ms is full only then.
            let isFull = Double(scan.position) >= rate * 0.4
            loudness.read(frame, channels: scan.channels, time: scan.time(of: scan.position), isFull: isFull)
        }
    }
}
