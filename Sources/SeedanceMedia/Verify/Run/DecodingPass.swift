import FFmpeg

/// Reads all packets of a file once, and decodes each once.
struct DecodingPass {
    private let isDecoding: Bool
    private let isIllustrated: Bool
    private let threads: Int
    private let streams: [StreamInfo]
    private var packets: PacketEvidence
    private var tracks: [any DecodedTrack] = []
    private var trackOfStream: [Int: Int] = [:]
    private var absences: [EvidenceKind: String] = [:]

    /// - Parameter threads: decode the pictures.
    init(of file: borrowing VideoFile, isDecoding: Bool, isIllustrated: Bool, threads: Int) {
        self.threads = threads
        self.isDecoding = isDecoding
        self.isIllustrated = isIllustrated
        streams = file.streams
        packets = PacketEvidence(streams: file.streams.map { _ in PacketEvidence.Stream() })
        packets.isDecoded = isDecoding
    }

    /// Whether there is any sign of damage.
    var isDamaged: Bool { packets.damage != nil || packets.decodingErrorCount > 0 }

    /// **Throws**: `timeout`, `limitExceeded`.
    /// **Not an error**: damage; it is evidence. Nor is cancellation: the pass ends early.
    mutating func run(
        over file: borrowing VideoFile, _ control: VerificationControl, _ progress: (Double) -> Void
    ) throws(MediaError) {
        // All times count from the first picture.
        packets.origin = file.video.startTicks.map { file.video.seconds($0) } ?? 0
        if isDecoding { openTracks(file) }
        try noting(file) { (pass) throws(FFmpegError) in try pass.read(file, control, progress) }
        // Parsers drop what they cannot read, and only say it.
        for line in file.demuxer.complaints { packets.note(line, stream: nil, time: nil) }
        // What was read before the damage is still to be decoded.
        try noting(file) { (pass) throws(FFmpegError) in
            for track in pass.tracks { try track.finish(&pass.packets) }
        }
        if packets.streams.contains(where: { $0.packets.count > file.limits.frames }) {
            throw MediaError(
                .limitExceeded, file.name, "The file has more than \(file.limits.frames) packets in one stream.",
                hint: "Cut it to what is needed first, or raise the limit (--max-frames).")
        }
    }

    /// Damage ends the work and is evidence; the rest is an error.
    private mutating func noting(
        _ file: borrowing VideoFile, _ work: (inout DecodingPass) throws(FFmpegError) -> Void
    ) throws(MediaError) {
        do throws(FFmpegError) {
            try work(&self)
        } catch {
            guard error.kind != .interrupted, error.kind != .outOfMemory else {
                throw MediaError(error, reading: "\(file.container.name) video", input: file.name)
            }
            packets.damage = packets.damage ?? error.reason
        }
    }

    private mutating func openTracks(_ file: borrowing VideoFile) {
        let sound = file.streams.soundIndex
        let origin = packets.origin
        // Measuring sound takes libavfilter, and nothing need wait for it.
        if sound != nil { inBackground { FilterGraph.prepare() } }
        for index in streams.indices {
            do throws(FFmpegError) {
                let track: (any DecodedTrack)? =
                    switch streams[index].kind {
                    case .video where streams[index].isAttachedPicture: nil
                    case .video:
                        try PictureMetering(
                            index, of: file, origin: origin, isShown: index == file.videoIndex,
                            isIllustrated: isIllustrated, threads: threads)
                    case .audio: try SoundMetering(index, of: file, origin: origin, isHeard: index == sound)
                    case .other: nil
                    }
                guard let track else { continue }
                trackOfStream[index] = tracks.count
                tracks.append(track)
            } catch {
                packets.note(error, stream: index, time: nil)
                let what = "The \(streams[index].codec) stream cannot be decoded: \(error.whyNotDecoded)."
                if index == file.videoIndex { absences[.pictures] = what }
                if index == sound { absences[.sound] = what }
            }
        }
    }

    private mutating func read(
        _ file: borrowing VideoFile, _ control: VerificationControl, _ progress: (Double) -> Void
    ) throws(FFmpegError) {
        let packet = try Packet.empty()
        var furthest: Int64 = 0
        while !control.isCancelled, try file.demuxer.read(into: packet) {
            try file.checkDeadline()
            let index = packet.stream
            // A transport stream can bring new streams at any time.
            guard index < streams.count else { continue }
            packets.streams[index].add(packet, codec: streams[index].codec)
            if packets.streams[index].packets.count > file.limits.frames { return }
            if let track = trackOfStream[index] { try tracks[track].take(packet, &packets) }
            // A hundred steps are enough for any bar.
            if let position = packet.position, position - furthest > Int64(file.bytes / 100) {
                furthest = position
                progress(min(1, Double(position) / Double(file.bytes)))
            }
        }
    }

    /// Gives away what was found.
    mutating func hand(over gathered: inout Gathered, from file: borrowing VideoFile, _ expectation: VideoExpectation) {
        if file.container.listsEveryFrame {
            let entries = file.demuxer.index(ofStream: file.videoIndex)
            if !entries.isEmpty { packets.listedPictures = entries.count { !$0.isDiscarded } }
        }
        let start = max(0, packets.origin)
        packets.statedDuration = file.demuxer.duration.flatMap { $0 > 0 ? $0 - start : nil }
        // A fragmented file says more of its streams once all of it has been seen.
        gathered.evidence.streams = StreamEvidence(file)
        gathered.evidence.packets = packets
        gathered.evidence.absences.merge(absences) { $1 }
        if !isDecoding {
            let reason = "Nothing was decoded (quick)."
            gathered.evidence.absences[.pictures] = reason
            gathered.evidence.absences[.sound] = reason
        } else if file.streams.soundIndex == nil {
            gathered.evidence.absences[.sound] = "There is no sound."
        }
        for track in tracks { track.hand(over: &gathered, expectation) }
    }
}

extension PacketEvidence {
    /// A sign of damage; nothing else that a decoder throws is one.
    mutating func note(_ error: FFmpegError, stream: Int?, time: Double?) {
        note(error.whyNotDecoded, stream: stream, time: time)
    }

    mutating func note(_ message: String, stream: Int?, time: Double?) {
        decodingErrorCount += 1
        guard decodingErrors.count < 100 else { return }
        decodingErrors.append(DecodingError(stream: stream, time: time, message: message))
    }
}

extension PacketEvidence.Stream {
    fileprivate mutating func add(_ packet: borrowing Packet, codec: String) {
        let unheard = packet.unheardSamples
        packets.append(
            PacketEvidence.Packet(
                presentation: packet.presentationTimestamp, decoding: packet.decodingTimestamp,
                duration: packet.duration, size: Int32(clamping: packet.size), isKeyFrame: packet.isKeyFrame,
                isDiscarded: packet.isDiscarded || packet.isHidden(codec: codec), isCorrupt: packet.isCorrupt,
                unheardStart: Int32(clamping: unheard.start), unheardEnd: Int32(clamping: unheard.end)))
        bytes += packet.size
    }
}

extension FFmpegError {
    /// Completes a sentence.
    fileprivate var whyNotDecoded: String {
        kind == .missingCodec ? "there is no decoder for '\(subject)'" : reason
    }
}
