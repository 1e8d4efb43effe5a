import FFmpeg

/// When the pictures of a video are shown, by its packets.
package struct VideoTimeline: Sendable {
    /// Of the pictures that are shown, in their order. **Units**: seconds from the beginning of the first picture.
    package let times: [Double]
    /// When the last one ends.
    package let end: Double
    let timing: FrameTiming

    /// Nil when there is no picture, or nothing says when they are shown.
    init?(_ packets: PacketEvidence.Stream, _ info: StreamInfo, origin: Double) {
        let shown = packets.packets.filter { !$0.isDiscarded }
        let sorted = shown.compactMap { packet in
            (packet.presentation ?? packet.decoding).map { (time: $0, duration: packet.duration) }
        }.sorted { $0.time < $1.time }
        guard let last = sorted.last, sorted.count == shown.count else { return nil }
        timing = FrameTiming(
            spans: zip(sorted, sorted.dropFirst()).map { Int64(stepFrom: $0.time, to: $1.time) },
            last: last.duration > 0 ? last.duration : nil, tick: info.tick, stated: info.frameRate)
        times = sorted.map { info.seconds($0.time) - origin }
        let tail = last.duration > 0 ? info.seconds(last.duration) : timing.rate.map { 1 / $0 } ?? 0
        end = info.seconds(last.time) - origin + tail
        (interval, isRegular) = Self.pace(times)
    }

    /// The usual distance, in which nothing is left of rounding to milliseconds, and whether nearly all are like it.
    private static func pace(_ times: [Double]) -> (Double?, isRegular: Bool) {
        let spans = zip(times, times.dropFirst()).map { $1 - $0 }
        guard !spans.isEmpty else { return (nil, false) }
        let median = spans.sorted()[spans.count / 2]
        let usual = spans.filter { abs($0 - median) < 0.0015 }
        return (usual.reduce(0, +) / Double(usual.count), Double(usual.count) >= 0.9 * Double(spans.count))
    }

    /// The usual distance of two pictures. **Units**: seconds; nil for a single picture.
    package let interval: Double?
    /// Whether nearly all distances are the usual one.
    package let isRegular: Bool
}

extension Evidence {
    /// Of the video that is shown; nil while its packets are not known.
    package var timeline: VideoTimeline? {
        guard let streams, let packets, let video = streams.video, packets.streams.indices.contains(video) else {
            return nil
        }
        return VideoTimeline(packets.streams[video], streams.all[video], origin: packets.origin)
    }

    var timing: FrameTiming? { timeline?.timing }
}

extension VerificationSeries {
    /// So many points at most: a plot has no more columns.
    private static let most = 2000

    init(_ evidence: Evidence) {
        self.init()
        let pictures = evidence.pictures?.pictures ?? []
        let step = max(1, (pictures.count + Self.most - 1) / Self.most)
        for index in stride(from: 0, to: pictures.count, by: step) {
            let part = pictures[index..<min(index + step, pictures.count)]
            let time = pictures[index].time
            let mean = part.reduce(0.0) { $0 + Double($1.brightness) } / Double(part.count)
            // What stands out must not be thinned out.
            let peak = part.reduce(0.0) { max($0, Double($1.difference)) }
            brightness.append(Point(time: time, value: mean))
            motion.append(Point(time: time, value: peak))
        }
        loudness = evidence.sound?.momentary ?? []
    }
}
