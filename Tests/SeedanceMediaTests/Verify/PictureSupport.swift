import FFmpeg
import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Small videos from the `ffmpeg` program, measured.
struct PictureClips {
    let clips: InspectClips
    /// 320 by 180 pixels at 24 pictures a second, 48 of them, of a photograph that passes by.
    static let pan = [
        "-loop", "1", "-framerate", "24", "-t", "2", "-i", landscape, "-vf",
        "scale=640:-2:out_range=tv,format=yuv420p,zoompan=z=1.3:x='(iw-iw/1.3)*on/48':y='(ih-ih/1.3)/3':d=1:s=320x180:fps=24",
    ]
    static let h264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"]
    static let vp9 = ["-c:v", "libvpx-vp9", "-crf", "36", "-b:v", "0", "-cpu-used", "6", "-pix_fmt", "yuv420p"]
    static let landscape =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("samples/landscape.jpg").path

    init() throws { clips = try InspectClips() }

    /// The photograph that passes by, with more filters behind it.
    static func pan(_ filters: String) -> [String] { Array(pan.dropLast()) + ["\(pan[pan.count - 1]),\(filters)"] }

    static func source(_ source: String, _ filters: String = "null") -> [String] {
        ["-f", "lavfi", "-i", source, "-vf", filters]
    }

    /// Gives the path.
    func make(_ name: String, _ arguments: [String]) throws -> String { try clips.make(name, arguments) }

    func measured(_ name: String, _ arguments: [String]) throws -> PictureEvidence {
        try Self.measured(make(name, arguments))
    }

    static func measured(_ path: String) throws -> PictureEvidence {
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        let format = path.hasSuffix(".webm") || path.hasSuffix(".mkv") ? "matroska" : "mov"
        let demuxer = try Demuxer.open(ByteSource(bytes: bytes, deadline: .infinity), format: format, subject: path)
        let video = try #require(demuxer.streams.firstIndex { $0.kind == .video })
        let info = demuxer.streams[video]
        let tick = Double(info.timeBase.num) / Double(info.timeBase.den)
        let decoder = try VideoDecoder.open(
            stream: video, of: demuxer, VideoDecoder.Options(maximumPixels: 10_000_000, threads: 1))
        var measurer = PictureMeasurer()
        let packet = try Packet.empty()
        var origin: Double?
        var isReading = true
        while isReading {
            isReading = try demuxer.read(into: packet)
            if isReading { try decoder.send(packet) } else { try decoder.finish() }
            while let frame = try decoder.receive() {
                let time = Double(frame.bestEffortTimestamp ?? 0) * tick
                if origin == nil { origin = time }
                try measurer.add(frame, time: time - (origin ?? 0), duration: 1 / (info.frameRate ?? 24))
            }
        }
        return measurer.finish()
    }
}

extension PictureEvidence {
    /// What a check says of it with its default thresholds.
    func examine(_ check: some Check) -> CheckOutcome {
        var evidence = Evidence(file: FileEvidence(name: "clip", bytes: 0, format: nil))
        evidence.pictures = self
        return check.examine(
            evidence,
            CheckContext(
                expectation: VideoExpectation(), threshold: check.threshold, moreThresholds: check.moreThresholds))
    }

    /// The ids of all checks of pictures that do not pass, sorted.
    var complaints: [String] {
        PictureChecks.all.filter { ![.pass, .skipped].contains(examine($0).status) }.map(\.id).sorted()
    }

    /// Pictures at 24 a second, each made from its number.
    static func made(_ count: Int, rate: Double = 24, _ change: (Int, inout PictureMeasurement) -> Void)
        -> PictureEvidence
    {
        var evidence = PictureEvidence()
        (evidence.width, evidence.height) = (1280, 720)
        evidence.pictures = (0..<count).map { number in
            var picture = PictureMeasurement(time: Double(number) / rate, duration: 1 / rate)
            picture.brightness = 0.5
            picture.difference = number == 0 ? 0 : 0.02
            picture.blockDifference = number == 0 ? 0 : 0.2
            picture.stillFrom = number
            change(number, &picture)
            return picture
        }
        return evidence
    }
}

enum PictureChecks {
    static let all: [any Check] = [
        BlackCheck(), FlatCheck(), FreezeCheck(), DuplicatesCheck(), CutsCheck(), BlankEdgesCheck(), FlickerCheck(),
        FlashesCheck(), BarsCheck(), LevelsCheck(),
    ]
}

extension CheckOutcome {
    var number: Double? {
        guard case .number(let number)? = value else { return nil }
        return number.double
    }
}
