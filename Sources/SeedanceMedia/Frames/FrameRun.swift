import FFmpeg
import SeedanceAPI

/// One run of the decoder over a part of the file, in search of one picture.
struct FrameRun {
    private enum Goal {
        case first
        /// The picture that is shown at this time, which is the last one; nil for the last one that comes out.
        case last(Int64?)
    }

    private let place: Demuxer.Place
    private let goal: Goal
    private let way: Way
    /// How many packets are decoded; those behind them are as if the file ended there.
    private var limit = Int.max

    enum Way: Hashable {
        /// Pictures that nothing depends on are left out, and the first sign of damage is the end.
        case fast
        /// Goes on after damage; only pictures that it cannot have touched count.
        case careful
        /// As `careful`, and what the decoder passes over is no damage.
        case lenient
    }

    static func first(_ way: Way) -> FrameRun { FrameRun(place: .start, goal: .first, way: way) }

    /// - Parameter target: when the last picture is shown, where that is known.
    static func last(_ way: Way, from place: Demuxer.Place, target: Int64? = nil) -> FrameRun {
        FrameRun(place: place, goal: .last(target), way: way)
    }

    /// The same run, only as far as there is no damage.
    func upTo(packet number: Int) -> FrameRun {
        var run = self
        run.limit = number
        return run
    }

    /// What was found.
    struct Result: ~Copyable {
        fileprivate var picture: Frame?
        fileprivate var neighbour: Frame?
        /// The first sign of damage.
        fileprivate(set) var damage: FFmpegError?
        /// When the picture is shown, in ticks.
        fileprivate(set) var time: Int64?
        fileprivate(set) var isInterlaced = false
        /// The first packet that is damaged, where no key frame follows: decoders that hold pictures back may have lost
        /// one before it.
        fileprivate(set) var damagedPacket: Int?
        /// How pictures are to be turned, as the last one said that said so: in H.264 it holds until another one does.
        fileprivate(set) var displayMatrix: DisplayMatrix?
        /// The picture that the run began with is none that one can begin with, whatever the container says.
        fileprivate(set) var beganWrong = false

        fileprivate init() {}

        var hasPicture: Bool { picture != nil }
        var hasNeighbour: Bool { neighbour != nil }

        /// Whether the picture of this time came out, and damage that there was cannot have touched it. Nil stands for
        /// any time, of whose pictures one cannot know whether they are the one.
        func isWhole(at target: Int64?) -> Bool { hasPicture && (target == nil ? damage == nil : time == target) }

        fileprivate mutating func replacePicture(with frame: consuming Frame) {
            time = frame.presentationTimestamp ?? frame.bestEffortTimestamp
            isInterlaced = frame.isInterlaced
            neighbour = picture.take()
            picture = consume frame
        }
    }

    /// **Throws**: `missingCodec`, `interrupted`, and what has nothing to do with the file's data.
    func run(on video: borrowing VideoFile, threads: Int) throws(FFmpegError) -> Result {
        // One thread finds out which packet it is that is damaged. Several would not make one picture come sooner, and
        // whether they complain of it before or after it is there is chance.
        let isAlone = if case .first = goal { true } else { way != .fast }
        let decoder = try VideoDecoder.open(
            stream: video.videoIndex, of: video.demuxer,
            VideoDecoder.Options(
                maximumPixels: video.pixelsWithMargins, threads: isAlone ? 1 : video.threads(atMost: threads),
                isStrict: way != .lenient))
        try video.demuxer.seek(to: place, stream: video.videoIndex)
        var result = Result()
        var order = DecodingOrder(beginsMidway: place != .start)
        let packet = try Packet.empty()
        let codec = video.video.codec
        do throws(FFmpegError) {
            while !isDone(result), order.count < limit, try video.demuxer.read(into: packet) {
                try video.checkDeadline()
                guard order.add(packet) else { continue }
                if packet.isCorrupt || video.isUnwritten(packet) {
                    try note(.damaged(video.name, "a packet is cut off"), &order, &result)
                }
                do throws(FFmpegError) {
                    try decoder.send(packet, isWanted: isWanted(packet))
                } catch {
                    try note(error, &order, &result)
                }
                try receive(from: decoder, codec, &order, &result)
            }
            if !isDone(result) {
                try decoder.finish()
                try receive(from: decoder, codec, &order, &result)
            }
        } catch {
            if error.kind == .interrupted || error.kind == .outOfMemory { throw error }
            result.damage = result.damage ?? error
        }
        result.damagedPacket = order.damageInLastGroup
        return result
    }

    private func isWanted(_ packet: borrowing Packet) -> Bool {
        guard way == .fast, case .last(let target?) = goal else { return true }
        return packet.presentationTimestamp == target
    }

    /// Damage ends a fast run.
    private func note(
        _ error: FFmpegError, _ order: inout DecodingOrder, _ result: inout Result
    ) throws(FFmpegError) {
        order.markDamage()
        result.damage = result.damage ?? error
        // What there was no memory for is not damaged.
        if way == .fast || error.kind == .interrupted || error.kind == .outOfMemory { throw error }
    }

    private func receive(
        from decoder: borrowing VideoDecoder, _ codec: String, _ order: inout DecodingOrder, _ result: inout Result
    ) throws(FFmpegError) {
        while !isDone(result) {
            do throws(FFmpegError) {
                guard let frame = try decoder.receive() else {
                    return try listen(to: decoder, &order, &result)
                }
                try checkBeginning(frame, codec, order, &result)
                try listen(to: decoder, &order, &result)
                try take(frame, &order, &result)
            } catch {
                try note(error, &order, &result)
            }
        }
    }

    /// Some decoders only say it.
    private func listen(
        to decoder: borrowing VideoDecoder, _ order: inout DecodingOrder, _ result: inout Result
    ) throws(FFmpegError) {
        guard let complaint = decoder.takeComplaint(), way != .lenient else { return }
        try note(.damaged("picture", complaint), &order, &result)
    }

    /// H.264 may begin with pictures that are refreshed bit by bit, and its decoder knows.
    private func checkBeginning(
        _ frame: borrowing Frame, _ codec: String, _ order: DecodingOrder, _ result: inout Result
    ) throws(FFmpegError) {
        guard order.isBeginning(frame.presentationTimestamp), !frame.isIntra, codec != "h264" else { return }
        result.beganWrong = true
        throw .damaged("picture", "the container calls pictures key frames that are none")
    }

    private func take(
        _ frame: consuming Frame, _ order: inout DecodingOrder, _ result: inout Result
    ) throws(FFmpegError) {
        if let matrix = frame.displayMatrix { result.displayMatrix = matrix }
        if frame.isCorrupt {
            order.markDamage(at: frame.presentationTimestamp)
            result.damage = result.damage ?? .damaged("picture", "a picture is damaged")
            if way == .fast { throw .damaged("picture", "a picture is damaged") }
            return
        }
        // AVI hands its palette out once, with the first packet that is read.
        if frame.isWithoutPalette { throw .damaged("picture", "its palette cannot be had") }
        guard order.isClean(frame.presentationTimestamp) else { return }
        switch goal {
        case .first:
            if result.hasPicture { result.neighbour = consume frame } else { result.replacePicture(with: frame) }
        case .last:
            result.replacePicture(with: frame)
        }
    }

    /// The deinterlacer needs the picture after the first one.
    private func isDone(_ result: borrowing Result) -> Bool {
        guard case .first = goal else { return false }
        return result.hasPicture && (!result.isInterlaced || result.hasNeighbour)
    }
}

extension FrameRun.Result {
    /// Takes over what another run met.
    mutating func noteDamage(of other: borrowing FrameRun.Result) { damage = damage ?? other.damage }

    /// Hands the picture over.
    mutating func takeFrame(
        _ position: FramePosition, of reader: borrowing FrameReader, index: Int?, _ warnings: [MediaWarning]
    ) throws(MediaError) -> VideoFrame {
        let time = time.map { reader.video.seconds(fromStart: $0) }
        guard let frame = picture.take() else {
            throw MediaError(.internalDefect, reader.video.name, "A picture that was there is gone.")
        }
        let stream = reader.stream
        let size = PixelSize(width: frame.width, height: frame.height)
        try reader.video.checkSize(size)
        let aperture = reader.video.aperture(of: size)
        var warnings = warnings
        if stream.width > 0, stream.height > 0, frame.width != stream.width || frame.height != stream.height {
            warnings.append(
                MediaWarning(
                    .sizeChanges,
                    "The container says \(stream.width)x\(stream.height), and this picture has \(frame.width)x\(frame.height)."
                ))
        }
        return VideoFrame(
            frame, neighbour: neighbour.take(), position, time: time, index: index, stream: stream,
            displayMatrix: displayMatrix, cleanAperture: aperture.rect, sampleAspectRatio: aperture.sampleAspectRatio,
            warnings: warnings)
    }
}
