import FFmpeg
import SeedanceAPI

/// Decodes one stream of pictures; the one that is shown is measured, too.
final class PictureMetering: DecodedTrack {
    let stream: Int
    let info: StreamInfo
    private let decoder: VideoDecoder
    private let isShown: Bool
    /// Seconds of the file's timeline.
    let origin: Double
    private var measurer = PictureMeasurer()
    private var fingerprint = FingerprintMeter()
    private var formats: FormatWatch
    private let ends: EndPictures
    private let thumbnails: ThumbnailCollector?
    private var count = 0
    var packetTime: Double?
    private var failure: String?

    init(
        _ stream: Int, of file: borrowing VideoFile, origin: Double, isShown: Bool, isIllustrated: Bool, threads: Int
    ) throws(FFmpegError) {
        self.stream = stream
        self.isShown = isShown
        self.origin = origin
        info = file.streams[stream]
        decoder = try VideoDecoder.open(
            stream: stream, of: file.demuxer,
            VideoDecoder.Options(
                maximumPixels: file.pixelsWithMargins, threads: isShown ? file.threads(atMost: threads) : 1,
                isStrict: true))
        formats = FormatWatch()
        ends = EndPictures(of: file, stream: stream)
        thumbnails = isIllustrated && isShown ? ThumbnailCollector(ends) : nil
    }

    var logLines: [String] { decoder.logLines }

    func send(_ packet: borrowing Packet) throws(FFmpegError) { try decoder.send(packet) }

    func flush() throws(FFmpegError) { try decoder.finish() }

    func measureNext(_ evidence: inout PacketEvidence) throws(FFmpegError) -> Bool {
        guard let frame = try decoder.receive() else { return false }
        take(frame, &evidence)
        return true
    }

    private func take(_ frame: borrowing Frame, _ evidence: inout PacketEvidence) {
        count += 1
        if isShown { evidence.decodedPictures = count }
        let ticks = frame.presentationTimestamp ?? frame.bestEffortTimestamp
        let time = ticks.map { info.seconds($0) - origin } ?? Double(count - 1) / (info.frameRate ?? 24)
        if frame.isCorrupt { evidence.note("the decoder filled gaps with guesses", stream: stream, time: time) }
        guard isShown else { return }
        formats.look(at: frame, time: time)
        do throws(FFmpegError) {
            try measurer.add(frame, time: time, duration: 1 / (info.frameRate ?? 24))
            if let grid = measurer.lastGrid {
                fingerprint.add(grid.values, columns: grid.columns, rows: grid.rows, time: time)
            }
            try ends.take(frame)
            thumbnails?.take(frame, time: time)
        } catch {
            failure = failure ?? error.reason
        }
    }

    func hand(over gathered: inout Gathered, _ expectation: VideoExpectation) {
        guard isShown else { return }
        if let failure {
            gathered.evidence.absences[.pictures] = "The pictures cannot be measured: \(failure)."
            return
        }
        guard count > 0 else {
            gathered.evidence.absences[.pictures] = "Not a single picture could be decoded."
            return
        }
        var pictures = measurer.finish()
        pictures.settleDurations(frame: info.frameRate.map { 1 / $0 })
        pictures.changes = formats.changes
        pictures.fingerprint = fingerprint.fingerprint()
        gathered.evidence.pictureFormat = formats.first
        if let size = ends.displayedSize { gathered.evidence.streams?.displayedSize = size }
        gathered.comparisons = ends.compare(with: expectation, &pictures)
        gathered.thumbnails = thumbnails?.thumbnails ?? []
        gathered.evidence.pictures = pictures
    }
}

extension PictureEvidence {
    /// Each picture is shown until the next one is due.
    ///
    /// - Parameter frame: how long the last one is shown; as long as the one before it where that is not known.
    fileprivate mutating func settleDurations(frame: Double?) {
        for index in pictures.indices.dropLast() {
            pictures[index].duration = max(0, pictures[index + 1].time - pictures[index].time)
        }
        guard let last = pictures.indices.last else { return }
        let usual = frame ?? (last > 0 ? pictures[last - 1].duration : 0)
        pictures[last].duration = usual.isFinite ? max(0, usual) : 0
    }
}
