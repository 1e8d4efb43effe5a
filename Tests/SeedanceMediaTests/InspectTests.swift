import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite struct InspectPictureTests {
    func inspect(_ source: MediaSource) throws(MediaError) -> MediaReport { try MediaInspector().inspect(source) }

    @Test(arguments: Goldens.fixtures.filter { $0.expect == "ok" && $0.orError == nil })
    func `a picture's report says what the manifest says`(fixture: Goldens.Fixture) throws {
        let report = try inspect(fixture.source)
        #expect(report.kind == .image && report.mediaType == "image/\(fixture.format)")
        #expect(report.size == PixelSize(width: fixture.width, height: fixture.height))
        #expect(report.orientation == fixture.orientation)
        #expect(report.bytes == (try fixture.source.read(limit: 10_000_000)).count)
        #expect(report.duration == nil && report.videoCodec == nil && report.nearest?.resolution == .p720)
    }

    func statuses(_ width: Int, _ height: Int, _ format: EncodedFormat = .png) throws -> [String: MediaReport.Limit
        .Status]
    {
        let picture = Picture(size: PixelSize(width: width, height: height), filledWith: .white)
        let report = try inspect(.bytes(try MediaRaster(picture).encoded(format)))
        return Dictionary(uniqueKeysWithValues: report.limits.map { ($0.id, $0.status) })
    }

    @Test func `the service's limits are held against a picture`() throws {
        #expect(try statuses(300, 300).allSatisfy { $0.value == .pass })
        #expect(try statuses(299, 300)["side"] == .fail)
        #expect(try statuses(6000, 3000)["side"] == .pass)
        #expect(try statuses(6001, 3000)["side"] == .fail)
        #expect(try statuses(750, 300)["ratio"] == .pass)
        #expect(try statuses(751, 300)["ratio"] == .fail)
        #expect(try statuses(400, 1000)["ratio"] == .pass)
        #expect(try statuses(400, 1001)["ratio"] == .fail)
        #expect(try statuses(300, 300, .webp)["format"] == .pass)
        let gif = try inspect(MediaSource(path: Goldens.path("fixtures/gif-plain.gif")))
        #expect(gif.limits.first { $0.id == "format" }?.status == .fail)
    }

    @Test func `a sideways picture is judged as it is shown`() throws {
        let file = try MediaRaster.scene(320, 180).stored(for: 6).encoded(.jpeg)
        let report = try inspect(.bytes(Array(file.prefix(2)) + Crafted.exifSegment(6) + file.dropFirst(2)))
        #expect(report.size == PixelSize(width: 320, height: 180) && report.orientation == 6)
        #expect(report.nearest?.name == "720p:16:9")
    }

    @Test func `a picture with a profile names it`() throws {
        let report = try inspect(MediaSource(path: Goldens.path("fixtures/jpeg-icc-p3.jpg")))
        #expect(report.profile?.isEmpty == false)
    }

    @Test(.timeLimit(.minutes(1))) func `what cannot be read is an error by name`() throws {
        let folder = try MediaTemporaryFolder()
        #expect(mkfifo(folder.file("pipe.mp4"), 0o600) == 0)
        try folder.write(Array("<html></html>".utf8), to: "page.mp4")
        let cases: [(String, MediaError.Code)] = [
            (folder.file("pipe.mp4"), .notAFile), (folder.path, .notAFile), (folder.file("none"), .notFound),
            (folder.file("page.mp4"), .notAPicture),
        ]
        for (path, code) in cases {
            let error = #expect(throws: MediaError.self) { try inspect(MediaSource(path: path)) }
            #expect(error?.code == code && error?.input == path)
        }
    }
}

/// Videos are made by FFmpeg's command line, which chooses its own numbers: these tests know what was asked of it.
@Suite(.enabled(if: MediaProgram.exists("ffmpeg"), "ffmpeg is not installed"))
struct InspectVideoTests {
    static func make(_ name: String, size: String = "320x180", sound: Bool = true, _ options: [String]) throws
        -> (folder: MediaTemporaryFolder, path: String)
    {
        let folder = try MediaTemporaryFolder()
        let input = ["-f", "lavfi", "-i", "testsrc2=size=\(size):rate=24:duration=0.5"]
        let audio = sound ? ["-f", "lavfi", "-i", "sine=frequency=440:duration=0.5"] : []
        let result = try #require(MediaProgram("ffmpeg")).run(
            ["-v", "error", "-y"] + input + audio + options + [folder.file(name)])
        try #require(result.status == 0, "\(result.errors)")
        return (folder, folder.file(name))
    }

    func check(_ path: String, _ mediaType: String, _ size: (Int, Int), _ video: String, _ audio: String?) throws
        -> MediaReport
    {
        let report = try MediaInspector().inspect(MediaSource(path: path))
        #expect(report.kind == .video && report.mediaType == mediaType)
        #expect(report.size == PixelSize(width: size.0, height: size.1))
        #expect(report.videoCodec == video && report.audioCodec == audio)
        #expect(report.orientation == nil && report.nearest == nil)
        // From bytes in memory it is the same.
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(report.bytes == bytes.count)
        #expect(try MediaInspector().inspect(.bytes(bytes)) == report)
        return report
    }

    static let h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]

    @Test func `MP4 with H.264 and AAC`() throws {
        let (folder, path) = try Self.make("a.mp4", Self.h264 + ["-c:a", "aac"])
        let report = try check(path, "video/mp4", (320, 180), "h264", "aac")
        #expect(report.frames == 12 && report.frameRate == 24)
        #expect(abs((report.duration ?? 0) - 0.5) < 0.05)
        _ = folder
    }

    @Test func `MOV with H.264, and MP4 without sound`() throws {
        let (movie, moviePath) = try Self.make("a.mov", Self.h264 + ["-c:a", "aac"])
        _ = try check(moviePath, "video/quicktime", (320, 180), "h264", "aac")
        let (silent, silentPath) = try Self.make("a.mp4", sound: false, Self.h264)
        _ = try check(silentPath, "video/mp4", (320, 180), "h264", nil)
        _ = (movie, silent)
    }

    @Test func `WebM with VP9 and Opus, and Matroska`() throws {
        let options = ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"]
        let (folder, path) = try Self.make("a.webm", options)
        let report = try check(path, "video/webm", (320, 180), "vp9", "opus")
        #expect(report.frameRate == 24)
        let (matroska, matroskaPath) = try Self.make("a.mkv", Self.h264 + ["-c:a", "aac"])
        _ = try check(matroskaPath, "video/x-matroska", (320, 180), "h264", "aac")
        _ = (folder, matroska)
    }

    @Test func `AVI and MPEG-TS`() throws {
        let (avi, aviPath) = try Self.make("a.avi", ["-c:v", "mpeg4", "-c:a", "mp3"])
        _ = try check(aviPath, "video/x-msvideo", (320, 180), "mpeg4", "mp3")
        let (stream, streamPath) = try Self.make("a.ts", Self.h264 + ["-c:a", "aac"])
        _ = try check(streamPath, "video/mp2t", (320, 180), "h264", "aac")
        _ = (avi, stream)
    }

    @Test(arguments: [("90", 180, 320), ("180", 320, 180), ("270", 180, 320)])
    func `a video that is turned has the size that is shown`(degrees: String, width: Int, height: Int) throws {
        let (plain, path) = try Self.make("plain.mp4", sound: false, Self.h264)
        let turned = plain.file("turned.mov")
        let result = try #require(MediaProgram("ffmpeg")).run(
            ["-v", "error", "-y", "-i", path, "-c", "copy", "-metadata:s:v:0", "rotate=\(degrees)", turned])
        try #require(result.status == 0, "\(result.errors)")
        _ = try check(turned, "video/quicktime", (width, height), "h264", nil)
    }

    @Test(arguments: [("4/3", 427, 180), ("1/2", 320, 360), ("1", 320, 180)])
    func `samples that are not square are squared by enlarging`(ratio: String, width: Int, height: Int) throws {
        let (folder, path) = try Self.make("a.mp4", sound: false, ["-vf", "setsar=\(ratio)"] + Self.h264)
        _ = try check(path, "video/mp4", (width, height), "h264", nil)
        _ = folder
    }

    @Test func `the service's limits are held against a video`() throws {
        func statuses(_ size: String, _ options: [String]) throws -> [String: MediaReport.Limit.Status] {
            let (folder, path) = try Self.make("a.mp4", size: size, sound: false, options)
            let report = try MediaInspector().inspect(MediaSource(path: path))
            _ = folder
            return Dictionary(uniqueKeysWithValues: report.limits.map { ($0.id, $0.status) })
        }
        let small = try statuses("320x180", Self.h264)
        #expect(small["side"] == .fail && small["duration"] == .fail && small["pixels"] == .fail)
        #expect(small["codec"] == .pass && small["format"] == .pass && small["frame-rate"] == .pass)
        let slow = try statuses("640x480", ["-vf", "fps=10", "-c:v", "mpeg4"])
        #expect(slow["codec"] == .fail && slow["frame-rate"] == .fail && slow["side"] == .pass)
    }

    @Test func `a cut off or damaged video is an error, not a crash`() throws {
        let (folder, path) = try Self.make("a.mp4", Self.h264 + ["-c:a", "aac", "-movflags", "+faststart"])
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        for count in [16, 32, 100, 700] {
            let error = #expect(throws: MediaError.self, "\(count) bytes") {
                try MediaInspector().inspect(.bytes(Array(bytes.prefix(count))))
            }
            #expect(error?.code == .damaged || error?.code == .unsupportedFormat || error?.code == .truncated)
        }
        var random = SplitMix64(seed: SplitMix64.testSeed)
        for _ in 0..<60 {
            var flipped = bytes
            for _ in 0..<20 {
                let index = Int.random(in: 8..<min(4000, bytes.count), using: &random)
                flipped[index] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? MediaInspector().inspect(.bytes(flipped))
        }
        _ = folder
    }

    @Test func `sound alone is no video`() throws {
        let folder = try MediaTemporaryFolder()
        let result = try #require(MediaProgram("ffmpeg")).run(
            ["-v", "error", "-f", "lavfi", "-i", "sine=duration=0.2", "-c:a", "aac", folder.file("a.mp4")])
        try #require(result.status == 0, "\(result.errors)")
        let error = #expect(throws: MediaError.self) {
            try MediaInspector().inspect(MediaSource(path: folder.file("a.mp4")))
        }
        #expect(error?.code == .unsupportedFormat && error?.message.contains("no video") == true)
    }

    @Test func `a video over the limits is refused`() throws {
        let (folder, path) = try Self.make("a.mp4", Self.h264 + ["-c:a", "aac"])
        var limits = Limits()
        limits.videoBytes = 100
        #expect(throws: MediaError.self) { try MediaInspector(limits: limits).inspect(MediaSource(path: path)) }
        limits = Limits()
        limits.streams = 1
        let error = #expect(throws: MediaError.self) {
            try MediaInspector(limits: limits).inspect(MediaSource(path: path))
        }
        #expect(error?.code == .limitExceeded)
        _ = folder
    }
}
