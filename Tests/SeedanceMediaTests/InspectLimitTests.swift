import SeedanceAPI
import Testing

@testable import SeedanceMedia

/// Each limit at its edges; no file is needed for that.
struct InspectLimitTests {
    static let videos = InputLimits.seedance2.videos
    static let audios = InputLimits.seedance2.audios

    static func video(_ change: (inout MediaReport) -> Void = { _ in }, type: String = "video/mp4", bytes: Int = 1_000)
        -> [String: MediaReport.Limit.Status]
    {
        var report = MediaReport(kind: .video, mediaType: type, bytes: bytes)
        report.size = PixelSize(width: 960, height: 960)
        report.duration = 5
        report.frameRate = 24
        report.video = track("h264")
        change(&report)
        let limits = videos.checks(report)
        return Dictionary(uniqueKeysWithValues: limits.map { ($0.id, $0.status) })
    }

    static func track(_ codec: String) -> VideoTrack {
        VideoTrack(
            codec: codec, pixelFormat: nil, bitDepth: nil,
            color: VideoColor(
                matrix: nil, range: nil, primaries: nil, transfer: nil, isDolbyVision: false, isHDR: false),
            rotation: 0)
    }

    @Test func `a video within every limit passes every one`() {
        let statuses = Self.video()
        #expect(
            Set(statuses.keys) == ["format", "codec", "duration", "frame-rate", "side", "ratio", "pixels", "bytes"])
        #expect(statuses.values.allSatisfy { $0 == .pass })
    }

    @Test func `containers and codecs that the service names are taken, and no others`() {
        #expect(Self.video(type: "video/quicktime")["format"] == .pass)
        #expect(Self.video(type: "video/webm")["format"] == .fail)
        #expect(Self.video { $0.video = Self.track("hevc") }["codec"] == .pass)
        #expect(Self.video { $0.video = Self.track("mpeg4") }["codec"] == .fail)
        #expect(Self.video { $0.video = nil }["codec"] == .fail)
    }

    @Test(arguments: [
        (1.999, MediaReport.Limit.Status.fail), (2, .pass), (15, .pass), (15.0004, .pass), (15.001, .fail),
        (.infinity, .fail), (.nan, .fail),
    ])
    func `a video lasts 2 to 15 seconds`(seconds: Double, status: MediaReport.Limit.Status) {
        #expect(Self.video { $0.duration = seconds }["duration"] == status)
    }

    @Test(arguments: [
        (23, MediaReport.Limit.Status.fail), (23.976, .warn), (24, .pass), (59.94, .pass), (60, .pass), (61, .fail),
    ])
    func `a video has 24 to 60 frames a second`(rate: Double, status: MediaReport.Limit.Status) {
        #expect(Self.video { $0.frameRate = rate }["frame-rate"] == status)
    }

    @Test func `what could not be found out is a warning, and its value is null`() {
        let unknown = Self.video {
            $0.duration = nil
            $0.frameRate = nil
        }
        #expect(unknown["duration"] == .warn && unknown["frame-rate"] == .warn)
        #expect(MediaReport.Limit.range("duration", nil, in: 2...15).value == .null)
        #expect(MediaReport.Limit.range("duration", nil, in: 2...15).sentence.contains("unknown"))
    }

    @Test(arguments: [
        (300, 1_000, "ratio", MediaReport.Limit.Status.fail), (400, 1_000, "ratio", .pass),
        (2_500, 1_000, "ratio", .pass), (2_501, 1_000, "ratio", .fail), (299, 600, "side", .fail),
        (300, 600, "side", .pass), (6_000, 3_000, "side", .pass), (6_001, 3_000, "side", .fail),
        (640, 640, "pixels", .pass), (800, 511, "pixels", .warn), (640, 636, "pixels", .fail),
        (963, 963, "pixels", .pass), (964, 964, "pixels", .warn), (3_840, 2_160, "pixels", .warn),
        (3_900, 2_160, "pixels", .fail),
    ])
    func `sides, ratio and pixels are judged, and between the two documents there is a warning`(
        width: Int, height: Int, id: String, status: MediaReport.Limit.Status
    ) {
        #expect(Self.video { $0.size = PixelSize(width: width, height: height) }[id] == status)
    }

    @Test(arguments: [
        (50_000_000, MediaReport.Limit.Status.pass), (50_000_001, .warn), (200_000_000, .warn), (200_000_001, .fail),
    ])
    func `bytes between the older and the newer document are a warning`(
        bytes: Int, status: MediaReport.Limit.Status
    ) {
        #expect(Self.video(bytes: bytes)["bytes"] == status)
    }

    @Test(arguments: [
        ("audio/wav", 2.0, 15_000_000, "", ""), ("audio/mpeg", 15, 1, "", ""),
        ("audio/wav", 1.9, 1, "duration", "fail"),
        ("audio/wav", 15.1, 1, "duration", "fail"), ("audio/mpeg", 5, 15_000_001, "bytes", "fail"),
        ("audio/mp4", 5, 1, "format", "fail"),
    ])
    func `a sound is WAV or MP3 of 2 to 15 seconds and at most 15 MB`(
        type: String, seconds: Double, bytes: Int, id: String, status: String
    ) {
        var report = MediaReport(kind: .audio, mediaType: type, bytes: bytes)
        report.duration = seconds
        report.audio = AudioTrack(codec: "mp3", sampleRate: 44_100, channels: 2, duration: seconds)
        let limits = Self.audios.checks(report)
        #expect(limits.map(\.id) == ["format", "codec", "duration", "bytes"])
        let broken = limits.filter { $0.status != .pass }.map { [$0.id, $0.status.rawValue] }
        #expect(broken == (id.isEmpty ? [] : [[id, status]]))
    }
}
