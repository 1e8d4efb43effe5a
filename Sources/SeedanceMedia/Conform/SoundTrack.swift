import FFmpeg

/// The sound of a video on its way from packets to packets.
final class SoundTrack {
    let encoder: Encoder
    /// How many samples the encoder has been given.
    private(set) var count = 0

    private let plan: ConformPlan
    private let name: String
    private let timeBase: (num: Int, den: Int)
    /// When the first picture is shown, in ticks of the sound's time base.
    private let origin: Double
    private let decoder: AudioDecoder
    private let packet: Packet
    private var graph: Box<FilterGraph>?
    /// No sound of the file will be needed any more.
    private var isBeyondEnd = false

    init(_ plan: ConformPlan, stream: Int, of video: borrowing VideoFile) throws(FFmpegError) {
        self.plan = plan
        name = video.name
        timeBase = video.streams[stream].timeBase
        origin = video.seconds(plan.origin) * Double(timeBase.den) / Double(max(1, timeBase.num))
        decoder = try AudioDecoder.open(stream: stream, of: video.demuxer)
        encoder = try Encoder.aac(
            sampleRate: ConformPlan.sampleRate, channels: ConformPlan.channels, bitRate: ConformPlan.soundBitRate)
        packet = try Packet.empty()
    }

    var isComplete: Bool { isBeyondEnd || count >= plan.sampleCount }

    /// Hands over a packet of the stream. What of it cannot be decoded becomes silence.
    func take(_ packet: borrowing Packet, into muxer: borrowing Muxer) throws(FFmpegError) {
        do throws(FFmpegError) {
            try decoder.send(packet)
        } catch {
            guard error.isAboutData else { throw error }
        }
        try receive(into: muxer)
    }

    /// Gives out what is left.
    func finish(into muxer: borrowing Muxer) throws(FFmpegError) {
        if !isComplete {
            try decoder.finish()
            try receive(into: muxer)
        }
        try drain(into: muxer, isLast: true)
        try encoder.finish()
        try write(into: muxer)
    }

    private func receive(into muxer: borrowing Muxer) throws(FFmpegError) {
        while !isComplete {
            do throws(FFmpegError) {
                guard let frame = try decoder.receive() else { return }
                try take(frame, into: muxer)
            } catch {
                guard error.isAboutData else { throw error }
            }
        }
    }

    private func take(_ frame: consuming Frame, into muxer: borrowing Muxer) throws(FFmpegError) {
        guard let heard = frame.bestEffortTimestamp, frame.sampleRate > 0 else { return }
        let ticks = Double(heard) - origin
        let start = ticks * Double(timeBase.num) / Double(timeBase.den)
        // Silence is put into gaps, so that a time far away would fill the memory with it.
        guard start < plan.seconds else { return isBeyondEnd = true }
        guard start + Double(frame.sampleCount) / Double(frame.sampleRate) > 0 else { return }
        guard let time = Int64(exactly: ticks.rounded()) else { return }
        frame.retime(time)
        if let graph, !graph.value.accepts(frame) { try drain(into: muxer, isLast: true) }
        if graph == nil {
            graph = Box(
                try FilterGraph.audio(
                    plan.soundFilters(from: count), like: frame, timeBase: timeBase,
                    samplesPerFrame: encoder.samplesPerFrame, subject: name))
        }
        try graph?.value.send(frame)
        try drain(into: muxer, isLast: false)
    }

    /// Encodes what comes out of the filters. At their last, no more goes in, and they are gone afterwards.
    private func drain(into muxer: borrowing Muxer, isLast: Bool) throws(FFmpegError) {
        guard let filters = graph else { return }
        if isLast {
            graph = nil
            try filters.value.finish()
        }
        while let frame = try filters.value.receive() {
            try encoder.send(frame, at: Int64(count))
            count += frame.sampleCount
            try write(into: muxer)
        }
    }

    private func write(into muxer: borrowing Muxer) throws(FFmpegError) {
        while try encoder.receive(into: packet) {
            try muxer.write(packet, stream: 1, timeBase: encoder.timeBase)
        }
    }
}
