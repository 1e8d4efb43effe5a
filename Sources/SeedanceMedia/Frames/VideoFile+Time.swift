import FFmpeg

extension VideoFile {
    /// Ticks of the video's time base in seconds.
    func seconds(_ ticks: Int64) -> Double {
        Double(ticks) * Double(video.timeBase.num) / Double(video.timeBase.den)
    }

    /// A time of the video on the file's own timeline, whose beginning a transport stream, for one, does not call zero.
    func seconds(fromStart ticks: Int64) -> Double { max(0, seconds(ticks) - max(0, demuxer.startTime ?? 0)) }

    /// Throws: `interrupted`.
    func checkDeadline() throws(FFmpegError) { try demuxer.checkDeadline() }

    /// What there is to say of a file whose last clean picture ends at `end`, in seconds from the start.
    func warning(endingAt end: Double?, _ damage: FFmpegError?) -> MediaWarning? {
        guard damage != nil || isCutOff else { return nil }
        let frame = 1 / max(1, video.frameRate ?? 25)
        func text(_ seconds: Double) -> String { "\((seconds * 1000).rounded() / 1000)" }
        guard let end, let promised, promised - end > frame / 2 else {
            guard damage != nil else { return nil }
            let place = end.map { " The last clean picture ends at \(text($0)) s." } ?? ""
            return MediaWarning(.damaged, "The decoder reports damage near the end of the video.\(place)")
        }
        return MediaWarning(
            .truncated,
            "The video ends early: the last clean picture ends at \(text(end)) s, and \(text(promised - end)) s of the "
                + "promised \(text(promised)) s are missing.")
    }

    /// When the video ends by what its container says, in seconds from the start. What FFmpeg says of a transport stream
    /// is what it found in the file, and no promise; of an AVI that has lost its index too, but there the header knows.
    private var promised: Double? {
        switch container {
        case .mpegts: return nil
        case .avi:
            guard let frames = video.frames, let rate = video.frameRate, rate > 0 else { return video.duration }
            return Double(frames) / rate
        case .mp4, .mov, .webm, .mkv:
            let start = video.startTicks.map { seconds(fromStart: $0) } ?? 0
            return video.duration.map { start + $0 } ?? demuxer.duration
        }
    }

    /// Whether the container promises more than there is.
    private var isCutOff: Bool {
        if hasUnwrittenEnd { return true }
        let end = Int64(bytes)
        if container.listsEveryFrame {
            return streams.indices.contains { stream in
                demuxer.index(ofStream: stream).contains { $0.position > end - Int64($0.size) }
            }
        }
        return promisedBytes.map { $0 > bytes } ?? false
    }
}

extension VideoFile {
    var usableBytes: Int { hasUnwrittenEnd ? writtenBytes : bytes }

    /// Whether a packet lies in a part of the file that was never written: downloads often take their room beforehand.
    func isUnwritten(_ packet: borrowing Packet) -> Bool {
        guard hasUnwrittenEnd, let position = packet.position else { return false }
        return position > Int64(writtenBytes) - Int64(packet.size)
    }

    /// Whether the file ends in zeros where its container says that there is something. Some formats end pictures in
    /// zeros, so that it takes more than one: whole pictures, or the end of the container.
    private var hasUnwrittenEnd: Bool {
        guard bytes - writtenBytes > 64, !["rawvideo", "v210"].contains(video.codec) else { return false }
        switch container {
        case .mp4, .mov:
            return demuxer.index(ofStream: videoIndex).contains { $0.position >= Int64(writtenBytes) && $0.size > 0 }
        case .webm, .mkv, .avi: return promisedBytes.map { $0 > writtenBytes + 64 } ?? true
        case .mpegts: return bytes - writtenBytes > 188
        }
    }
}

extension VideoContainer {
    /// Whether the container's index has an entry for every picture.
    var listsEveryFrame: Bool { self == .mp4 || self == .mov }
}
