import FFmpeg

/// What one pass over all packets of a file says of its streams; nothing is decoded.
struct PacketPass {
    private(set) var video: VideoPackets?
    private(set) var sound: SoundPackets?
    /// Where all packets begin and end, in seconds.
    private(set) var span: ClosedRange<Double>?
    /// The container says or shows that a packet is not whole.
    private(set) var hasBrokenPacket = false
    /// Why the pass ended before the file did.
    private(set) var damage: FFmpegError?

    /// Reads from where the demuxer is.
    ///
    /// - Parameters:
    ///   - video: the stream whose frames are counted.
    ///   - sound: the stream whose duration is measured.
    ///   - frames: as many the video may have.
    ///   - what: completes the sentence "Reading the … took too long".
    /// **Throws**: `timeout`, `limitExceeded`.
    /// **Not an error**: damage. What comes after it does not count.
    init(
        over demuxer: borrowing Demuxer, streams: [StreamInfo], video: Int?, sound: Int?, reading what: String,
        name: String, frames: Int = Limits.standard.frames
    ) throws(MediaError) {
        self.video = video.map { VideoPackets(streams[$0], limit: frames) }
        self.sound = sound.map { SoundPackets(streams[$0]) }
        do throws(FFmpegError) {
            try read(demuxer, streams, video: video, sound: sound)
        } catch {
            switch error.kind {
            case .interrupted, .outOfMemory: throw MediaError(error, reading: what, input: name)
            default: damage = error
            }
        }
        if let video = self.video, video.isEndless {
            throw MediaError(
                .limitExceeded, name, "The \(what) has more than \(frames) frames.",
                hint: "Cut it to what is needed first, or raise the limit (--max-frames).")
        }
    }

    private mutating func read(
        _ demuxer: borrowing Demuxer, _ streams: [StreamInfo], video: Int?, sound: Int?
    ) throws(FFmpegError) {
        let packet = try Packet.empty()
        while try demuxer.read(into: packet) {
            if packet.isCorrupt { hasBrokenPacket = true }
            // An edit list hides some; and a transport stream can bring new streams at any time.
            guard !packet.isDiscarded, packet.stream < streams.count else { continue }
            widen(by: packet, of: streams[packet.stream])
            if packet.stream == sound { self.sound?.add(packet) }
            if packet.stream == video {
                self.video?.add(packet)
                if self.video?.isEndless == true { return }
            }
        }
    }

    private mutating func widen(by packet: borrowing Packet, of stream: StreamInfo) {
        guard let time = packet.presentationTimestamp ?? packet.decodingTimestamp else { return }
        let begin = stream.seconds(time)
        let end = begin + stream.seconds(packet.duration)
        span = min(span?.lowerBound ?? begin, begin)...max(span?.upperBound ?? end, end)
    }
}

extension ClosedRange<Double> {
    var length: Double { upperBound - lowerBound }
}

extension StreamInfo {
    /// Seconds of one tick of its time base.
    var tick: Double { Double(timeBase.num) / Double(timeBase.den) }

    func seconds(_ ticks: Int64) -> Double { Double(ticks) * tick }
}
