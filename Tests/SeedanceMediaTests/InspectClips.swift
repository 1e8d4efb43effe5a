import Foundation
import TestSupport
import Testing

@testable import SeedanceMedia

/// A folder in which the `ffmpeg` program makes files when a test asks for them; the arguments are the manifest.
struct InspectClips {
    let folder: MediaTemporaryFolder

    static let areAvailable = MediaProgram.exists("ffmpeg") && MediaProgram.exists("ffprobe")
    /// The least work that gives H.264 with B-frames.
    static let h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-pix_fmt", "yuv420p"]
    static let vp9 = ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"]

    init() throws { folder = try MediaTemporaryFolder() }

    static func picture(_ seconds: Double, size: String = "320x180", rate: String = "24") -> [String] {
        ["-f", "lavfi", "-i", "testsrc2=size=\(size):rate=\(rate):duration=\(seconds)"]
    }

    static func sound(_ seconds: Double, rate: Int = 44_100) -> [String] {
        ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=\(rate):duration=\(seconds)"]
    }

    /// Gives the path. `@NAME` among the arguments is a file of the folder.
    @discardableResult
    func make(_ name: String, _ arguments: [String]) throws -> String {
        let result = try #require(MediaProgram("ffmpeg")).run(
            ["-v", "error", "-nostdin", "-y"] + arguments.map(resolved) + [folder.file(name)])
        try #require(result.status == 0, "\(result.errors)")
        return folder.file(name)
    }

    /// What the program writes to a pipe, where it cannot go back to fill in lengths.
    @discardableResult
    func pipe(_ name: String, _ arguments: [String]) throws -> String {
        let result = try #require(MediaProgram("ffmpeg")).run(
            ["-v", "error", "-nostdin"] + arguments.map(resolved) + ["-"])
        try #require(result.status == 0, "\(result.errors)")
        return try folder.write(result.output, to: name)
    }

    private func resolved(_ argument: String) -> String {
        argument.hasPrefix("@") ? folder.file(String(argument.dropFirst())) : argument
    }

    /// The first `share` of a file, under another name.
    func cut(_ name: String, _ share: Double, to other: String) throws -> String {
        let bytes = try folder.read(name)
        return try folder.write(Array(bytes.prefix(Int(Double(bytes.count) * share))), to: other)
    }

    func inspect(_ name: String) throws -> MediaReport {
        try MediaInspector().inspect(MediaSource(path: folder.file(name)))
    }
}

/// What `ffprobe` finds by reading all of a file's first video: our witness.
struct InspectWitness {
    struct Packet {
        let time: Double?
        let duration: Double
        let position: Int
        let size: Int
        let isDiscarded: Bool
    }

    /// Decoded, so that what an edit list hides is not among them.
    let frames: Int
    let packets: [Packet]

    init(_ path: String) throws {
        let result = try #require(MediaProgram("ffprobe")).run([
            "-v", "error", "-select_streams", "v:0", "-count_frames", "-show_entries", "stream=nb_read_frames",
            "-show_entries", "packet=pts_time,duration_time,flags,pos,size", "-of", "json", path,
        ])
        let json = try ProcessJSON(parsing: result.output)
        frames = try #require(json.string("streams[0].nb_read_frames").flatMap(Int.init))
        packets = json.elements("packets").map { packet in
            Packet(
                time: packet.string("pts_time").flatMap(Double.init),
                duration: packet.string("duration_time").flatMap(Double.init) ?? 0,
                position: packet.string("pos").flatMap(Int.init) ?? 0,
                size: packet.string("size").flatMap(Int.init) ?? 0,
                isDiscarded: packet.string("flags")?.contains("D") ?? false)
        }
    }

    /// From the beginning of the first packet that is shown to the end of the last one; nil where some have no times.
    var duration: Double? {
        let shown = packets.filter { !$0.isDiscarded }
        let begins = shown.compactMap(\.time)
        guard begins.count == shown.count, let first = begins.min() else { return nil }
        return shown.map { ($0.time ?? 0) + $0.duration }.max().map { $0 - first }
    }
}
