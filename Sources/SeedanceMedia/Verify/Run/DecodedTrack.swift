import FFmpeg

/// One stream on its way from packets to measurements.
protocol DecodedTrack: AnyObject {
    var stream: Int { get }
    /// When the packet that was taken last is due. **Units**: seconds from the beginning of the first picture.
    var packetTime: Double? { get set }
    var info: StreamInfo { get }
    /// Where the first picture lies on the file's timeline. **Units**: seconds.
    var origin: Double { get }
    /// All different lines that the decoder has logged as errors.
    var logLines: [String] { get }

    func send(_ packet: borrowing Packet) throws(FFmpegError)
    func flush() throws(FFmpegError)
    /// Measures the next frame. False when the decoder needs more packets first, and at the end.
    func measureNext(_ evidence: inout PacketEvidence) throws(FFmpegError) -> Bool
    /// Gives away what was measured.
    func hand(over gathered: inout Gathered, _ expectation: VideoExpectation)
}

extension DecodedTrack {
    /// Decodes a packet. **Throws**: `interrupted`, `outOfMemory`; damage is noted.
    func take(_ packet: borrowing Packet, _ evidence: inout PacketEvidence) throws(FFmpegError) {
        packetTime = packet.presentationTimestamp.map { info.seconds($0) - origin }
        if packet.isCorrupt { evidence.note("a packet is not whole", stream: stream, time: packetTime) }
        try tolerating(&evidence) { _ throws(FFmpegError) in try send(packet) }
        try receive(&evidence)
    }

    /// Decodes what is left.
    func finish(_ evidence: inout PacketEvidence) throws(FFmpegError) {
        try tolerating(&evidence) { _ throws(FFmpegError) in try flush() }
        try receive(&evidence)
        // Decoders conceal damage of some kinds, and only say it.
        for line in logLines { evidence.note(line, stream: stream, time: nil) }
    }

    private func receive(_ evidence: inout PacketEvidence) throws(FFmpegError) {
        var hasMore = true
        // A decoder that gave nothing but errors would never end.
        var errors = 0
        while hasMore, errors < 100 {
            let before = evidence.decodingErrorCount
            try tolerating(&evidence) { evidence throws(FFmpegError) in hasMore = try measureNext(&evidence) }
            if evidence.decodingErrorCount > before { errors += 1 }
        }
    }

    /// Notes damage and goes on.
    private func tolerating(
        _ evidence: inout PacketEvidence, _ work: (inout PacketEvidence) throws(FFmpegError) -> Void
    ) throws(FFmpegError) {
        do throws(FFmpegError) {
            try work(&evidence)
        } catch {
            guard error.isAboutData else { throw error }
            evidence.note(error, stream: stream, time: packetTime)
        }
    }
}
