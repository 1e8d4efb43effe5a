import Foundation
import TestSupport
import Testing

/// A small video that the `ffmpeg` program makes when a test asks for it: the commands are the manifest.
///
/// What the commands' words mean, before they are split at spaces:
/// - `VIDEO(s)`: `s` seconds of a picture that says its number, 128x72, 25 a second, no two alike.
/// - `AUDIO(s)`: `s` seconds of a tone.
/// - `@name`: a file of that name in the fixture's own folder; `@out` is the fixture itself.
/// - `$quiet`: what keeps libx265 to one core and silent.
/// - `command | @name`: what the program writes to a pipe, where it cannot go back to fill in lengths.
/// - `cat @a @b | @name`: one file behind the other.
///
/// Each is preceded by `ffmpeg -v error -nostdin -y`, and `-threads 1` stands before the name of the output.
struct FrameFixture: Sendable, CustomTestStringConvertible {
    /// Also the file's name.
    let name: String
    let commands: [String]
    /// Which of the file's video streams is shown, counted from zero.
    var stream = 0
    /// The decoder that the witness has to use, where it would choose one that reads less, and what that one gives.
    var decoder: (name: String, format: String)?
    /// Whether the container's tables have one entry for each picture.
    var isCounted = true
    /// Whether the pictures' times and numbers are given by the container.
    var isTimed = true
    /// Whether the first or the last picture is there more than once.
    var repeats = false
    /// Files that no encoder at hand writes.
    var parts: [String: @Sendable () -> [UInt8]] = [:]
    /// What is done to the file in the end.
    var patch: (@Sendable ([UInt8]) throws -> [UInt8])?

    init(
        _ name: String, _ commands: String..., stream: Int = 0, decoder: (name: String, format: String)? = nil,
        isCounted: Bool = true, isTimed: Bool = true, repeats: Bool = false,
        parts: [String: @Sendable () -> [UInt8]] = [:], patch: (@Sendable ([UInt8]) throws -> [UInt8])? = nil
    ) {
        self.name = name
        self.commands = commands
        self.stream = stream
        self.decoder = decoder
        self.isCounted = isCounted
        self.isTimed = isTimed
        self.repeats = repeats
        self.parts = parts
        self.patch = patch
    }

    var testDescription: String { name }

    /// What tells it from the fixtures of other tests.
    var identity: String { "\(name): \(commands)" }

    /// MP4 and MOV, whose tables list every picture.
    var hasSampleTable: Bool { isCounted && [".mp4", ".mov"].contains { name.hasSuffix($0) } }

    /// The encoder that this build of the `ffmpeg` program lacks; nil when it has all.
    var missingEncoder: String? {
        commands.flatMap { FrameFixture.words($0) }.first { word in
            word.hasPrefix("lib") && !FrameFixture.encoders.contains(word)
        }
    }

    private static let encoders: Set<String> = {
        guard let list = try? MediaProgram("ffmpeg")?.run(["-hide_banner", "-encoders"]).output else { return [] }
        return Set(String(decoding: list, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init))
    }()

    private static func words(_ command: String) -> [String] { command.split(separator: " ").map(String.init) }

    /// Makes the file in `folder` and gives its path. **Throws**: what the program says when it fails.
    func make(in folder: MediaTemporaryFolder) throws -> String {
        for (name, bytes) in parts { try folder.write(bytes(), to: name) }
        for command in commands { try FrameFixture.run(command, in: folder, output: name) }
        if let patch { try folder.write(try patch(try folder.read(name)), to: name) }
        return folder.file(name)
    }

    private static func run(_ command: String, in folder: MediaTemporaryFolder, output: String) throws {
        var words = words(command).flatMap { word -> [String] in
            if let seconds = seconds("VIDEO", word) {
                return ["-f", "lavfi", "-i", "testsrc2=size=128x72:rate=25:duration=\(seconds)"]
            }
            if let seconds = seconds("AUDIO", word) { return ["-f", "lavfi", "-i", "sine=duration=\(seconds)"] }
            let names = word.replacingOccurrences(of: "@out", with: "@\(output)")
            return [
                names.replacingOccurrences(of: "@", with: "\(folder.path)/")
                    .replacingOccurrences(of: "$quiet", with: "pools=none:frame-threads=1:log-level=none")
            ]
        }
        var piped: String?
        if words.count > 2, words[words.count - 2] == "|" {
            piped = words.removeLast()
            words.removeLast()
        }
        if words.first == "cat", let piped {
            let joined = try words.dropFirst().map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
            try Data(joined.joined()).write(to: URL(fileURLWithPath: piped))
            return
        }
        words.insert(contentsOf: ["-threads", "1"], at: words.count - 1)
        guard let program = MediaProgram("ffmpeg") else { throw FrameFailure("There is no ffmpeg.") }
        let result = try program.run(["-v", "error", "-nostdin", "-y"] + words)
        guard result.status == 0 else { throw FrameFailure("\(command): \(result.errors)") }
        if let piped { try Data(result.output).write(to: URL(fileURLWithPath: piped)) }
    }

    private static func seconds(_ source: String, _ word: String) -> String? {
        guard word.hasPrefix("\(source)("), word.hasSuffix(")") else { return nil }
        return String(word.dropFirst(source.count + 1).dropLast())
    }
}

/// Why a fixture could not be made or a witness could not be asked.
struct FrameFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
