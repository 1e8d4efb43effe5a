import CFFmpeg

extension Demuxer {
    /// A place to read on from.
    package enum Place: Hashable, Sendable {
        case start
        /// The key frame at or before this time, in ticks of the stream's time base.
        case keyFrame(at: Int64)
        /// A byte of the file, for containers whose packets can be found from anywhere.
        case byte(Int64)
    }

    /// A key frame that the container's index lists.
    package struct IndexEntry: Hashable, Sendable {
        /// In ticks of the stream's time base; of decoding, for MP4.
        package var timestamp: Int64
        package var position: Int64
        package var size: Int
        package var isKeyFrame: Bool
        /// Kept from being shown by an edit list.
        package var isDiscarded: Bool
    }

    /// From here on only packets of this stream come; where the container allows it the others are not even read.
    package func keepOnly(stream: Int) {
        for index in 0..<streamCount {
            unsafe raw.pointee.streams?[index]?.pointee.discard = index == stream ? AVDISCARD_DEFAULT : AVDISCARD_ALL
        }
    }

    /// The next packet of the streams that are kept, into `packet`; false at the end of the file.
    ///
    /// **Throws**: what the demuxer says of a damaged file; `interrupted` after the source's deadline.
    package func read(into packet: borrowing Packet) throws(FFmpegError) -> Bool {
        let log = LogCapture()
        let target = unsafe packet.raw
        progress.isAtStart = false
        while true {
            packet.clear()
            defer { progress.complaints.formUnion(log.distinctLines.prefix(100 - min(100, progress.complaints.count))) }
            let code = log.during { unsafe library.pointee.av_read_frame(raw, target) }
            if code == cffmpeg_error_eof {
                // An expired deadline looks like the end of the file to some demuxers.
                if isPastDeadline {
                    throw FFmpegError("av_read_frame", code: cffmpeg_error_exit, subject: subject, detail: nil)
                }
                return false
            }
            guard code >= 0 else {
                throw FFmpegError("av_read_frame", code: code, subject: subject, detail: log.lastLine)
            }
            let stream = packet.stream
            if stream < streamCount, unsafe raw.pointee.streams?[stream]?.pointee.discard != AVDISCARD_ALL {
                return true
            }
        }
    }

    /// All different lines that demuxer and parsers have logged as errors while packets were read, in the order of the
    /// alphabet; the first hundred.
    package var complaints: [String] { progress.complaints.sorted() }

    /// Goes to a place; what was read before is forgotten.
    ///
    /// **Throws**: `other` when the container has no way to get there.
    package func seek(to place: Place, stream: Int) throws(FFmpegError) {
        switch place {
        case .keyFrame(let time): try seek(stream, time, AVSEEK_FLAG_BACKWARD)
        case .byte(let position): try seek(stream, position, AVSEEK_FLAG_BYTE)
        case .start where progress.isAtStart: break
        case .start:
            if let first = index(ofStream: stream).first {
                try seek(stream, first.timestamp, AVSEEK_FLAG_BACKWARD)
            } else if canReadFromAnywhere {
                try seek(stream, 0, AVSEEK_FLAG_BYTE)
            } else {
                // Matroska reads its index only now. The first picture may be due a little after the beginning.
                try seek(stream, 0, 0)
            }
        }
    }

    private func seek(_ stream: Int, _ target: Int64, _ flags: Int32) throws(FFmpegError) {
        progress.isAtStart = false
        try check("av_seek_frame", subject) {
            unsafe library.pointee.av_seek_frame(raw, Int32(clamping: stream), target, flags)
        }
    }

    private var canReadFromAnywhere: Bool {
        guard let name = unsafe raw.pointee.iformat?.pointee.name else { return false }
        return ["mpegts", "avi"].contains(unsafe String(cString: name))
    }

    /// Reads on to the end of the file without touching the media data, where the container allows that, so that
    /// `index` knows all of it.
    package func readIndexToEnd() throws(FFmpegError) {
        keepOnly(stream: -1)
        let packet = try Packet.empty()
        _ = try read(into: packet)
    }

    /// What the container's own index lists of a stream, as far as it has been read. MP4 lists every frame, WebM and
    /// Matroska list key frames.
    package func index(ofStream stream: Int) -> [IndexEntry] {
        guard stream >= 0, stream < streamCount, let stream = unsafe raw.pointee.streams?[stream] else { return [] }
        let count = unsafe library.pointee.avformat_index_get_entries_count(stream)
        return (0..<max(0, count)).compactMap { number in
            guard let entry = unsafe library.pointee.avformat_index_get_entry(stream, number)?.pointee else {
                return nil
            }
            return IndexEntry(
                timestamp: entry.timestamp, position: entry.pos, size: Int(entry.size),
                isKeyFrame: entry.flags & AVINDEX_KEYFRAME != 0,
                isDiscarded: entry.flags & AVINDEX_DISCARD_FRAME != 0)
        }
    }
}

extension Demuxer {
    /// Throws: `interrupted` after the source's deadline.
    package func checkDeadline() throws(FFmpegError) {
        if isPastDeadline { throw FFmpegError("deadline", code: cffmpeg_error_exit, subject: subject, detail: nil) }
    }
}
