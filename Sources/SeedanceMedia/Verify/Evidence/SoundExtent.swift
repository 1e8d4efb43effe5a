import FFmpeg

/// From when to when sound is heard, by its packets. **Units**: seconds from the beginning of the first picture.
package struct SoundExtent: Hashable, Sendable {
    package let start: Double
    package let end: Double

    /// Nil when there is no packet with a time.
    init?(_ stream: PacketEvidence.Stream, _ info: StreamInfo, origin: Double) {
        let heard = stream.packets.filter { !$0.isDiscarded }
        guard let first = heard.first, let begin = first.presentation ?? first.decoding else { return nil }
        var end = begin
        var cut = 0
        for packet in heard {
            guard let time = packet.presentation ?? packet.decoding else { continue }
            let (sum, overflow) = time.addingReportingOverflow(packet.duration)
            if !overflow, sum >= end {
                end = sum
                cut = Int(packet.unheardEnd)
            }
        }
        let rate = Double(max(1, info.sampleRate))
        // An encoder's run-in lies before zero or is said to be skipped, in some containers both.
        let runIn = Double(first.unheardStart) / rate
        start = (begin < 0 ? max(0, info.seconds(begin) + runIn) : info.seconds(begin) + runIn) - origin
        // The padding at the end is cut off from the packet's duration by some containers, and by some not.
        let usual = heard.map(\.duration).max() ?? 0
        let isCutAlready = (heard.last?.duration ?? 0) < usual
        self.end = max(start, info.seconds(end) - (isCutAlready ? 0 : Double(cut) / rate) - origin)
    }
}

extension Evidence {
    /// Of the sound that is heard; nil without any.
    package var soundExtent: SoundExtent? {
        guard let streams, let packets, let sound = streams.sound, packets.streams.indices.contains(sound) else {
            return nil
        }
        return SoundExtent(packets.streams[sound], streams.all[sound], origin: packets.origin)
    }

    /// How long pictures are shown: by the decoded ones, else by their packets. **Units**: seconds.
    package var shownDuration: Double? {
        if let pictures, !pictures.pictures.isEmpty { return pictures.duration }
        return timeline.map { $0.end - ($0.times.first ?? 0) }
    }
}
