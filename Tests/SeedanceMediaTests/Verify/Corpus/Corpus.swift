import Foundation
import SeedanceAPI
import SeedanceMedia
import TestSupport
import Testing

/// A folder of videos that the `ffmpeg` program makes: the commands are the manifest.
///
/// What the commands' words mean, before they are split at spaces:
/// - `SCENE`: 97 pictures of a camera that glides over a landscape, 24 a second, 128x72, uncompressed.
/// - `SOUND`: as many seconds of a murmur in one channel.
/// - `PICTURES` and `SAME`: the pictures of the file without a defect, and that they are not coded again.
/// - `VIDEO`, `AUDIO`, `SUBTITLES`: the encoders that the container takes; `EXT` is its extension.
/// - `@name`: a file of that name in the folder; `@out` is the result.
/// - `cat @a @b | @name`: one file behind the other; `list` writes their names as the concat demuxer reads them.
///
/// Each is preceded by `ffmpeg -v error -nostdin -y`, and `-threads 1` stands before the name of the output.
enum Corpus {
    /// Small, so that a debug build judges hundreds of files in a minute.
    static let size = PixelSize(width: 128, height: 72)
    static let pictures = 97
    static let seconds = 97.0 / 24

    static let isPossible =
        MediaProgram.exists("ffmpeg") && MediaProgram.exists("ffprobe") && hasEncoders

    /// What files of the corpus are held against unless a test says otherwise: a task of four seconds with sound.
    static func expectation(_ container: CorpusContainer) -> VideoExpectation {
        var expectation = VideoExpectation()
        expectation.container = container.asked
        expectation.sizes = [size]
        expectation.isSizeAsked = true
        expectation.duration = 4
        expectation.hasAudio = true
        return expectation
    }

    /// The path of a file that other files are made of, or of a sample of this repository.
    static func file(_ name: String) -> String {
        samples.contains(name) ? "\(root)/samples/\(name)" : "\(folder)/\(name)"
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: file(name))))
    }

    /// Makes a file of that name by these commands, each of which may use what the ones before it have made.
    static func make(_ name: String, _ container: CorpusContainer, _ commands: [String]) throws -> String {
        try shared.get()
        for command in commands { try run(command, container, output: name) }
        return file(name)
    }

    @discardableResult
    static func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    // MARK: -

    private static let samples: Set<String> = ["landscape.jpg", "portrait.jpg", "clip.mp4"]
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// One for a run of all tests, and gone when it is over; the environment's `SEEDANCE_CORPUS` names one to be kept.
    private static let folder: String = {
        let files = FileManager.default
        if let kept = ProcessInfo.processInfo.environment["SEEDANCE_CORPUS"] {
            try? files.createDirectory(atPath: kept, withIntermediateDirectories: true)
            return kept
        }
        let path = files.temporaryDirectory.appendingPathComponent("seedance-corpus-\(UUID().uuidString)").path
        try? files.createDirectory(atPath: path, withIntermediateDirectories: true)
        atexit { Corpus.remove() }
        return path
    }()

    private static func remove() { try? FileManager.default.removeItem(atPath: folder) }

    static let isKept = ProcessInfo.processInfo.environment["SEEDANCE_CORPUS"] != nil

    /// What other files are made of.
    private static let shared = Result<Void, any Error> {
        let glide = "scale=640:-2,zoompan=z=1.4:x=4+1.8*on:y=4+1.1*on:d=1:s=128x72:fps=24"
        let murmur = #"anoisesrc=color=brown:amplitude=0.5:seed=1:duration=13,lowpass=900"#
        let swell = #"volume=1.2+0.8*sin(9*t):eval=frame"#
        try run(
            "-loop 1 -framerate 24 -i @landscape.jpg -vf \(glide),format=gbrp,scale=out_color_matrix=bt709,"
                + "format=yuv420p,setsar=1 -frames:v 97 @out", .mp4, output: "scene.y4m")
        try run("-f lavfi -i \(murmur),\(swell) -ar 48000 @out", .mp4, output: "long.wav")
        try run("-i @long.wav -t 4.042 @out", .mp4, output: "sound.wav")
        let upright = "scale=in_color_matrix=bt709:in_range=tv,format=rgb24"
        try run("SCENE -vf \(upright) -frames:v 1 @out", .mp4, output: "first.png")
        try run("SCENE -vf \(upright),select=eq(n\\,96) -frames:v 1 @out", .mp4, output: "last.png")
        try write(Array("1\n00:00:00,500 --> 00:00:01,500\nA lake\n".utf8), to: "lines.srt")
        try write(
            Array(
                "Look at the lake. The wind has gone, and the water lies still. Nobody is out there but the two of us, is there?\n"
                    .utf8), to: "speech.txt")
        for container in CorpusContainer.allCases {
            try run("SCENE SOUND VIDEO AUDIO @out", container, output: "base.\(container)")
        }
    }

    private static let hasEncoders: Bool = {
        let list = (try? MediaProgram("ffmpeg")?.run(["-hide_banner", "-encoders"]).output) ?? []
        let names = Set(String(decoding: list, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init))
        return names.isSuperset(of: ["libx264", "libx265", "libvpx-vp9", "libopus", "aac", "prores_ks", "flac"])
    }()

    private static func run(_ command: String, _ container: CorpusContainer, output: String) throws {
        let known = [
            "SCENE": "-i @scene.y4m", "SOUND": "-i @sound.wav", "VIDEO": container.video, "AUDIO": container.audio,
            "SUBTITLES": container.subtitles, "PICTURES": "-i @base.EXT",
            "SAME": "-map 0:v -map 1:a -c:v copy -movflags +faststart",
        ]
        let expanded = command.split(separator: " ").map { known[String($0)] ?? String($0) }.joined(separator: " ")
        var words = expanded.split(separator: " ").map { word -> String in
            var word = word.replacingOccurrences(of: "@out", with: "@\(output)")
                .replacingOccurrences(of: ".EXT", with: ".\(container)")
            for name in samples { word = word.replacingOccurrences(of: "@\(name)", with: file(name)) }
            return word.replacingOccurrences(of: "@", with: "\(folder)/")
        }
        if let tool = words.first, tool == "cat" || tool == "list", let target = words.last {
            let parts = try words.dropFirst().dropLast(2).map { path in
                tool == "cat" ? try Data(contentsOf: URL(fileURLWithPath: path)) : Data("file '\(path)'\n".utf8)
            }
            try Data(parts.joined()).write(to: URL(fileURLWithPath: target))
            return
        }
        words.insert(contentsOf: ["-threads", "1"], at: words.count - 1)
        guard let program = MediaProgram("ffmpeg") else { throw CorpusFailure("There is no ffmpeg.") }
        let result = try program.run(["-v", "error", "-nostdin", "-y"] + words)
        guard result.status == 0 else { throw CorpusFailure("\(command): \(result.errors)") }
    }
}

/// Why a file of the corpus could not be made.
struct CorpusFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
