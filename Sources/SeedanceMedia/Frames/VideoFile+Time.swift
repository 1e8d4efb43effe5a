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

    /// What there is to say of a file whose video is known to end at `end`, in seconds, as far as it could be decoded.
    func warning(endingAt end: Double?, _ damage: FFmpegError?) -> MediaWarning? {
        guard damage != nil || isCutOff else { return nil }
        let start = video.startTicks.map { seconds($0) } ?? 0
        let promised = video.duration.map { start + $0 } ?? demuxer.duration.map { $0 + (demuxer.startTime ?? 0) }
        let frame = 1 / max(1, video.frameRate ?? 25)
        guard let end, let promised, promised - end > frame / 2 else {
            guard damage != nil else { return nil }
            return MediaWarning(
                .damaged, "The decoder reports damage near the end of the video; this is the last clean picture.")
        }
        func text(_ seconds: Double) -> String { "\((seconds * 1000).rounded() / 1000)" }
        return MediaWarning(
            .truncated,
            "The video ends early: the last clean picture ends at \(text(end)) s, and \(text(promised - end)) s of the "
                + "promised \(text(promised)) s are missing.")
    }

    /// Whether the container promises more bytes than there are.
    private var isCutOff: Bool {
        let end = Int64(bytes)
        if container.listsEveryFrame {
            return streams.indices.contains { stream in
                demuxer.index(ofStream: stream).contains { $0.position > end - Int64($0.size) }
            }
        }
        return promisedBytes.map { $0 > bytes } ?? false
    }
}

extension VideoContainer {
    /// Whether the container's index has an entry for every picture.
    var listsEveryFrame: Bool { self == .mp4 || self == .mov }
}
