import FFmpeg

/// From when to when an MP4 or QuickTime video is shown, by the packets at its two ends.
///
/// The index says when frames are decoded. That as a rule gives away how long they are shown, but not where frames are
/// missing that others were to be shown before, as at the end of what has been cut without encoding it anew.
struct MovieEnds {
    /// Seconds; nil where the packets do not say.
    let duration: Double?

    /// - Parameter lastKeyFrame: its place in the index.
    /// **Throws**: `interrupted`, and what the demuxer says of damage.
    init(of file: borrowing VideoFile, lastKeyFrame: Demuxer.IndexEntry) throws(FFmpegError) {
        file.demuxer.keepOnly(stream: file.videoIndex)
        let packet = try Packet.empty()
        var begin: Int64?
        try file.demuxer.seek(to: .start, stream: file.videoIndex)
        // What follows the next key frame is shown after it.
        while try file.demuxer.read(into: packet), begin == nil || !packet.isKeyFrame {
            guard !packet.isDiscarded, let time = packet.presentationTimestamp else { continue }
            begin = min(begin ?? time, time)
        }
        var end: Int64?
        try file.demuxer.seek(to: .keyFrame(at: lastKeyFrame.timestamp), stream: file.videoIndex)
        while try file.demuxer.read(into: packet) {
            guard !packet.isDiscarded, let time = packet.presentationTimestamp else { continue }
            let (sum, overflow) = time.addingReportingOverflow(packet.duration)
            end = max(end ?? .min, overflow ? time : sum)
        }
        if let begin, let end {
            duration = file.video.seconds(end) - file.video.seconds(begin)
        } else {
            duration = nil
        }
    }
}
