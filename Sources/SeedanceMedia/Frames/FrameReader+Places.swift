import FFmpeg

extension FrameReader {
    /// Key frames to decode from, the nearest to the end first; the start of the file is the last of them.
    func placesFromEnd() throws(FFmpegError) -> [Demuxer.Place] {
        let places = video.container == .mpegts ? try placesInTransportStream() : try placesInIndex()
        return places + [.start]
    }

    /// Where the index is in the file it is read; else the containers' demuxers make one while they pass over the
    /// packets.
    private func placesInIndex() throws(FFmpegError) -> [Demuxer.Place] {
        switch video.container {
        case .mp4, .mov: try video.demuxer.readIndexToEnd()
        // Where cues are missing, this looks for key frames from the last known one to the end.
        case .webm, .mkv: try? video.demuxer.seek(to: .keyFrame(at: .max), stream: video.videoIndex)
        case .avi, .mpegts: break
        }
        video.demuxer.keepOnly(stream: video.videoIndex)
        return keyFrames.suffix(16).reversed()
    }

    /// The key frames that the index lists and that lie inside the file, from the first to the last.
    ///
    /// The demuxer compares some times of decoding with times of showing, and a key frame is decoded before it is shown:
    /// so the time that leads to one is the last moment before the next one.
    var keyFrames: [Demuxer.Place] {
        let entries = video.demuxer.index(ofStream: video.videoIndex)
        let end = Int64(video.usableBytes)
        let times = entries.filter { $0.isKeyFrame && $0.position <= end - Int64($0.size) }.map(\.timestamp)
        guard let last = entries.last?.timestamp else { return [] }
        let untilNext = times.dropFirst().map { $0 - 1 } + [last.addingReportingOverflow(1 << 24).partialValue]
        return times.isEmpty ? [] : untilNext.map { .keyFrame(at: $0) }
    }

    /// A transport stream has no index, but its packets can be found from anywhere: the last key frames are looked for
    /// in larger and larger parts at the end of the file.
    private func placesInTransportStream() throws(FFmpegError) -> [Demuxer.Place] {
        var length = 2 << 20
        while length < video.bytes {
            let positions = try keyFramePositions(from: Int64(video.bytes - length))
            if positions.count > 1 { return positions.suffix(16).reversed().map { .byte($0) } }
            length *= 4
        }
        return try keyFramePositions(from: 0).suffix(16).reversed().map { .byte($0) }
    }

    private func keyFramePositions(from byte: Int64) throws(FFmpegError) -> [Int64] {
        try video.demuxer.seek(to: .byte(byte), stream: video.videoIndex)
        var positions = [Int64]()
        let packet = try Packet.empty()
        do throws(FFmpegError) {
            while try video.demuxer.read(into: packet) {
                if packet.isKeyFrame, let position = packet.position { positions.append(position) }
            }
        } catch {
            if error.kind == .interrupted { throw error }
        }
        return positions
    }
}
