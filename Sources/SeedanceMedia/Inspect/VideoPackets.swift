import FFmpeg

/// When the frames of a video are shown, gathered from its packets.
struct VideoPackets {
    private let stream: StreamInfo
    private var shown = 0
    /// Of the frames that are shown, in the order of decoding. Either stays behind where a packet lacks it.
    private var presentation = [Int64]()
    private var decoding = [Int64]()
    private var last: (time: Int64, duration: Int64)?

    private let limit: Int

    /// - Parameter limit: of frames.
    init(_ stream: StreamInfo, limit: Int) { (self.stream, self.limit) = (stream, limit) }

    var isEndless: Bool { shown > limit }

    mutating func add(_ packet: borrowing Packet) {
        guard !packet.isHidden(codec: stream.codec) else { return }
        if presentation.count == shown, let time = packet.presentationTimestamp { presentation.append(time) }
        if decoding.count == shown, let time = packet.decodingTimestamp { decoding.append(time) }
        shown += 1
        if let time = packet.presentationTimestamp ?? packet.decodingTimestamp, time >= last?.time ?? .min {
            last = (time, packet.duration)
        }
    }

    /// Nil when there is no frame.
    var timing: FrameTiming? {
        guard shown > 0 else { return nil }
        guard let times else { return FrameTiming(frames: shown, stated: stream.frameRate) }
        return FrameTiming(
            spans: zip(times, times.dropFirst()).map { Int64(stepFrom: $0, to: $1) },
            last: last.flatMap { $0.duration > 0 ? $0.duration : nil }, tick: stream.tick, stated: stream.frameRate)
    }

    private var times: [Int64]? {
        let (hasAll, isDecodable) = (presentation.count == shown, decoding.count == shown)
        // Where transport streams were joined, time begins anew; sorted, the parts would lie on each other.
        if hasAll, !isDecodable || isRising(decoding) { return presentation.sorted() }
        // AVI does not say when a picture is shown, but when it is decoded, which is as regular.
        return isDecodable ? decoding : hasAll ? presentation.sorted() : nil
    }

    private func isRising(_ times: [Int64]) -> Bool { zip(times, times.dropFirst()).allSatisfy { $0 <= $1 } }
}

extension Int64 {
    /// Nil for a step back, and for one so far that no number holds it.
    init?(stepFrom first: Int64, to second: Int64) {
        let (distance, overflow) = second.subtractingReportingOverflow(first)
        guard !overflow, distance >= 0 else { return nil }
        self = distance
    }
}
