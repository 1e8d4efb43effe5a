import FFmpeg

/// How long a video and its sound are and how many frames are shown, whatever the container says at its beginning.
struct VideoMeasurement {
    /// Nil when there is no frame.
    private(set) var timing: FrameTiming?
    /// Of the sound beside it, in seconds.
    private(set) var soundDuration: Double?
    private(set) var warnings = [MediaWarning]()

    /// **Throws**: `timeout`, `limitExceeded`.
    init(of file: borrowing VideoFile) throws(MediaError) {
        if file.container.listsEveryFrame {
            try measureByIndex(file)
        } else {
            try measureByPackets(file)
        }
        if timing == nil, warnings.isEmpty {
            warnings.append(MediaWarning(.damaged, "Not a single frame of the video is shown."))
        }
    }

    private mutating func measureByPackets(_ file: borrowing VideoFile) throws(MediaError) {
        let pass = try PacketPass(
            over: file.demuxer, streams: file.streams, video: file.videoIndex, sound: file.streams.soundIndex,
            reading: file.what, name: file.name, frames: file.limits.frames)
        timing = pass.video?.timing
        soundDuration = pass.sound?.duration
        if let promised = file.promisedBytes, promised > file.bytes {
            warnings.append(.cutOff(file.bytes, of: promised))
        } else if file.endsInsidePacket {
            warnings.append(MediaWarning(.truncated, "The file is cut off: it ends in the middle of a packet."))
        } else if let damage = pass.damage {
            warnings.append(.damaged(damage))
        } else if pass.hasBrokenPacket {
            warnings.append(.brokenPacket)
        } else {
            // Some count from zero, some from the first packet, and AVI counts its frames alone.
            compare(
                file.demuxer.statedDuration, with: [pass.span?.length, pass.span?.upperBound, timing?.duration],
                isComplete: false)
        }
    }

    /// Players and services that believe the container see another duration than is there.
    ///
    /// - Parameter measured: all that can be meant, the likeliest first.
    private mutating func compare(_ stated: Double?, with measured: [Double?], isComplete: Bool) {
        guard let stated else { return }
        let differences = measured.compactMap { $0 }.map {
            MediaWarning.differing(stated, from: $0, isComplete: isComplete, frameRate: timing?.rate)
        }
        if let likeliest = differences.first, let likeliest, !differences.contains(nil) { warnings.append(likeliest) }
    }
}

/// MP4 and QuickTime, whose index lists every frame.
extension VideoMeasurement {
    private mutating func measureByIndex(_ file: borrowing VideoFile) throws(MediaError) {
        try tolerate(file) { () throws(FFmpegError) in try file.demuxer.readIndexToEnd() }
        // A fragmented file says more of its streams once all of it has been seen.
        let streams = file.demuxer.streams
        let entries = file.demuxer.index(ofStream: file.videoIndex)
        guard entries.count <= file.limits.frames else {
            throw MediaError(
                .limitExceeded, file.name,
                "The video has \(entries.count) frames; the limit is \(file.limits.frames).",
                hint: "Raise it with --max-frames if you trust the file.")
        }
        let index = MovieIndex(entries, of: streams[file.videoIndex], bytes: file.bytes)
        timing = index.timing
        if let sound = streams.soundIndex {
            let sounds = MovieIndex(file.demuxer.index(ofStream: sound), of: streams[sound], bytes: file.bytes)
            soundDuration = sounds.missing == 0 ? streams[sound].duration : sounds.timing?.duration
        }
        guard index.missing == 0 else {
            warnings.append(.cutOff(frames: index.shown, of: index.shown + index.missing))
            return
        }
        if index.shown > 0, !index.jumps {
            let isExpected = try isConfirmed(index, by: entries, file)
            if !isExpected { try measureShown(file, streams) }
        }
        let ends = streams.indices.compactMap { number in
            streams[number].end(after: number == file.videoIndex ? timing?.duration : streams[number].duration)
        }
        compare(file.demuxer.statedDuration, with: [ends.max(), timing?.duration], isComplete: true)
    }

    /// Whether frames are decoded at equal distances, and the first and the last one shown when that lets expect it.
    private mutating func isConfirmed(
        _ index: MovieIndex, by entries: [Demuxer.IndexEntry], _ file: borrowing VideoFile
    ) throws(MediaError) -> Bool {
        guard index.timing?.isConstant == true, let expected = index.timing?.duration, let rate = index.timing?.rate,
            let key = entries.last(where: { $0.isKeyFrame })
        else { return false }
        let ends = try tolerate(file) { () throws(FFmpegError) in try MovieEnds(of: file, lastKeyFrame: key) }
        guard let found = ends?.duration else { return false }
        return abs(found - expected) <= FrameTiming.rounding(tick: file.video.tick, rate: rate)
    }

    /// Reads when each frame is shown.
    private mutating func measureShown(_ file: borrowing VideoFile, _ streams: [StreamInfo]) throws(MediaError) {
        file.demuxer.keepOnly(stream: file.videoIndex)
        let isThere: Void? = try tolerate(file) { () throws(FFmpegError) in
            try file.demuxer.seek(to: .start, stream: file.videoIndex)
        }
        guard isThere != nil else { return }
        let pass = try PacketPass(
            over: file.demuxer, streams: streams, video: file.videoIndex, sound: nil, reading: file.what,
            name: file.name, frames: file.limits.frames)
        if let damage = pass.damage {
            warnings.append(.damaged(damage))
        } else {
            timing = pass.video?.timing ?? timing
        }
    }

    /// Damage is a warning, and what has been found so far stays; only the end of the time that is allowed is an error.
    private mutating func tolerate<Result>(
        _ file: borrowing VideoFile, _ work: () throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result? {
        do throws(FFmpegError) {
            return try work()
        } catch {
            guard error.kind != .interrupted else { throw MediaError(error, reading: file.what, input: file.name) }
            if !warnings.contains(where: { $0.code == .damaged }) { warnings.append(.damaged(error)) }
            return nil
        }
    }
}

extension VideoFile {
    /// Stands in a sentence: "Reading the MP4 video took too long".
    fileprivate var what: String { "\(container.name) video" }

    /// A transport stream consists of packets of one size, with a time stamp or with parity bytes each in some of them.
    fileprivate var endsInsidePacket: Bool {
        container == .mpegts && ![188, 192, 204].contains { bytes.isMultiple(of: $0) }
    }
}

extension StreamInfo {
    fileprivate func end(after duration: Double?) -> Double? { duration.map { $0 + seconds(startTicks ?? 0) } }
}
