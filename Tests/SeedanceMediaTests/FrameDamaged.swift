import Foundation
import Synchronization
import TestSupport
import Testing

/// A whole video with all that a full decode of it gives, to compare damaged copies of it with.
struct FrameOriginal: Sendable {
    let path: String
    let bytes: [UInt8]
    /// When each picture is shown, relative to what the reader calls the beginning; nil where the container says nothing.
    let times: [Double?]
    let pictures: [[UInt8]]
    /// Where the packets of the video stand, in the order of decoding.
    let packets: [(position: Int, size: Int, isKeyFrame: Bool)]
    private let folder: MediaTemporaryFolder

    private init(_ fixture: FrameFixture) throws {
        if let encoder = fixture.missingEncoder { try Test.cancel("this build of ffmpeg has no \(encoder)") }
        folder = try MediaTemporaryFolder()
        path = try fixture.make(in: folder)
        bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        let witness = try FrameWitness(path, keepsAll: true)
        let start = fixture.name.hasSuffix("ts") ? witness.start : 0
        times = witness.times.map { time in fixture.isTimed ? time.map { $0 - start } : nil }
        pictures = witness.pictures
        packets = try FrameOriginal.packets(path)
    }

    private final class Once: Sendable { let result = Mutex<Result<FrameOriginal, any Error>?>(nil) }
    private static let all = Mutex<[String: Once]>([:])

    /// Made only once for all tests.
    static func of(_ fixture: FrameFixture) throws -> FrameOriginal {
        let once = all.withLock { all in
            let once = all[fixture.identity] ?? Once()
            all[fixture.identity] = once
            return once
        }
        return try once.result.withLock { result in
            let made = result ?? Result { try FrameOriginal(fixture) }
            result = made
            return made
        }.get()
    }

    /// `ffprobe -v error -select_streams v:0 -show_entries packet=pos,size,flags -of json FILE`
    static func packets(_ path: String) throws -> [(position: Int, size: Int, isKeyFrame: Bool)] {
        guard let probe = MediaProgram("ffprobe") else { throw FrameFailure("There is no ffprobe.") }
        let found = try probe.run([
            "-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pos,size,flags", "-of", "json", path,
        ])
        return try ProcessJSON(parsing: found.output).elements("packets").compactMap { packet in
            guard let position = packet.string("pos").flatMap(Int.init),
                let size = packet.string("size").flatMap(Int.init)
            else { return nil }
            return (position, size, packet.string("flags")?.hasPrefix("K") ?? false)
        }
    }

    /// The packets' bytes in the file; of a transport stream, where they lie in pieces, what lies from the first piece
    /// of the first one on.
    func bytes(of packets: ArraySlice<(position: Int, size: Int, isKeyFrame: Bool)>) -> Range<Int> {
        guard let first = packets.first, let last = packets.last else { return 0..<0 }
        if path.hasSuffix("ts") {
            return first
                .position..<(packets.endIndex < self.packets.count
                ? self.packets[packets.endIndex].position : bytes.count)
        }
        return first.position..<min(bytes.count, last.position + last.size)
    }

    /// The packets from the last key frame on.
    var lastGroup: ArraySlice<(position: Int, size: Int, isKeyFrame: Bool)> {
        packets[(packets.lastIndex { $0.isKeyFrame } ?? 0)...]
    }

    /// Which picture of the whole file these samples are; nil when it has none like it.
    func number(of samples: [UInt8]) -> Int? { pictures.lastIndex(of: samples) }

    /// Writes a changed copy and gives its path.
    func write(_ bytes: [UInt8]) throws -> String {
        let name = "\(UUID().uuidString).\(path.split(separator: ".").last ?? "")"
        return try folder.write(bytes, to: name)
    }

    /// The last picture of a cut or damaged copy that is what it was in the whole file, by its number there, as the
    /// witness decodes the copy; nil when there is none.
    func lastIntact(in copy: String, isTimed: Bool) throws -> Int? {
        guard let witness = try? FrameWitness(copy, keepsAll: true) else { return nil }
        let decoded = witness.pictures
        let begin = isTimed ? witness.times.first.flatMap(\.self) ?? 0 : 0
        let wholeBegin = times.first.flatMap(\.self) ?? 0
        return decoded.indices.compactMap { index -> Int? in
            guard isTimed else {
                return pictures.indices.contains(index) && pictures[index] == decoded[index] ? index : nil
            }
            guard let time = witness.times[index] else { return nil }
            return pictures.indices.first { number in
                abs((times[number] ?? -1e9) - wholeBegin - (time - begin)) < 0.002 && pictures[number] == decoded[index]
            }
        }.max()
    }

    /// Whether the witness, told to be strict, says anything at all about a file.
    ///
    /// `ffmpeg -v error -err_detect crccheck+bitstream+buffer+explode -i FILE -map 0:v:0 -f null -`
    static func complaints(about path: String) throws -> String {
        guard let program = MediaProgram("ffmpeg") else { throw FrameFailure("There is no ffmpeg.") }
        return try program.run([
            "-v", "error", "-nostdin", "-err_detect", "crccheck+bitstream+buffer+explode", "-i", path, "-map", "0:v:0",
            "-f", "null", "-",
        ]).errors
    }
}
