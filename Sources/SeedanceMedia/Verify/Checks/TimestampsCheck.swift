import FFmpeg
import SeedanceAPI

/// Pictures and sound follow each other: times rise, and nowhere is a gap.
package struct TimestampsCheck: Check {
    package let id = "timestamps"
    package let needs: Set<EvidenceKind> = [.streams, .packets]
    /// The largest distance of two pictures, in usual distances.
    package let threshold: Threshold? = Threshold(.atMost(warn: nil, fail: 1.5), .frames)
    /// The largest silence between two packets of sound.
    package let moreThresholds = ["sound": Threshold(.atMost(warn: nil, fail: 0.015), .seconds)]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let streams = evidence.streams, let packets = evidence.packets, let video = streams.video else {
            return .skipped("There is no video.")
        }
        if let step = StepsBack(in: packets.streams[video], of: streams.all[video], origin: packets.origin) {
            return CheckOutcome(
                .fail, value: JSONValue(step.count), "Times of pictures \(step.what), first at \(text(step.time)) s.",
                at: [TimeSpan(from: step.time, to: step.time)])
        }
        guard let timeline = evidence.timeline, let interval = timeline.interval, interval > 0 else {
            return CheckOutcome(.pass, "There are too few pictures for a gap.")
        }
        var spans: [TimeSpan] = []
        var largest = 1.0
        for (time, next) in zip(timeline.times, timeline.times.dropFirst()) {
            // Times of WebM are whole milliseconds.
            let gap = (next - time - 0.001) / interval
            largest = max(largest, gap)
            if context.status(of: gap) != .pass, spans.count < 20 { spans.append(TimeSpan(from: time, to: next)) }
        }
        var status = context.status(of: largest)
        var message =
            spans.isEmpty
            ? "Times rise, without a gap."
            : "After \(text(spans[0].from)) s no picture is due for \(text(largest)) frames."
        let gaps = soundGaps(evidence, context)
        if status == .pass, !gaps.isEmpty {
            message = "Sound has a gap of \(text(gaps[0].length)) s after \(text(gaps[0].from)) s."
        }
        if !gaps.isEmpty { status = .worse(status, context.status(of: gaps.map(\.length).max() ?? 0, "sound")) }
        return CheckOutcome(
            status, value: .rounded(largest, places: 2), expected: context.threshold?.expected(), message,
            at: spans + gaps)
    }

    private func soundGaps(_ evidence: Evidence, _ context: CheckContext) -> [TimeSpan] {
        guard let streams = evidence.streams, let packets = evidence.packets, let sound = streams.sound else {
            return []
        }
        let info = streams.all[sound]
        let heard = packets.streams[sound].packets.filter { !$0.isDiscarded }
        let times = heard.map { packet in
            (packet.presentation ?? packet.decoding).map { info.seconds($0) - packets.origin }
        }
        // Fragments need not say how long a packet lasts; then it lasts as long as from one to the next as a rule.
        let steps = zip(times, times.dropFirst()).compactMap { first, next in first.flatMap { f in next.map { $0 - f } }
        }
        let usual = steps.sorted()[safe: steps.count / 2] ?? 0
        var spans: [TimeSpan] = []
        var end: Double?
        for (packet, time) in zip(heard, times) {
            guard let time else { continue }
            if let end, context.status(of: time - end, "sound") != .pass, spans.count < 20 {
                spans.append(TimeSpan(from: end, to: time))
            }
            end = max(end ?? time, time + (packet.duration > 0 ? info.seconds(packet.duration) : usual))
        }
        return spans
    }
}

/// Times that do not rise as they must: decoding times from packet to packet, and no two pictures at once.
private struct StepsBack {
    let count: Int
    let time: Double
    let what: String

    init?(in stream: PacketEvidence.Stream, of info: StreamInfo, origin: Double) {
        var back: [Int64] = []
        var previous: Int64?
        for packet in stream.packets {
            guard let time = packet.decoding else { continue }
            if let previous, time <= previous { back.append(packet.presentation ?? time) }
            previous = time
        }
        if let first = back.first {
            (count, time, what) = (back.count, max(0, info.seconds(first) - origin), "go back or stand still")
            return
        }
        let shown = stream.packets.filter { !$0.isDiscarded }.compactMap(\.presentation).sorted()
        let twins = zip(shown, shown.dropFirst()).filter { $0 == $1 }.map(\.0)
        guard let first = twins.first else { return nil }
        (count, time, what) = (twins.count, max(0, info.seconds(first) - origin), "are given twice")
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
