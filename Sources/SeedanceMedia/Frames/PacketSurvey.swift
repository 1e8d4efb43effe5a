import FFmpeg

/// What the packets from one place to the end of the file say of the pictures in them; nothing is decoded.
struct PacketSurvey {
    /// When the picture that is shown last is shown, in ticks; nil where a packet has no time.
    var last: Int64?
    /// For how long the last one is shown, in ticks; 0 if unknown.
    var lastDuration: Int64 = 0
    /// Packets whose pictures are shown.
    var shown = 0
    /// Damage that the container shows by itself: a packet that is cut off, or that cannot be read.
    var damage: FFmpegError?

    private var hasUntimed = false

    mutating func add(_ packet: borrowing Packet, codec: String, isUnwritten: Bool = false) {
        if packet.isCorrupt || isUnwritten { damage = damage ?? .damaged("packet", "a packet is cut off") }
        guard !packet.isDiscarded, !packet.isHidden(codec: codec) else { return }
        shown += 1
        guard let time = packet.presentationTimestamp, !hasUntimed else {
            hasUntimed = true
            last = nil
            return
        }
        if time >= last ?? .min {
            last = time
            lastDuration = packet.duration
        }
    }
}
