import FFmpeg
import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Fingerprints of numbers written here, and of files that look alike.
struct FingerprintTests {
    /// A grid in which something lies at a place that moves with time.
    private func fingerprint(
        columns: Int = 32, rows: Int = 18, rate: Double = 24, seconds: Double = 4, offset: Double = 0,
        noise: Double = 0, _ level: (_ x: Double, _ y: Double, _ time: Double) -> Double
    ) -> VideoFingerprint? {
        var meter = FingerprintMeter()
        var random = SplitMix64(seed: 1)
        for number in 0..<max(0, Int(seconds * rate)) {
            let time = Double(number) / rate
            var values = [UInt8]()
            for y in 0..<rows {
                for x in 0..<columns {
                    let place = ((Double(x) + 0.5) / Double(columns), (Double(y) + 0.5) / Double(rows))
                    let value =
                        level(place.0, place.1, time / seconds) + Double.random(in: -noise...noise, using: &random)
                    values.append(UInt8(min(255, max(0, value.rounded()))))
                }
            }
            meter.add(values, columns: columns, rows: rows, time: time + offset)
        }
        return meter.fingerprint()
    }

    private func ball(_ speed: Double) -> (Double, Double, Double) -> Double {
        { x, y, time in
            let place = 0.5 + 0.3 * sin(time * speed)
            return 60 + 100 * y + 80 * max(0, 1 - 6 * abs(x - place)) * max(0, 1 - 4 * abs(y - 0.5))
        }
    }

    @Test func `rate, length, beginning and grid do not matter`() throws {
        let one = try #require(fingerprint(ball(5)))
        #expect(one.distance(to: one) == 0)
        let slower = try #require(fingerprint(rate: 10, seconds: 30, offset: 100, ball(5)))
        #expect(one.distance(to: slower) < 0.05)
        let coarse = try #require(fingerprint(columns: 16, rows: 9, ball(5)))
        #expect(one.distance(to: coarse) < 0.02)
        let odd = try #require(fingerprint(columns: 45, rows: 31, noise: 3, ball(5)))
        #expect(one.distance(to: odd) < 0.05)
    }

    @Test func `another motion in the same place is another video`() throws {
        let one = try #require(fingerprint(ball(5)))
        #expect(one.distance(to: try #require(fingerprint(ball(-5)))) > 0.5)
        #expect(one.distance(to: try #require(fingerprint(ball(7)))) > 0.2)
        #expect(one.distance(to: try #require(fingerprint(ball(0)))) > 0.5)
    }

    @Test func `what is only brighter is another video, and nothing at all is like nothing at all`() throws {
        let (black, black2, white) = (
            try #require(fingerprint { _, _, _ in 16 }), try #require(fingerprint(seconds: 1) { _, _, _ in 16 }),
            try #require(fingerprint { _, _, _ in 235 })
        )
        #expect(black.distance(to: black2) == 0 && black.distance(to: white) == 1)
    }

    @Test func `a single picture has a fingerprint, and none has none`() {
        #expect(FingerprintMeter().fingerprint() == nil)
        #expect(fingerprint(seconds: 1 / 24) { x, _, _ in x * 200 } != nil)
        var meter = FingerprintMeter()
        meter.add([1, 2, 3], columns: 2, rows: 2, time: 0)
        meter.add([], columns: 0, rows: 0, time: 0)
        meter.add([1, 2, 3, 4], columns: 2, rows: 2, time: .nan)
        #expect(meter.fingerprint() == nil)
        meter.add([1, 2, 3, 4], columns: 2, rows: 2, time: 5)
        meter.add([9, 9, 9, 9], columns: 2, rows: 2, time: 5)
        meter.add([9, 9, 9, 9], columns: 2, rows: 2, time: 4)
        #expect(meter.fingerprint()?.values.max() == 4)
    }
}

/// Fingerprints of files. Scenes that look alike are those that seeds of one task give.
@Suite(.enabled(if: CompareFiles.canRun, "ffmpeg is not installed"))
struct FingerprintFileTests {
    private static func fingerprint(_ path: String) throws -> VideoFingerprint {
        let video = try VideoFile.open(MediaSource(path: path), limits: .standard)
        let decoder = try VideoDecoder.open(
            stream: video.videoIndex, of: video.demuxer,
            VideoDecoder.Options(maximumPixels: video.pixelsWithMargins, threads: 1))
        video.demuxer.keepOnly(stream: video.videoIndex)
        let packet = try Packet.empty()
        var meter = FingerprintMeter()
        func drain() throws {
            while let frame = try decoder.receive() {
                let whole = Scaler.Window(x: 0, y: 0, width: frame.width, height: frame.height)
                let grid = try Scaler.scale(frame, whole, color: .webp, to: .gray, width: 32, height: 18)
                let values = grid.withPlane(0) { start, stride in
                    (0..<18).flatMap { y in (0..<32).map { start[y * stride + $0] } }
                }
                meter.add(
                    values ?? [], columns: 32, rows: 18,
                    time: video.seconds(fromStart: frame.bestEffortTimestamp ?? 0))
            }
        }
        while try video.demuxer.read(into: packet) {
            try decoder.send(packet, isWanted: true)
            try drain()
        }
        try decoder.finish()
        try drain()
        return try #require(meter.fingerprint())
    }

    @Test func `encodings of one video are near, and scenes that look alike are not`() throws {
        let files = try CompareFiles()
        let photograph = try files.picture(size: PixelSize(width: 480, height: 272))
        func zoom(_ name: String, _ factor: String, _ x: String = "iw/2-iw/zoom/2") throws -> String {
            let path = files.folder.file(name)
            try files.ffmpeg([
                "-loop", "1", "-i", photograph, "-vf",
                "zoompan=z='\(factor)':x='\(x)':y='ih/2-ih/zoom/2':d=1:s=240x136:fps=12", "-t", "2", "-c:v", "libx264",
                "-crf", "20", path,
            ])
            return path
        }
        func again(_ path: String, _ name: String, _ options: [String]) throws -> String {
            let copy = files.folder.file(name)
            try files.ffmpeg(["-i", path] + options + [copy])
            return copy
        }
        let near = try zoom("in.mp4", "1+0.1*on/24")
        let versions = try [
            near, again(near, "poor.mov", ["-c:v", "libx264", "-crf", "36"]),
            again(near, "half.mp4", ["-vf", "scale=120:68", "-c:v", "libx264"]),
            again(
                near, "in.webm", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-crf", "40"]),
        ].map(Self.fingerprint)
        let others = try [
            zoom("more.mp4", "1+0.3*on/24"), zoom("out.mp4", "1.1-0.1*on/24"), zoom("still.mp4", "1.05"),
            zoom("pan.mp4", "1.1", "(iw-iw/zoom)*on/24"),
        ].map(Self.fingerprint)
        for version in versions {
            for other in versions { #expect(version.distance(to: other) < 0.05) }
            for other in others { #expect(version.distance(to: other) > 0.2) }
        }
    }

    @Test func `seeds of one generator are different videos`() throws {
        let files = try CompareFiles()
        let prints = try (1...3).map { seed in
            let path = files.folder.file("\(seed).mp4")
            try files.ffmpeg([
                "-f", "lavfi", "-i", "nullsrc=s=240x136:r=12:d=2", "-vf",
                "geq=lum='110+70*sin((X*\(seed)+6*N)/40)+40*cos((Y-4*N*\(seed))/30)':cb=128:cr=128", "-c:v", "libx264",
                "-pix_fmt", "yuv420p", path,
            ])
            return try Self.fingerprint(path)
        }
        #expect(prints[0].distance(to: prints[1]) > 0.3)
        #expect(prints[0].distance(to: prints[2]) > 0.3)
        #expect(prints[1].distance(to: prints[2]) > 0.3)
    }
}
