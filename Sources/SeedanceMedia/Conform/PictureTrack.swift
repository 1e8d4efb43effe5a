import FFmpeg
import SeedanceAPI

/// The pictures of a video on their way from packets to packets.
final class PictureTrack {
    let encoder: Encoder
    /// How many pictures the encoder has been given.
    private(set) var count = 0
    /// How long the pictures last, as far as packets have come, in seconds.
    var end: Double { Double(endTime) * Double(timeBase.num) / Double(timeBase.den) }

    /// What the decoder first said of damage that it concealed; nil as long as it has not.
    private(set) var complaint: String?

    private let plan: ConformPlan
    private let name: String
    private let timeBase: (num: Int, den: Int)
    private let decoder: VideoDecoder
    private let packet: Packet
    private var graph: Box<FilterGraph>?
    /// The last one that the encoder was given.
    private var last: Box<Frame>?
    /// When the last decoded picture begins, and the last packet's ends, in ticks from the first picture on.
    private var lastTime = Int64.min
    private var endTime: Int64 = 0

    init(_ plan: ConformPlan, of video: borrowing VideoFile) throws(FFmpegError) {
        self.plan = plan
        name = video.name
        timeBase = video.video.timeBase
        let encoding = ConformPlan.PictureEncoding(plan.size, within: video.memoryBesideDecoder)
        decoder = try VideoDecoder.open(
            stream: video.videoIndex, of: video.demuxer,
            VideoDecoder.Options(
                maximumPixels: video.limits.pixels,
                threads: video.threads(atMost: DecodingThreads.count, beside: encoding.bytes + video.filterBytes)))
        encoder = try plan.pictureEncoder(encoding)
        packet = try Packet.empty()
    }

    var isComplete: Bool { count >= plan.frameCount }

    /// Hands over a packet of the stream.
    func take(_ packet: borrowing Packet, into muxer: borrowing Muxer) throws(FFmpegError) {
        if let time = packet.presentationTimestamp, !packet.isDiscarded {
            let (start, overflow) = time.subtractingReportingOverflow(plan.origin)
            let (end, isBeyond) = start.addingReportingOverflow(packet.duration)
            if !overflow, !isBeyond { endTime = max(endTime, end) }
        }
        do throws(FFmpegError) {
            try decoder.send(packet)
        } catch {
            try tolerate(error)
        }
        try receive(into: muxer)
    }

    /// Gives out what is left; the last picture stays until the planned end.
    func finish(into muxer: borrowing Muxer) throws(FFmpegError) {
        if !isComplete {
            try decoder.finish()
            try receive(into: muxer)
            try drain(into: muxer, end: lastEnd)
        }
        guard last != nil else { throw .damaged(name, "no picture can be decoded") }
        while !isComplete, let last { try encode(last.value, into: muxer) }
        try encoder.finish()
        try write(into: muxer)
    }

    private func receive(into muxer: borrowing Muxer) throws(FFmpegError) {
        // What is said before the first picture is about what was before it.
        if let new = decoder.takeComplaint(), lastTime != .min, complaint == nil { complaint = new }
        while !isComplete {
            do throws(FFmpegError) {
                guard let frame = try decoder.receive() else { return }
                guard !frame.isCorrupt else { throw .damaged(name, "a picture is damaged") }
                try take(frame, into: muxer)
            } catch {
                try tolerate(error)
            }
        }
    }

    /// A recording may begin with what only makes sense with what was before it; later the same is damage.
    private func tolerate(_ error: FFmpegError) throws(FFmpegError) {
        guard error.isAboutData, lastTime == .min else { throw error }
    }

    private func take(_ frame: consuming Frame, into muxer: borrowing Muxer) throws(FFmpegError) {
        guard let shown = frame.bestEffortTimestamp else { throw .damaged(name, "a picture has no time") }
        let (time, overflow) = shown.subtractingReportingOverflow(plan.origin)
        guard !overflow, time >= 0, time > lastTime else { return }
        lastTime = time
        frame.retime(time)
        frame.label(plan.colorimetry)
        if let graph, !graph.value.accepts(frame) { try drain(into: muxer, end: time) }
        if graph == nil {
            let filters = plan.pictureFilters(from: count, stored: PixelSize(width: frame.width, height: frame.height))
            graph = Box(try FilterGraph.video(filters, like: frame, timeBase: timeBase, subject: name))
        }
        try graph?.value.send(frame)
        try drain(into: muxer, end: nil)
    }

    /// Encodes what comes out of the filters. With an end, no more goes in, and they are gone afterwards.
    private func drain(into muxer: borrowing Muxer, end: Int64?) throws(FFmpegError) {
        guard let filters = graph else { return }
        if let end {
            graph = nil
            try filters.value.finish(at: end)
        }
        while !isComplete, let frame = try filters.value.receive() {
            last = Box(frame)
            if let last { try encode(last.value, into: muxer) }
        }
    }

    /// When the last picture ends that was decoded. Some files do not say how long it is shown: then for one frame.
    private var lastEnd: Int64 {
        let tick = Double(timeBase.num) / Double(timeBase.den)
        let frame = tick > 0 ? Int64(clamping: Int((1 / plan.frameRate.value / tick).rounded(.up))) : 1
        return max(endTime, lastTime.addingReportingOverflow(frame).partialValue)
    }

    private func encode(_ frame: borrowing Frame, into muxer: borrowing Muxer) throws(FFmpegError) {
        try encoder.send(frame, at: Int64(count))
        count += 1
        try write(into: muxer)
    }

    private func write(into muxer: borrowing Muxer) throws(FFmpegError) {
        while try encoder.receive(into: packet) {
            try muxer.write(packet, stream: 0, timeBase: encoder.timeBase)
        }
    }
}
