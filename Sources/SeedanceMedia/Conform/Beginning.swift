import FFmpeg
import SeedanceAPI

/// What decoding the beginning of a file tells.
struct Beginning {
    /// What is to be known of a decoded picture.
    struct Picture {
        let size: PixelSize
        let colorimetry: Colorimetry
        let format: PixelFormat
        let sampleAspectRatio: Double?
        let displayMatrix: DisplayMatrix?
        /// When it is shown, in ticks; nil where nothing says it.
        let time: Int64?

        init(_ frame: borrowing Frame) {
            size = PixelSize(width: frame.width, height: frame.height)
            colorimetry = frame.colorimetry
            format = frame.format
            sampleAspectRatio = frame.sampleAspectRatio.map { Double($0.width) / Double($0.height) }
            displayMatrix = frame.displayMatrix
            time = frame.bestEffortTimestamp
        }
    }

    /// The first one; nil when there is none.
    private(set) var picture: Picture?
    private(set) var isInterlaced = false
    /// Whether sound comes out of its decoder, if there is a decoder.
    private(set) var isSoundDecoded = false

    private var pictureCount = 0
    /// When the first packet's picture is shown, in ticks.
    private var start: Int64?

    /// How long the video lasts before its first picture that can be decoded, in ticks: a recording may begin with
    /// pictures that only make sense with what was before them.
    var unseen: Int64 {
        guard let start, let time = picture?.time else { return 0 }
        let (ticks, overflow) = time.subtractingReportingOverflow(start)
        return overflow ? 0 : max(0, ticks)
    }

    /// Interlaced video may begin with a picture that is not.
    private static let picturesToSee = 4

    /// - Parameters:
    ///   - sound: the stream whose sound is looked for.
    ///   - seconds: for how long it is looked for.
    init(of video: borrowing VideoFile, sound: Int?, within seconds: Double) throws(FFmpegError) {
        let pictures = try VideoDecoder.open(
            stream: video.videoIndex, of: video.demuxer,
            VideoDecoder.Options(maximumPixels: video.limits.pixels, threads: 1))
        let sounds = try Beginning.decoder(of: sound, video)
        let packet = try Packet.empty()
        var firstTime: Double?
        while pictureCount < Beginning.picturesToSee || sounds != nil && !isSoundDecoded {
            guard try video.demuxer.read(into: packet) else {
                try pictures.finish()
                try receive(from: pictures)
                return
            }
            if packet.stream == video.videoIndex {
                if pictureCount < Beginning.picturesToSee { try look(at: packet, pictures) }
                let time = packet.decodingTimestamp.map { video.seconds($0) }
                firstTime = firstTime ?? time
                if let firstTime, let time, time - firstTime > seconds, pictureCount > 0 { return }
            } else if packet.stream == sound, let sounds, !isSoundDecoded {
                isSoundDecoded = try Beginning.decodes(packet, sounds.value)
            }
        }
    }

    /// What comes before the first whole picture, and what is damaged, is left to the decoding in earnest.
    private mutating func look(at packet: borrowing Packet, _ pictures: borrowing VideoDecoder) throws(FFmpegError) {
        if !packet.isDiscarded, let time = packet.presentationTimestamp { start = min(start ?? time, time) }
        do throws(FFmpegError) {
            try pictures.send(packet)
            try receive(from: pictures)
        } catch {
            guard error.isAboutData else { throw error }
        }
    }

    private mutating func receive(from pictures: borrowing VideoDecoder) throws(FFmpegError) {
        while let frame = try pictures.receive() {
            pictureCount += 1
            if picture == nil { picture = Picture(frame) }
            if frame.isInterlaced { isInterlaced = true }
        }
    }

    /// Nil when the sound is coded in a way that is not decoded here.
    private static func decoder(
        of sound: Int?, _ video: borrowing VideoFile
    ) throws(FFmpegError) -> Box<AudioDecoder>? {
        guard let sound else { return nil }
        do throws(FFmpegError) {
            return Box(try AudioDecoder.open(stream: sound, of: video.demuxer))
        } catch {
            guard error.kind == .missingCodec || error.isAboutData else { throw error }
            return nil
        }
    }

    private static func decodes(
        _ packet: borrowing Packet, _ sounds: borrowing AudioDecoder
    ) throws(FFmpegError) -> Bool {
        do throws(FFmpegError) {
            try sounds.send(packet)
            return try sounds.receive() != nil
        } catch {
            guard error.isAboutData else { throw error }
            return false
        }
    }
}

/// Holds what must not be copied where a class or an optional has to hold it.
final class Box<Value: ~Copyable> {
    let value: Value

    init(_ value: consuming Value) { self.value = value }
}

extension FFmpegError {
    /// Whether it says something of the file, and nothing of the machine or of time.
    var isAboutData: Bool { kind == .invalidData || kind == .other }
}
