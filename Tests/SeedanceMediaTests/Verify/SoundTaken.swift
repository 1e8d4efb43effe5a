import FFmpeg
import TestSupport
import Testing

@testable import SeedanceMedia

/// Files with sound that FFmpeg's command line makes, what is measured of them, and what other programs say.
struct SoundFiles {
    let folder: MediaTemporaryFolder

    init() throws { folder = try MediaTemporaryFolder() }

    static var canRun: Bool { MediaProgram.exists("ffmpeg") }

    /// Runs `ffmpeg -f lavfi -i SOURCE` with these options.
    func make(_ name: String, _ source: String, _ options: String = "-c:a pcm_s16le") throws -> SoundFile {
        let path = folder.file(name)
        let words = options.split(separator: " ").map(String.init)
        let result = try #require(MediaProgram("ffmpeg")).run(
            ["-v", "error", "-y", "-f", "lavfi", "-i", source] + words + [path])
        try #require(result.status == 0, "\(result.errors)")
        return SoundFile(path: path, folder: folder)
    }

    /// All of the sound of a file, measured.
    static func measure(_ file: SoundFile, startingAt offset: Double? = nil) throws -> SoundEvidence {
        let measurer = SoundMeasurer(subject: file.path)
        try feed(file, to: measurer, offset: offset)
        return try measurer.finish()
    }

    static func feed(_ file: SoundFile, to measurer: SoundMeasurer, offset: Double? = nil) throws {
        let path = file.path
        let source = ByteSource(bytes: try ProcessScratch.bytes(of: path), deadline: .infinity)
        let demuxer = try Demuxer.open(
            source, format: path.hasSuffix(".webm") ? "matroska" : "mov", subject: path)
        let stream = try #require(demuxer.streams.firstIndex { $0.kind == .audio })
        let base = demuxer.streams[stream].timeBase
        let decoder = try AudioDecoder.open(stream: stream, of: demuxer)
        let packet = try Packet.empty()
        demuxer.keepOnly(stream: stream)
        func drain() throws {
            while let frame = try decoder.receive() {
                let time = frame.bestEffortTimestamp.map { Double($0) * Double(base.num) / Double(base.den) }
                try measurer.add(frame, time: time.map { $0 + (offset ?? 0) })
            }
        }
        while try demuxer.read(into: packet) {
            try decoder.send(packet)
            try drain()
        }
        try decoder.finish()
        try drain()
    }
}

/// A file, for as long as it is needed.
struct SoundFile {
    let path: String
    let folder: MediaTemporaryFolder
}

/// What `ffmpeg` itself says of a file's sound.
struct SoundWitness {
    private let lines: [Substring]

    /// Runs `ffmpeg -i PATH -af FILTER -f null -`.
    init(_ file: SoundFile, _ filter: String) throws {
        let result = try #require(MediaProgram("ffmpeg")).run([
            "-hide_banner", "-nostats", "-copyts", "-i", file.path, "-vn", "-af", filter, "-f", "null", "-",
        ])
        try #require(result.status == 0, "\(result.errors)")
        lines = result.errors.split(separator: "\n")
    }

    /// The last number that follows this word.
    func number(after word: String) -> Double? { numbers(after: word).last }

    func numbers(after word: String) -> [Double] {
        lines.compactMap { line in
            guard let found = line.range(of: word) else { return nil }
            return Double(line[found.upperBound...].drop { $0 == " " }.prefix { $0 != " " })
        }
    }
}
