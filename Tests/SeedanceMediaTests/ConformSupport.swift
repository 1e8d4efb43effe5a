import SeedanceAPI
import SeedanceMedia
import TestSupport
import Testing

/// Videos that FFmpeg's command line makes, and what its other programs say of the results: neither shares code with
/// what is tested.
struct ConformFiles {
    let folder: MediaTemporaryFolder

    init() throws { folder = try MediaTemporaryFolder() }

    static var canRun: Bool { MediaProgram.exists("ffmpeg") && MediaProgram.exists("ffprobe") }

    /// Runs `ffmpeg` with these arguments and the path of a new file.
    func make(_ name: String, _ arguments: String...) throws -> String {
        let path = folder.file(name)
        let words = arguments.flatMap { $0.split(separator: " ").map(String.init) }
        let result = try #require(MediaProgram("ffmpeg")).run(["-v", "error", "-y"] + words + [path])
        try #require(result.status == 0, "\(result.errors)")
        return path
    }

    /// A test pattern without sound.
    func pattern(
        _ name: String = "in.mp4", size: String = "640x360", rate: String = "24", seconds: Double = 2.5,
        _ options: String = "-c:v libx264 -preset ultrafast"
    ) throws -> String {
        try make(name, "-f lavfi -i testsrc2=size=\(size):rate=\(rate):duration=\(seconds)", options)
    }

    /// Black, but for a white flash, and silent, but for a tone, both from `second` on for a fifth of a second.
    func flash(_ name: String, at second: Double = 1, seconds: Double = 3, _ options: String) throws -> String {
        let time = "between(t\\,\(second)\\,\(second + 0.2))"
        return try make(
            name,
            "-f lavfi -i color=black:s=640x360:r=25:d=\(seconds),drawbox=color=white:t=fill:enable=\(time)",
            "-f lavfi -i sine=frequency=1000:duration=\(seconds),volume=0:enable=not(\(time))", options)
    }

    @discardableResult
    func conform(
        _ path: String, to name: String = "out.mp4", progress: (Double) -> Void = { _ in }
    ) throws(MediaError) -> (report: ConformReport, path: String) {
        let output = folder.file(name)
        return (try VideoConformer().conform(MediaSource(path: path), to: output, progress: progress), output)
    }
}

/// What other programs say of a video.
struct ConformWitness {
    let path: String

    init(_ path: String) { self.path = path }

    func probe() throws -> ProcessJSON {
        let result = try #require(MediaProgram("ffprobe")).run([
            "-v", "error", "-show_streams", "-show_format", "-of", "json", path,
        ])
        try #require(result.status == 0, "\(result.errors)")
        return try ProcessJSON(parsing: result.output)
    }

    private func decode(_ arguments: String) throws -> [UInt8] {
        let words = arguments.split(separator: " ").map(String.init)
        let result = try #require(MediaProgram("ffmpeg")).run(["-v", "error", "-xerror", "-i", path] + words + ["-"])
        try #require(result.status == 0, "\(result.errors)")
        try #require(result.errors.isEmpty, "\(result.errors)")
        return result.output
    }

    /// The mean brightness of each picture, 0 to 255.
    func brightness() throws -> [Double] {
        let bytes = try decode("-map 0:v -vf scale=16:16,format=gray -fps_mode passthrough -f rawvideo")
        return stride(from: 0, to: bytes.count - 255, by: 256).map { start in
            Double(bytes[start..<start + 256].reduce(0) { $0 + Int($1) }) / 256
        }
    }

    /// One picture, 64 by 64, as RGB, read by the colours that the file claims to have.
    func picture(at frame: Int = 10) throws -> [UInt8] {
        try decode("-map 0:v -vf select=eq(n\\,\(frame)),scale=64:64:flags=area,format=rgb24 -frames:v 1 -f rawvideo")
    }

    /// Samples, mixed to one channel, 48000 a second, -1 to 1.
    func samples() throws -> [Double] {
        let bytes = try decode("-map 0:a -ac 1 -ar 48000 -f s16le")
        return stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            Double(Int16(truncatingIfNeeded: Int(bytes[index]) | Int(bytes[index + 1]) << 8)) / 32768
        }
    }

    /// When the flash and the tone begin, in seconds.
    func flashAndTone(rate: Double) throws -> (flash: Double, tone: Double) {
        let flash = try #require(try brightness().firstIndex { $0 > 100 })
        let tone = try #require(try samples().firstIndex { abs($0) > 0.04 })
        return (Double(flash) / rate, Double(tone) / 48000)
    }

    /// Names of the boxes on the top level of an MP4 file, in order.
    func boxes() throws -> [String] {
        let bytes = try ProcessScratch.bytes(of: path)
        var (names, position) = ([String](), 0)
        while position + 8 <= bytes.count {
            let size = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            names.append(String(decoding: bytes[position + 4..<position + 8], as: UTF8.self))
            guard size >= 8 else { break }
            position += size
        }
        return names
    }
}
