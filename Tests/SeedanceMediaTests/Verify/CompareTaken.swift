import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Pictures and videos of them that other programs make, and their comparison.
struct CompareFiles {
    let folder: MediaTemporaryFolder

    init() throws { folder = try MediaTemporaryFolder() }

    static var canRun: Bool { MediaProgram.exists("ffmpeg") }

    @discardableResult
    func ffmpeg(_ arguments: [String]) throws -> String {
        let result = try #require(MediaProgram("ffmpeg")).run(["-hide_banner", "-nostats", "-y"] + arguments)
        try #require(result.status == 0, "\(result.errors)")
        return result.errors
    }

    /// A picture with detail of many sizes, in colours that are far apart.
    func picture(_ name: String = "sent.png", seed: Int = 1, size: PixelSize = .compared) throws -> String {
        let path = folder.file(name)
        let colors = ComparePicture(seed: seed)
        let filter = "geq=r='\(colors.expression(0))':g='\(colors.expression(1))':b='\(colors.expression(2))'"
        try ffmpeg([
            "-f", "lavfi", "-i", "nullsrc=s=\(size):d=0.1:r=10,format=gbrp,\(filter)", "-frames:v", "1", "-pix_fmt",
            "rgb24", path,
        ])
        return path
    }

    /// A video of a picture, after some filters: `ffmpeg -loop 1 -t 0.2 -i PICTURE -vf FILTERS …`.
    func video(
        of picture: String, _ name: String = "out.mp4", filters: String = "null", crf: Int = 23,
        matrix: String = "bt709", _ options: [String] = []
    ) throws -> String {
        let path = folder.file(name)
        let colors = "scale=out_color_matrix=\(matrix):out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p"
        try ffmpeg(
            [
                "-loop", "1", "-t", "0.2", "-r", "10", "-i", picture, "-vf", "\(filters),\(colors)", "-c:v", "libx264",
                "-crf", "\(crf)", "-colorspace", "bt709", "-color_range", "tv",
            ] + options + [path])
        return path
    }

    func compare(
        _ video: String, with sent: String, _ position: FramePosition = .first
    ) throws -> SentFrameComparison {
        let source = MediaSource(path: video)
        let reader = FrameReader(try VideoFile.open(source, limits: .standard, looksInside: false), threads: 1)
        return try SentFrameComparison.compare(
            position == .first ? reader.first() : reader.last(), mediaType: "video/mp4", name: video,
            with: MediaSource(path: sent), limits: .standard)
    }
}

extension PixelSize {
    static let compared = PixelSize(width: 480, height: 272)
}

/// A picture without an end, made of waves in random directions: short ones of brightness, long ones of colour, as in
/// photographs.
struct ComparePicture {
    private struct Wave {
        var x, y, phase, size: Double
        /// Nil for all three.
        var channel: Int?
    }

    private let waves: [Wave]

    init(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        func next(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
        waves = (0..<18).map { number in
            let isColor = number < 6
            let frequency = 2 * .pi / next(isColor ? 90...300 : 8...90)
            let angle = next(0...2 * .pi)
            return Wave(
                x: cos(angle) * frequency, y: sin(angle) * frequency, phase: next(0...6),
                size: isColor ? next(15...30) : next(3...9), channel: isColor ? number % 3 : nil)
        }
    }

    /// In FFmpeg's words.
    func expression(_ channel: Int) -> String {
        waves.filter { $0.channel ?? channel == channel }.reduce("120") { sum, wave in
            sum + "+\(wave.size)*sin(X*(\(wave.x))+Y*(\(wave.y))+\(wave.phase))"
        }
    }

    func pixels(_ size: PixelSize) -> [UInt8] {
        var bytes = [UInt8]()
        for y in 0..<size.height {
            for x in 0..<size.width {
                var color = [120.0, 120, 120]
                for wave in waves {
                    let level = sin(Double(x) * wave.x + Double(y) * wave.y + wave.phase) * wave.size
                    for channel in 0..<3 where wave.channel ?? channel == channel { color[channel] += level }
                }
                bytes += color.map { UInt8(min(255, max(0, $0))) }
            }
        }
        return bytes
    }
}
