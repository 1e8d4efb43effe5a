import Foundation
import Synchronization
import TestSupport
import Testing

/// Whether both programs that these tests ask are there.
let hasFrameWitness = MediaProgram.exists("ffmpeg") && MediaProgram.exists("ffprobe")

/// What the `ffmpeg` and `ffprobe` programs find in a video when they decode all of it.
struct FrameWitness: Sendable {
    let width: Int
    let height: Int
    let format: String
    /// When each picture is shown, in seconds on the container's own clock.
    let times: [Double?]
    /// When the file begins on that clock.
    let start: Double
    let first: [UInt8]
    let last: [UInt8]
    private let hashes: [Int]
    /// Every picture's samples, if they were to be kept.
    let pictures: [[UInt8]]

    var count: Int { hashes.count }

    /// Enough for streams that begin late: `-analyzeduration 60M -probesize 100M`.
    private static let patience = ["-analyzeduration", "60M", "-probesize", "100M"]

    /// ```
    /// ffmpeg -v error PATIENCE -noautorotate [-c:v DECODER] -i FILE -map 0:v:N -fps_mode passthrough -f rawvideo -
    /// ffprobe -v error PATIENCE -select_streams v:N -show_entries
    ///     stream=width,height,pix_fmt:frame=pts_time,width,height,pix_fmt:format=start_time -of json FILE
    /// ```
    init(_ path: String, stream: Int = 0, decoder: (name: String, format: String)? = nil, keepsAll: Bool = false) throws
    {
        guard let probe = MediaProgram("ffprobe") else { throw FrameFailure("There is no ffprobe.") }
        let entries = "stream=width,height,pix_fmt:frame=pts_time,width,height,pix_fmt:format=start_time"
        let found = try probe.run(
            ["-v", "error"] + FrameWitness.patience + [
                "-select_streams", "v:\(stream)", "-show_entries", entries, "-of", "json", path,
            ])
        let json = try ProcessJSON(parsing: found.output)
        let frames = json.elements("frames")
        guard let last = frames.last, let width = last.int("width"), let height = last.int("height"),
            let format = last.string("pix_fmt")
        else { throw FrameFailure("ffprobe finds no picture in \(path): \(found.errors)") }
        (self.width, self.height, self.format) = (width, height, decoder?.format ?? format)
        times = frames.map { $0.string("pts_time").flatMap(Double.init) }
        start = json.string("format.start_time").flatMap(Double.init) ?? 0

        let pictures = try FrameWitness.decode(path, stream: stream, decoder: decoder?.name, count: frames.count)
        self.pictures = keepsAll ? pictures : []
        hashes = pictures.map(\.hashValue)
        first = pictures.first ?? []
        self.last = pictures.last ?? []
    }

    /// All pictures' visible samples, plane after plane without gaps, as a decode of the whole file gives them.
    ///
    /// - Parameter count: how many the decode must give.
    private static func decode(
        _ path: String, stream: Int, decoder: String?, count: Int
    ) throws -> [[UInt8]] {
        guard let program = MediaProgram("ffmpeg") else { throw FrameFailure("There is no ffmpeg.") }
        let result = try program.run(
            ["-v", "error", "-nostdin", "-noautorotate"] + patience + (decoder.map { ["-c:v", $0] } ?? [])
                + ["-i", path, "-map", "0:v:\(stream)", "-fps_mode", "passthrough", "-f", "rawvideo", "-"])
        guard count > 0, !result.output.isEmpty, result.output.count % count == 0 else {
            throw FrameFailure("\(path): \(result.output.count) bytes are not \(count) pictures. \(result.errors)")
        }
        let size = result.output.count / count
        return (0..<count).map { Array(result.output[$0 * size..<($0 + 1) * size]) }
    }

    /// Which of the pictures these samples are; for messages.
    func name(of samples: [UInt8]) -> String {
        let numbers = hashes.indices.filter { hashes[$0] == samples.hashValue }
        return "picture \(numbers.map { String($0 + 1) }.joined(separator: ", ")) of \(count)"
    }

    /// Whether the first and the last picture are like no other, so that a wrong one cannot pass.
    var tellsApart: Bool {
        count == 1
            || (!hashes.dropFirst().contains { $0 == hashes.first }
                && !hashes.dropLast().contains { $0 == hashes.last })
    }
}

/// A fixture that was made, and what the witness says of it; both only once for all tests.
struct FrameVideo: Sendable {
    let path: String
    let witness: FrameWitness
    private let folder: MediaTemporaryFolder

    private init(_ fixture: FrameFixture) throws {
        folder = try MediaTemporaryFolder()
        path = try fixture.make(in: folder)
        witness = try FrameWitness(path, stream: fixture.stream, decoder: fixture.decoder)
    }

    private final class Once: Sendable { let result = Mutex<Result<FrameVideo, any Error>?>(nil) }
    private static let all = Mutex<[String: Once]>([:])

    /// **Throws**: what went wrong with the programs; a test without one of their encoders is skipped.
    static func of(_ fixture: FrameFixture) throws -> FrameVideo {
        if let encoder = fixture.missingEncoder { try Test.cancel("this build of ffmpeg has no \(encoder)") }
        let once = all.withLock { all in
            let once = all[fixture.identity] ?? Once()
            all[fixture.identity] = once
            return once
        }
        return try once.result.withLock { result in
            let made = result ?? Result { try FrameVideo(fixture) }
            result = made
            return made
        }.get()
    }
}
