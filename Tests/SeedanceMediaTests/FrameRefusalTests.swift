import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Files that give no picture, each with its reason, and files whose headers are not to be believed.
@Suite(.enabled(if: hasFrameWitness, "ffmpeg or ffprobe is not installed"))
struct FrameRefusalTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let fixture: FrameFixture
        let code: MediaError.Code

        init(_ code: MediaError.Code, _ fixture: FrameFixture) { (self.fixture, self.code) = (fixture, code) }

        var testDescription: String { fixture.name }
    }

    static let refusals: [Refusal] = [
        Refusal(.noVideo, FrameFixture("sound.mp4", "AUDIO(1) -c:a aac @out")),
        Refusal(.noVideo, FrameFixture("sound.webm", "AUDIO(1) -c:a libopus @out")),
        Refusal(.noVideo, FrameFixture("sound.mkv", "AUDIO(1) -c:a flac @out")),
        Refusal(.noVideo, FrameFixture("sound.ts", "AUDIO(1) -c:a aac @out")),
        Refusal(.noVideo, FrameFixture("sound.avi", "AUDIO(1) -c:a mp3 @out")),
        Refusal(
            .noVideo,
            FrameFixture(
                "sound-with-cover.mp4", "VIDEO(1) -frames:v 1 @cover.png",
                "AUDIO(1) -i @cover.png -map 0 -map 1 -c:a aac -c:v copy -disposition:v:0 attached_pic @out")),
        Refusal(.notAVideo, FrameFixture("picture.png", "VIDEO(1) -frames:v 1 @out")),
        Refusal(.notAVideo, FrameFixture("picture.jpg", "VIDEO(1) -frames:v 1 @out")),
        Refusal(.notAVideo, FrameFixture("picture.webp", "VIDEO(1) -frames:v 1 -c:v libwebp @out")),
        Refusal(.notAVideo, FrameFixture("picture-called.mp4", "VIDEO(1) -frames:v 1 -f image2 -c:v png @out")),
        Refusal(.notAVideo, FrameFixture("animation.gif", "VIDEO(1) @out")),
        Refusal(.notAVideo, FrameFixture("sound.wav", "AUDIO(1) @out")),
        Refusal(
            .notAVideo,
            FrameFixture("text.mp4", "cat @t | @out", parts: ["t": { Array("<html>Not found</html>".utf8) }])),
        Refusal(.empty, FrameFixture("nothing.mp4", "cat @t | @out", parts: ["t": { [] }])),
        Refusal(
            .encrypted,
            FrameFixture(
                "encrypted.mp4",
                "VIDEO(1) -c:v libx264 -encryption_scheme cenc-aes-ctr -encryption_key 76a6c65c5ea762046bd749a2e632ccbb -encryption_kid a7e61c373e219033c21091fa607bf3b8 @out"
            )),
        Refusal(
            .encrypted,
            FrameFixture(
                "encrypted-hevc-fragments.mp4",
                "VIDEO(1) -c:v libx265 -x265-params $quiet @in.mp4",
                "-i @in.mp4 -c copy -movflags empty_moov+frag_keyframe -encryption_scheme cenc-aes-ctr -encryption_key 76a6c65c5ea762046bd749a2e632ccbb -encryption_kid a7e61c373e219033c21091fa607bf3b8 @out"
            )),
        Refusal(.unsupportedCodec, FrameFixture("snow.avi", "VIDEO(0.4) -c:v snow -strict -2 @out")),
        Refusal(.unsupportedCodec, FrameFixture("svq1.mov", "VIDEO(0.4) -c:v svq1 @out")),
        Refusal(.unsupportedCodec, FrameFixture("magicyuv.mkv", "VIDEO(0.4) -c:v magicyuv @out")),
        Refusal(
            .unsupportedCodec,
            FrameFixture(
                "fourcc.mp4", "VIDEO(0.4) -c:v libx264 @out",
                patch: { try $0.renaming("avc1", to: "xyz1", after: "stsd") })),
        Refusal(
            .unsupportedCodec,
            FrameFixture(
                "fourcc.avi", "VIDEO(0.4) -c:v mpeg4 @out",
                patch: { try $0.renaming("FMP4", to: "XYZ1").renaming("FMP4", to: "XYZ1") })),
        Refusal(
            .unsupportedCodec,
            FrameFixture(
                "codec-id.mkv", "VIDEO(0.4) -c:v libx264 -write_crc32 0 @out",
                patch: { try $0.renaming("V_MPEG4/ISO/AVC", to: "V_MPEG9/ISO/XYZ") })),
        Refusal(
            .damaged,
            FrameFixture("times-too-long.mp4", "VIDEO(1) -c:v libx264 @out", patch: { try lengthenTable($0, "stts") })),
        Refusal(
            .damaged,
            FrameFixture("chunks-too-long.mp4", "VIDEO(1) -c:v libx264 @out", patch: { try lengthenTable($0, "stco") })),
        Refusal(
            .noFrame,
            FrameFixture(
                "zeros.mp4", "VIDEO(1) -c:v libx264 @out",
                patch: { bytes in
                    let size = try MP4Boxes.content(bytes, ["mdat"]).count
                    return try MP4Boxes.replacing(bytes, ["mdat"], [UInt8](repeating: 0, count: size))
                })),
        Refusal(
            .noFrame,
            FrameFixture(
                "noise.mp4", "VIDEO(1) -c:v libx264 -bf 0 @out",
                patch: { bytes in
                    let size = try MP4Boxes.content(bytes, ["mdat"]).count
                    var random = SplitMix64(seed: 5)
                    return try MP4Boxes.replacing(
                        bytes, ["mdat"], (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) })
                })),
        Refusal(.noFrame, FrameFixture("zeros.mkv", "VIDEO(1) -c:v libvpx-vp9 -cpu-used 5 @out", patch: zeroPackets)),
        Refusal(.noFrame, FrameFixture("zeros.avi", "VIDEO(1) -c:v mpeg4 @out", patch: zeroPackets)),
        Refusal(
            .noFrame,
            FrameFixture(
                "without-pictures.mp4",
                "VIDEO(1) AUDIO(1) -c:v libx264 -c:a aac -movflags frag_keyframe+empty_moov+delay_moov @out",
                patch: { Array($0[..<(try #require($0.position(of: "moof")) - 4)]) })),
    ]

    /// A table that says it has two billion entries.
    @Sendable private static func lengthenTable(_ bytes: [UInt8], _ name: String) throws -> [UInt8] {
        bytes.replacing([0x7F, 0xFF, 0xFF, 0xFF], at: try #require(bytes.position(of: name)) + 8)
    }

    /// Zeros in place of all chunks and blocks that are larger than a header.
    @Sendable private static func zeroPackets(_ bytes: [UInt8]) throws -> [UInt8] {
        let folder = try MediaTemporaryFolder()
        let path = try folder.write(bytes, to: "in")
        var result = bytes
        for packet in try FrameOriginal.packets(path) {
            // Matroska's position is that of the block, whose header takes up to eight bytes.
            let begin = packet.position + 8
            for place in begin..<min(bytes.count, packet.position + packet.size) { result[place] = 0 }
        }
        return result
    }

    @Test(arguments: refusals)
    func `what gives no picture is refused by its reason`(refusal: Refusal) throws {
        if let encoder = refusal.fixture.missingEncoder { try Test.cancel("this build of ffmpeg has no \(encoder)") }
        let folder = try MediaTemporaryFolder()
        let path = try refusal.fixture.make(in: folder)
        for position in [FramePosition.first, .last] {
            let error = FrameTaken.error(position, of: path)
            #expect(error?.code == refusal.code, "\(position): \(error?.description ?? "a picture")")
            #expect(error?.input == path)
        }
    }

    @Test func `what is no file at all is refused by its reason`() throws {
        let folder = try MediaTemporaryFolder()
        #expect(FrameTaken.error(.last, of: folder.path)?.code == .notAFile)
        #expect(FrameTaken.error(.last, of: folder.file("none.mp4"))?.code == .notFound)
    }

    @Test(arguments: FrameDamageTests.files)
    func `time that is up ends it at once`(fixture: FrameFixture) throws {
        let video = try FrameVideo.of(fixture)
        var limits = Limits.standard
        limits.seconds = 0.000001
        let time = ProcessorTime.measure {
            for position in [FramePosition.first, .last] {
                #expect(FrameTaken.error(position, of: video.path, limits: limits)?.code == .timeout)
            }
        }
        #expect(time < .seconds(1))
    }

    @Test(arguments: FrameDamageTests.files)
    func `a picture larger than the limit is refused`(fixture: FrameFixture) throws {
        let video = try FrameVideo.of(fixture)
        var limits = Limits.standard
        limits.pixels = 128 * 72 - 1
        for position in [FramePosition.first, .last] {
            #expect(FrameTaken.error(position, of: video.path, limits: limits)?.code == .limitExceeded)
        }
    }

    /// Each with what is wrong in its header; the pictures are all there.
    static let liars: [FrameFixture] = [
        FrameFixture("too-few.mkv", "VIDEO(2) -c:v libx264 -g 25 -metadata:s:v NUMBER_OF_FRAMES=3 @out"),
        FrameFixture("too-many.mkv", "VIDEO(2) -c:v libx264 -g 25 -metadata:s:v NUMBER_OF_FRAMES=3000 @out"),
        FrameFixture("too-few.avi", "VIDEO(2) -c:v mpeg4 -g 25 @out", isTimed: false, patch: { try frames($0, 3) }),
        FrameFixture("too-many.avi", "VIDEO(2) -c:v mpeg4 -g 25 @out", isTimed: false, patch: { try frames($0, 3000) }),
        FrameFixture("longer.mp4", "VIDEO(2) -c:v libx264 -g 25 @out", patch: { try duration($0, times: 10) }),
        FrameFixture("shorter.mp4", "VIDEO(2) -c:v libx264 -g 25 @out", patch: { try duration($0, times: 0) }),
    ]

    /// Source: AVI RIFF File Reference, `avih` (dwTotalFrames) and `strh` (dwLength).
    private static func frames(_ bytes: [UInt8], _ count: Int) throws -> [UInt8] {
        let (main, stream) = (try #require(bytes.position(of: "avih")), try #require(bytes.position(of: "strh")))
        return bytes.replacing(Crafted.little(count, 4), at: main + 8 + 16)
            .replacing(Crafted.little(count, 4), at: stream + 8 + 32)
    }

    /// Movie, track and media say something else than the table of samples does.
    private static func duration(_ bytes: [UInt8], times factor: Int) throws -> [UInt8] {
        var result = bytes
        for (path, at) in [
            (["moov", "mvhd"], 16), (["moov", "trak", "tkhd"], 20), (["moov", "trak", "mdia", "mdhd"], 16),
        ] {
            let place = try #require(try MP4Boxes.positions(bytes, path).last) + 8 + at
            result = result.replacing(Crafted.big(bytes.number(at: place) * factor, 4), at: place)
        }
        return result
    }

    @Test(arguments: liars)
    func `a header that lies about the length does not move the last picture`(fixture: FrameFixture) throws {
        let video = try FrameVideo.of(fixture)
        try #require(video.witness.count == 50 && video.witness.tellsApart)
        let taken = try FrameTaken.take(.last, of: video.path)
        #expect(taken.samples == video.witness.last, "\(video.witness.name(of: taken.samples))")
    }

    /// Without its list of key frames every picture counts as one, and one cannot begin at most of them.
    @Test(arguments: ["libx264 -bf 2", "mpeg4", "libvpx-vp9 -cpu-used 5", "libx265 -x265-params $quiet"])
    func `a list of key frames that lies gives no wrong picture in silence`(codec: String) throws {
        let fixture = FrameFixture(
            "all-key-\(codec.prefix(7)).mp4", "VIDEO(2) -c:v \(codec) -g 250 @out",
            patch: { try $0.renaming("stss", to: "free") })
        let video = try FrameVideo.of(fixture)
        let taken = try FrameTaken.take(.last, of: video.path)
        let isRight = taken.samples == video.witness.last
        #expect(isRight || !taken.warnings.isEmpty, "\(video.witness.name(of: taken.samples))")
    }

    @Test func `a size that changes midway is told`() throws {
        let folder = try MediaTemporaryFolder()
        let small = FrameFixture("small.ts", "VIDEO(1) -c:v libx264 -g 12 @out")
        let large = FrameFixture("large.ts", "VIDEO(1) -s 160x96 -c:v libx264 -g 12 -output_ts_offset 1 @out")
        let paths = (try small.make(in: folder), try large.make(in: folder))
        let both = try folder.write(try folder.read("small.ts") + folder.read("large.ts"), to: "both.ts")
        let (first, last) = (try FrameTaken.take(.first, of: both), try FrameTaken.take(.last, of: both))
        let witnesses = (try FrameWitness(paths.0), try FrameWitness(paths.1))
        #expect(first.samples == witnesses.0.first && first.width == 128 && first.height == 72)
        #expect(last.samples == witnesses.1.last && last.width == 160 && last.height == 96)
        #expect(last.warnings.map(\.code) == [.sizeChanges])
    }

    @Test(arguments: ["libx264 -bf 2 -g 12", "mpeg2video -bf 2 -g 12"])
    func `a clock that starts again does not move the last picture`(codec: String) throws {
        let folder = try MediaTemporaryFolder()
        let long = FrameFixture("long.ts", "VIDEO(2) -c:v \(codec) @out")
        let short = FrameFixture("short.ts", "VIDEO(1) -vf negate -c:v \(codec) @out")
        _ = try long.make(in: folder)
        let path = try short.make(in: folder)
        let both = try folder.write(try folder.read("long.ts") + folder.read("short.ts"), to: "both.ts")
        let (taken, witness) = (try FrameTaken.take(.last, of: both), try FrameWitness(path))
        try #require(try FrameWitness(both).last == witness.last)
        #expect(taken.samples == witness.last, "\(taken.time ?? -1) s")
    }
}
