import FFmpeg
import Foundation
import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// Reports as a run could make them, without one.
enum ReportSamples {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// A sample picture, cut to a row of the service's sizes.
    static func still(_ name: String = "landscape.jpg", _ row: String = "720p:16:9") throws -> Picture {
        var options = FitOptions()
        if let row = FrameSize.all.first(where: { $0.name == row }) { options.size = .row(row) }
        return try PictureFitter(options).fit(MediaSource(path: "\(root)/samples/\(name)")).picture
    }

    /// A clip of about 5 s that glides over a picture, freezes and flickers.
    static func failing(
        input: String = "out.mp4", still picture: Picture? = nil, count: Int = 20, width: Int = 320
    ) throws -> VerificationReport {
        let still = try picture ?? still()
        var report = VerificationReport(
            input: input, container: "mp4", size: still.size, duration: 121.0 / 24, frameRate: 24, frames: 121,
            videoCodec: "h264", audioCodec: "aac", checks: checks)
        report.series = series
        report.thumbnails = try thumbnails(of: still, count: count, width: width)
        let half = PixelSize(width: still.size.width / 2, height: still.size.height / 2)
        let (window, sent) = (PixelRect(still.size), try still.scaled(PixelRect(still.size), to: half))
        let inner = PixelRect(x: 8, y: 8, width: window.width - 16, height: window.height - 16)
        var received = try still.scaled(inner, to: half)
        for index in received.pixels.indices { received.pixels[index] = UInt8(Int(received.pixels[index]) * 7 / 8) }
        report.comparisons = [
            FrameComparison(position: .first, sent: sent, received: received),
            FrameComparison(position: .last, sent: sent.blurred(radius: 2), received: sent),
        ]
        return report
    }

    static func passing(input: String = "good.webm") -> VerificationReport {
        VerificationReport(
            input: input, container: "webm", size: PixelSize(width: 720, height: 1280), duration: 4, frameRate: 24,
            frames: 96, videoCodec: "vp9",
            checks: [
                Finding(id: "container", status: .pass, expected: "webm", message: "The file is WebM."),
                Finding(id: "audio-presence", status: .pass, value: false, message: "There is no sound, as asked."),
                Finding(id: "first-frame", status: .skipped, message: "No first picture was sent."),
            ])
    }

    /// All there can be unknown of a file.
    static let unknown = VerificationReport(
        input: "broken.mp4",
        checks: [Finding(id: "container", status: .fail, message: "The file is a text: <html><body>Not found")])

    private static func thumbnails(of still: Picture, count: Int, width: Int) throws -> [Thumbnail] {
        let size = PixelSize(width: width, height: max(1, width * still.size.height / still.size.width))
        return try (0..<count).map { index in
            let time = Double(index) * 5 / Double(max(1, count - 1))
            // The camera stands still while the clip is frozen.
            let moved = time < 2.1 ? time : time < 3 ? 2.1 : time - 0.9
            let share = 1 - moved / 16
            let (w, h) = (Int(Double(still.size.width) * share), Int(Double(still.size.height) * share))
            let window = PixelRect(x: (still.size.width - w) / 2, y: (still.size.height - h) / 2, width: w, height: h)
            return Thumbnail(time: time, picture: try still.scaled(window, to: size))
        }
    }

    private static var series: VerificationSeries {
        var (series, random) = (VerificationSeries(), SplitMix64(seed: 7))
        for index in 0..<121 {
            let time = Double(index) / 24
            let noise = Double.random(in: 0..<1, using: &random)
            let isFrozen = time >= 2.1 && time < 3
            let flicker = time > 4.2 && time < 4.8 ? (index.isMultiple(of: 2) ? 0.06 : -0.06) : 0
            series.brightness.append(.init(time: time, value: 0.44 + time / 60 + flicker + noise / 200))
            series.motion.append(
                .init(time: time, value: isFrozen ? 0.00002 : 0.012 + noise / 150 + abs(flicker) / 2))
        }
        for index in 0..<50 {
            let time = Double(index) / 10
            let tone = -22 + 6 * sin(time * 3)
            series.loudness.append(.init(time: time, value: time > 3.4 && time < 3.9 ? -70 : tone))
        }
        return series
    }

    private static let checks: [Finding] = [
        Finding(id: "container", status: .pass, value: "mp4", expected: "mp4", message: "The file is MP4, as asked."),
        Finding(id: "complete", status: .pass, message: "All boxes and samples lie inside the file."),
        Finding(
            id: "decode", status: .pass, value: 0, expected: "0",
            message: "Everything decodes without a detected error."),
        Finding(
            id: "dimensions", status: .pass, value: "1280x720", expected: "1280x720",
            message: "The size is the one asked for."),
        Finding(
            id: "duration", status: .pass, value: .rounded(5.042, places: 3), expected: "4.9…5.6",
            message: "Pictures are shown for 5.042 s; 5 s were asked for.", details: ["asked": 5]),
        Finding(
            id: "cuts", status: .pass, value: 1, message: "There is 1 scene change.",
            at: [TimeSpan(from: 3.54, to: 3.54)],
            details: ["at": 9, "value": 7, "id": "another"]),
        Finding(
            id: "freeze", status: .fail, value: .rounded(0.9, places: 3), expected: "< 0.5",
            message: "The picture stands still for 0.9 s.", at: [TimeSpan(from: 2.1, to: 3)]),
        Finding(
            id: "flicker", status: .warn, value: .rounded(8.3, places: 2), expected: "< 3",
            message: "The brightness alternates 8.3 times a second by 12 %.", at: [TimeSpan(from: 4.2, to: 4.8)]),
        Finding(
            id: "first-frame", status: .warn, value: .rounded(0.862, places: 3), expected: "≥ 0.9",
            message: "The first picture differs from the one sent: similarity 0.862, shifted by 2 pixels.",
            details: ["shiftX": 2, "shiftY": 0, "colorDifference": .rounded(4.1, places: 1)]),
        Finding(
            id: "last-frame", status: .pass, value: .rounded(0.968, places: 3), expected: "≥ 0.9",
            message: "The last picture is the one sent: similarity 0.968."),
        Finding(
            id: "silence", status: .pass, value: .rounded(0.5, places: 1), expected: "< 2",
            message: "The longest silence lasts 0.5 s.", at: [TimeSpan(from: 3.4, to: 3.9)]),
        Finding(
            id: "loudness", status: .pass, value: .rounded(-20.4, places: 1), expected: "-30…-9",
            message: "The sound has -20.4 LUFS."),
        Finding(id: "near-duplicate", status: .skipped, message: "There is one result only."),
    ]
}
