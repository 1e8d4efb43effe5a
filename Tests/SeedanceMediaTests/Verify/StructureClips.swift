import FFmpeg
import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Small files of several programs, and what they are once read.
struct StructureClips {
    let clips: InspectClips

    init() throws { clips = try InspectClips() }

    static let recipes: [String: [String]] = [
        "a.mp4": [], "first.mp4": ["-movflags", "+faststart"],
        "pieces.mp4": ["-g", "12", "-movflags", "+frag_keyframe+empty_moov"],
        "based.mp4": ["-g", "12", "-movflags", "+frag_keyframe+empty_moov+default_base_moof"],
        "dash.mp4": ["-g", "12", "-movflags", "+dash+global_sidx"], "a.mov": [],
        "pcm.mov": ["-c:a", "pcm_s16le"],
        "timecode.mov": ["-timecode", "01:00:00:00"], "a.webm": [], "live.webm": ["-live", "1"],
        "front.webm": ["-cues_to_front", "1"], "a.mkv": [],
    ]

    /// Three seconds of pictures and sound.
    @discardableResult
    func make(_ name: String, as recipe: String? = nil, seconds: Double = 3, _ more: [String] = []) throws -> [UInt8] {
        let codecs = name.hasSuffix(".webm") ? InspectClips.vp9 + ["-c:a", "libopus"] : InspectClips.h264
        let recipe = Self.recipes[recipe ?? name] ?? []
        try clips.make(
            name,
            InspectClips.picture(seconds) + InspectClips.sound(seconds) + codecs + recipe + more)
        return try clips.folder.read(name)
    }

    static func source(_ bytes: [UInt8]) -> ByteSource { ByteSource(bytes: bytes, deadline: .infinity) }

    static func read(_ bytes: [UInt8]) -> ContainerStructure? {
        ContainerStructure.read(source(bytes), format: SniffedFormat.sniff(bytes))
    }

    /// What a run would find, but for what is decoded.
    static func evidence(_ bytes: [UInt8], name: String = "out.mp4") throws -> Evidence {
        let format = SniffedFormat.sniff(bytes)
        var evidence = Evidence(file: FileEvidence(name: name, bytes: bytes.count, format: format))
        evidence.structure = read(bytes)
        let demuxer = try Demuxer.open(
            source(bytes), format: #require(format?.video).demuxer, looksInside: true, subject: name)
        let streams = demuxer.streams
        evidence.streams = StreamEvidence(
            all: streams, video: streams.firstIndex { $0.kind == .video },
            sound: streams.firstIndex { $0.kind == .audio })
        return evidence
    }
}

extension Check {
    /// With the check's own thresholds.
    func examine(_ evidence: Evidence, expecting expectation: VideoExpectation = VideoExpectation())
        -> CheckOutcome
    {
        examine(
            evidence,
            CheckContext(expectation: expectation, threshold: threshold, moreThresholds: moreThresholds))
    }
}

/// Seconds of work of this thread: what other tests do meanwhile does not count.
func workedSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// How many packets `ffprobe` finds by reading all of a file, by kind of stream.
func packetCounts(_ path: String) throws -> [String: Int64] {
    let result = try #require(MediaProgram("ffprobe")).run([
        "-v", "error", "-count_packets", "-show_entries", "stream=codec_type,nb_read_packets", "-of", "json", path,
    ])
    return try ProcessJSON(parsing: result.output).elements("streams").reduce(into: [:]) { counts, stream in
        guard let kind = stream.string("codec_type"), let count = stream.string("nb_read_packets") else { return }
        counts[kind] = Int64(count)
    }
}

extension [UInt8] {
    /// A box of ISO media.
    static func box(_ type: String, _ content: [UInt8]...) -> [UInt8] {
        let content = content.flatMap { $0 }
        return Crafted.cat(Crafted.big(content.count + 8, 4), Crafted.text(type), content)
    }

    /// An element of EBML, with a length of eight bytes.
    static func element(_ id: Int, _ content: [UInt8]...) -> [UInt8] {
        let content = content.flatMap { $0 }
        let length = id > 0xFF_FFFF ? 4 : id > 0xFFFF ? 3 : id > 0xFF ? 2 : 1
        return Crafted.cat(Crafted.big(id, length), [1], Crafted.big(content.count, 7), content)
    }
}
