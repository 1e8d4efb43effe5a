import FFmpeg

/// For how long a sound is heard, gathered from its packets.
struct SoundPackets {
    private let stream: StreamInfo
    private(set) var count = 0
    /// Of the part that is being read; where transport streams were joined, time begins anew.
    private var begin: Int64?
    private var end = Int64.min
    /// Seconds of the parts before it.
    private var earlier = 0.0
    private var unheard = 0
    private var longest: Int64 = 0

    init(_ stream: StreamInfo) { self.stream = stream }

    mutating func add(_ packet: borrowing Packet) {
        count += 1
        guard let time = packet.presentationTimestamp ?? packet.decodingTimestamp else { return }
        if begin != nil, stream.seconds(end) - stream.seconds(time) > 1 {
            earlier += part
            begin = nil
            end = .min
        }
        begin = min(begin ?? time, time)
        let (sum, overflow) = time.addingReportingOverflow(packet.duration)
        end = max(end, overflow ? time : sum)
        let skipped = packet.unheardSamples
        // An encoder's run-in lies before zero or is said to be skipped, in some containers both.
        if time >= 0 { unheard += skipped.start }
        // Likewise some shorten the last packet and say so, too.
        if packet.duration >= longest { unheard += skipped.end }
        longest = max(longest, packet.duration)
    }

    /// Seconds; nil where packets have no times.
    var duration: Double? {
        guard begin != nil else { return nil }
        let skipped = stream.sampleRate > 0 ? Double(unheard) / Double(stream.sampleRate) : 0
        return max(0, earlier + part - skipped)
    }

    /// In a part that begins before zero, only what comes after that is heard.
    private var part: Double { begin.map { max(0, stream.seconds(end) - stream.seconds(max(0, $0))) } ?? 0 }
}
