import FFmpeg
import SeedanceAPI

/// Finds and decodes the first and the last picture that a video shows.
///
/// What is right is what decoding the whole stream gives, in the order of showing, with edit lists applied. The first
/// picture is where the decoder's output begins. For the last one the packets from the last key frame on are looked at
/// without decoding; then they are decoded but for the pictures that nothing depends on. Where that does not give the
/// expected picture without a sign of damage, it is decoded from further back and with more patience.
struct FrameReader: ~Copyable {
    let video: VideoFile
    /// How many cores the decoder may use.
    let threads: Int

    var stream: StreamInfo { video.video }

    init(_ video: consuming VideoFile, threads: Int) {
        self.video = video
        self.threads = max(1, threads)
        self.video.demuxer.keepOnly(stream: self.video.videoIndex)
    }

    /// The picture that is shown first.
    ///
    /// **Throws**: `noFrame`, `unsupportedCodec`, `limitExceeded`, `damaged`, `timeout`, `missingLibrary`.
    /// **Not an error**: damage at the beginning; the first clean picture comes with a warning then.
    func first() throws(MediaError) -> VideoFrame {
        try video.checkSize(PixelSize(width: stream.width, height: stream.height))
        var fast = try run(.first(.fast))
        if fast.isWhole(at: nil) { return try fast.takeFrame(.first, of: self, index: 0, []) }
        for way in [FrameRun.Way.careful, .lenient] {
            var found = try run(.first(way))
            guard found.hasPicture else { continue }
            // The damage may have been behind the first picture.
            if way == .careful, found.damage == nil { return try found.takeFrame(.first, of: self, index: 0, []) }
            let warning = MediaWarning(
                .damaged, "The beginning of the video cannot be decoded; this is the first clean picture.")
            return try found.takeFrame(.first, of: self, index: nil, [warning])
        }
        throw noFrame(fast.damage)
    }

    /// The picture that is shown last.
    ///
    /// **Throws**: as `first`.
    /// **Not an error**: a file that ends early; the last clean picture comes with a warning then.
    func last() throws(MediaError) -> VideoFrame {
        try video.checkSize(PixelSize(width: stream.width, height: stream.height))
        if canReadOnlyOnce {
            let all = try run(.last(.careful, from: .start))
            guard all.hasPicture else { throw noFrame(all.damage) }
            let damage = all.damage
            return try deliver(all, PacketSurvey(), [], isComplete: false, damage: damage)
        }
        let places = try explaining { () throws(FFmpegError) in try placesFromEnd() }
        for (number, place) in places.enumerated() {
            let packets = try explaining { () throws(FFmpegError) in try survey(from: place) }
            guard packets.shown > 0 else { continue }
            return try last(from: places[number...], packets)
        }
        throw noFrame(nil)
    }

    /// Uncompressed pictures of few colours: AVI and MOV hand their palette out once, with the first packet that is
    /// read, so that there is no going back.
    var canReadOnlyOnce: Bool {
        stream.codec == "rawvideo" && (1...8).contains(stream.bitsPerPixel) && [.avi, .mov].contains(video.container)
    }

    private func last(
        from places: ArraySlice<Demuxer.Place>, _ survey: PacketSurvey
    ) throws(MediaError) -> VideoFrame {
        guard let place = places.first else { throw noFrame(nil) }
        var earlier = places.dropFirst().first ?? place
        if survey.damage == nil {
            let fast = try run(.last(.fast, from: place, target: survey.last))
            // The deinterlacer has to see the picture before, which may be among those left out.
            if fast.isWhole(at: survey.last), !fast.isInterlaced {
                return try deliver(fast, survey, places, isComplete: true)
            }
            if fast.beganWrong { earlier = .start }
        }
        // The key frame may be none that one can begin at, the last packet may hold nothing to be shown, or there is
        // damage: all is decoded, from one key frame further back, and in the end from the start.
        var careful = try runCarefully(from: earlier, target: survey.last)
        if careful.beganWrong { careful = try runCarefully(from: .start, target: survey.last) }
        if careful.isWhole(at: survey.last), survey.damage == nil {
            return try deliver(careful, survey, places, isComplete: true)
        }
        var damage = careful.damage ?? survey.damage
        if careful.hasPicture { return try deliver(careful, survey, places, isComplete: false, damage: damage) }
        for place in [earlier, .start] {
            let lenient = try run(.last(.lenient, from: place))
            if lenient.hasPicture { return try deliver(lenient, survey, places, isComplete: false, damage: damage) }
            damage = damage ?? lenient.damage
        }
        throw noFrame(damage)
    }

    private func runCarefully(from place: Demuxer.Place, target: Int64?) throws(MediaError) -> FrameRun.Result {
        let plan = FrameRun.last(.careful, from: place, target: target)
        let all = try run(plan)
        guard let number = all.damagedPacket, !all.isWhole(at: target) else { return all }
        // Some decoders lose the picture before a damaged one with it. Without what follows, they hand it out.
        var before = try run(plan.upTo(packet: number - 1))
        before.noteDamage(of: all)
        return before.hasPicture ? before : all
    }

    /// - Parameter isComplete: whether this is known to be the last picture of the stream.
    private func deliver(
        _ found: consuming FrameRun.Result, _ survey: PacketSurvey, _ places: ArraySlice<Demuxer.Place>,
        isComplete: Bool, damage: FFmpegError? = nil
    ) throws(MediaError) -> VideoFrame {
        var found = found
        let end = found.time.map { video.seconds(fromStart: $0) + video.seconds(survey.lastDuration) }
        let warning = video.warning(endingAt: end, damage)
        let index = warning == nil ? index(survey, place: places.first, isComplete: isComplete) : nil
        return try found.takeFrame(.last, of: self, index: index, warning.map { [$0] } ?? [])
    }

    /// Its number among the pictures that are shown, where it can be had without reading the whole file.
    private func index(_ survey: PacketSurvey, place: Demuxer.Place?, isComplete: Bool) -> Int? {
        guard isComplete else { return nil }
        if video.container.listsEveryFrame {
            if (try? beginsWithLeadingPictures()) != false { return nil }
            return video.demuxer.index(ofStream: video.videoIndex).filter { !$0.isDiscarded }.count - 1
        }
        return place == .start || place == keyFrames.first ? survey.shown - 1 : nil
    }

    /// Whether the file begins in the middle of an open group of pictures, some of which nobody can decode then.
    private func beginsWithLeadingPictures() throws(FFmpegError) -> Bool {
        try video.demuxer.seek(to: .start, stream: video.videoIndex)
        let packet = try Packet.empty()
        var first: Int64?
        // Sixteen pictures can be out of order at most, each of them in two fields.
        for _ in 0..<33 where try video.demuxer.read(into: packet) {
            guard let time = packet.presentationTimestamp else { return false }
            if !packet.isDiscarded, time < first ?? time { return true }
            first = first ?? time
        }
        return false
    }

    private func survey(from place: Demuxer.Place) throws(FFmpegError) -> PacketSurvey {
        try video.demuxer.seek(to: place, stream: video.videoIndex)
        var survey = PacketSurvey()
        let packet = try Packet.empty()
        let codec = stream.codec
        do throws(FFmpegError) {
            while try video.demuxer.read(into: packet) {
                survey.add(packet, codec: codec, isUnwritten: video.isUnwritten(packet))
            }
        } catch {
            if error.kind == .interrupted { throw error }
            survey.damage = survey.damage ?? error
        }
        return survey
    }

    private func run(_ plan: FrameRun) throws(MediaError) -> FrameRun.Result {
        try explaining { () throws(FFmpegError) in try plan.run(on: video, threads: threads) }
    }

    private func explaining<Result: ~Copyable>(
        _ work: () throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result {
        do throws(FFmpegError) {
            return try work()
        } catch {
            throw MediaError(error, in: video)
        }
    }

    private func noFrame(_ cause: FFmpegError?) -> MediaError {
        let detail = cause.map { " (\($0.reason.trimmingTrailingPeriod))" } ?? ""
        return MediaError(
            .noFrame, video.name, "No picture of the \(stream.codec) video can be decoded\(detail).",
            hint: "Copy or download it again, and look whether a player shows it.")
    }
}

extension MediaError {
    fileprivate init(_ error: FFmpegError, in video: borrowing VideoFile) {
        switch (error.kind, error.function) {
        case (.missingCodec, _):
            self.init(
                .unsupportedCodec, video.name, "The video is coded as \(error.subject), which is not decoded here.",
                hint: "Convert it to H.264 first; `seedance doctor` shows what this build of FFmpeg has.")
        // There is always a way back to the first packet, if there is one.
        case (.other, "av_seek_frame"):
            self.init(
                .noFrame, video.name, "The \(video.container.name) video holds no pictures.",
                hint: "Copy or download it again, and look whether a player shows it.")
        default: self.init(error, reading: "\(video.container.name) video", input: video.name)
        }
    }
}
