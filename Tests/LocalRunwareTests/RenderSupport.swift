import Foundation
import LocalRunware
import SeedanceAPI
import TestSupport
import Testing

/// Renders into a folder of its own, and asks ffmpeg and ffprobe what came of it.
struct Rendering {
    static var isPossible: Bool { MediaProgram.exists("ffmpeg") && MediaProgram.exists("ffprobe") }

    let folder: MediaTemporaryFolder

    init() throws { folder = try MediaTemporaryFolder() }

    /// The smallest size and the shortest length.
    static func task(_ prompt: String = "A quiet lake.", format: String? = nil, audio: Bool? = nil) -> VideoTask {
        var task = VideoTask(
            positivePrompt: prompt, size: PixelSize(width: 640, height: 640), duration: 4, audio: audio)
        task.outputFormat = format
        return task
    }

    /// A task from one picture to another one.
    static func task(first: String?, last: String? = nil, size resolution: Resolution = .p480) -> VideoTask {
        var images: [FrameImage] = []
        if let first { images.append(FrameImage(first, .first)) }
        if let last { images.append(FrameImage(last, .last)) }
        return VideoTask(positivePrompt: "A cat.", resolution: resolution, duration: 4, frameImages: images)
    }

    @discardableResult
    func render(
        _ task: VideoTask, number: Int = 1, to name: String = "out", media: [String: String] = [:]
    ) async throws -> String {
        try await FFmpegRenderer().render(task, number: number, to: folder.file(name)) { media[$0] }
        return folder.file(name)
    }

    /// A picture that ffmpeg draws, as PNG unless the name says otherwise.
    func picture(_ source: String, _ name: String = "picture.png") throws -> [UInt8] {
        try run("ffmpeg", ["-v", "error", "-y", "-f", "lavfi", "-i", source, "-frames:v", "1", folder.file(name)])
        return try folder.read(name)
    }

    static func dataURI(_ bytes: [UInt8], _ type: MediaType = .png) -> String {
        DataURI(mediaType: type, data: bytes).string
    }

    /// What ffprobe says of a file, `stream.member` by the stream's kind.
    func facts(_ path: String) throws -> [String: String] {
        let text = try run(
            "ffprobe", ["-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", path])
        let json = try JSONValue(parsing: text)
        var facts: [String: String] = [:]
        for stream in json["streams"]?.array ?? [] {
            let kind = stream["codec_type"]?.string ?? ""
            for (name, value) in stream.object ?? [:] { facts["\(kind).\(name)"] = value.string ?? value.text() }
        }
        facts["format"] = json["format"]?["format_name"]?.string
        facts["duration"] = json["format"]?["duration"]?.string
        return facts
    }

    /// How alike a video's picture and a still are, in dB; infinity for the same. Both are compared in RGB.
    func agreement(of video: String, frame: Int, with still: String, matrix: String) throws -> Double {
        let chain =
            "[0]select=eq(n\\,\(frame)),scale=in_color_matrix=\(matrix):in_range=tv:flags=accurate_rnd+full_chroma_int,"
            + "format=gbrp,setpts=0[a];[1]format=gbrp,setpts=0[b];[a][b]psnr"
        let result = try #require(MediaProgram("ffmpeg")).run([
            "-v", "info", "-i", video, "-i", still, "-lavfi", chain, "-frames:v", "1", "-f", "null", "-",
        ])
        let average = try #require(result.errors.firstMatch(of: /average:([0-9.]+|inf)/))
        return try #require(Double(average.1))
    }

    /// Integrated loudness in LUFS, and the peak in dBFS.
    func loudness(of path: String) throws -> (integrated: Double, peak: Double) {
        let result = try #require(MediaProgram("ffmpeg")).run([
            "-v", "info", "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-",
        ])
        let summary = try #require(result.errors.components(separatedBy: "Summary:").last)
        let integrated = try #require(summary.firstMatch(of: /I:\s+(-?[0-9.]+) LUFS/))
        let peak = try #require(summary.firstMatch(of: /Peak:\s+(-?[0-9.]+) dBFS/))
        return (try #require(Double(integrated.1)), try #require(Double(peak.1)))
    }

    @discardableResult
    func run(_ program: String, _ arguments: [String]) throws -> [UInt8] {
        let result = try #require(MediaProgram(program)).run(arguments)
        guard result.status == 0 else { throw ProcessFailure("\(program): \(result.errors.suffix(600))") }
        return result.output
    }
}
