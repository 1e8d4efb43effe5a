import Foundation
import TestSupport
import Testing

/// What people give a verifier although it is no video, or a video that no player would touch.
struct BadInput: Sendable, CustomTestStringConvertible {
    enum Outcome: Sendable {
        /// A report whose verdict is that the file fails; its message holds these words.
        case fails(String)
        /// A report of whatever verdict.
        case judged
        /// Either a report that fails or a named error.
        case refused
    }

    let name: String
    let outcome: Outcome
    /// Makes the file and gives its path.
    let make: @Sendable () throws -> String

    var testDescription: String { name }

    /// A file of these bytes.
    private init(_ name: String, _ outcome: Outcome, bytes: @escaping @Sendable () throws -> [UInt8]) {
        self.init(name: name, outcome: outcome) { try Corpus.write(try bytes(), to: "bad-\(name)") }
    }

    /// A file that commands make, and what is done to it then.
    private init(
        _ name: String, _ outcome: Outcome, _ commands: String...,
        patch: (@Sendable (CorpusFile) throws -> [UInt8])? = nil
    ) {
        self.init(name: name, outcome: outcome) {
            let container: CorpusContainer = name.hasSuffix("webm") ? .webm : name.hasSuffix("mov") ? .mov : .mp4
            let path = try Corpus.make("bad-\(name)", container, commands)
            if let patch { try Corpus.write(try patch(try CorpusFile(path, container)), to: "bad-\(name)") }
            return path
        }
    }

    private init(name: String, outcome: Outcome, make: @escaping @Sendable () throws -> String) {
        self.name = name
        self.outcome = outcome
        self.make = make
    }

    static let all: [BadInput] = texts + otherMedia + crafted

    private static let texts = [
        BadInput("web-page.mp4", .fails("404")) {
            Array("<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body></body></html>".utf8)
        },
        BadInput("error.mp4", .fails("insufficientCredits")) {
            Array(#"{"errors":[{"code":"insufficientCredits","message":"Add credits."}]}"#.utf8)
        },
        BadInput("text.mov", .refused) { Array("Not a video, sorry.\n".utf8) },
        BadInput("empty.mp4", .refused) { [] },
        BadInput("one-byte.mp4", .refused) { [0] },
        BadInput("one-letter.webm", .refused) { [0x1A] },
        BadInput("zeros.mp4", .refused) { [UInt8](repeating: 0, count: 10_000) },
        BadInput("noise.mp4", .refused) {
            var random = SplitMix64(seed: 9)
            return (0..<10_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        },
        BadInput("brand-alone.mp4", .refused) { MP4Surgery.box("ftyp", Array("isom\0\0\0\0isom".utf8)) },
        BadInput("head-alone.webm", .refused) { Array(try Corpus.whole(.webm).prefix(60)) },
    ]

    private static let otherMedia = [
        BadInput("picture.mp4", .fails("PNG"), "-i @first.png -f image2 -c:v png @out"),
        BadInput("photograph.mp4", .fails("JPEG"), "-i @first.png -f image2 -c:v mjpeg @out"),
        BadInput("sound.mp4", .refused, "SOUND -c:a aac -f ipod @out"),
        BadInput("sound-2.mp4", .refused, "SOUND -c:a libmp3lame -f mp3 @out"),
        BadInput("sound-3.mov", .refused, "SOUND -f wav @out"),
        BadInput("sound.webm", .refused, "SOUND AUDIO @out"),
        BadInput("matroska.mp4", .fails("Matroska"), "-i @base.mp4 -c copy -f matroska @out"),
        BadInput("avi.mp4", .fails("AVI"), "SCENE SOUND -c:v mpeg4 -c:a pcm_s16le -f avi @out"),
        BadInput("transport-stream.mp4", .fails("MPEG"), "-i @base.mp4 -c copy -f mpegts @out"),
        BadInput("animation.mp4", .fails("GIF"), "SCENE -vf scale=64:-2 -frames:v 10 -f gif @out"),
        BadInput("two-thousand-streams.mp4", .refused) { TransportStream.programs(2000) },
        BadInput(
            "encrypted.mp4", .refused,
            "-i @base.mp4 -c copy -encryption_scheme cenc-aes-ctr -encryption_key 76a6c65c5ea762046bd749a2e632ccbb "
                + "-encryption_kid a7e61c373e219033c21091fa607bf3b8 @out"),
    ]

    private static let crafted = [
        BadInput("unknown-codec.mp4", .refused, PlantedDefect.base) { file in
            var surgery = MP4Surgery(file.bytes)
            let description = try surgery.content("\(MP4Surgery.pictures)/stsd").lowerBound
            surgery.bytes.replaceSubrange(description + 12..<description + 16, with: "zzzz".utf8)
            return surgery.bytes
        },
        BadInput(
            "unknown-codec.webm", .refused, PlantedDefect.base,
            patch: WebMSurgery.change { file in
                typealias Element = WebMSurgery.Element
                let codecs = file.all(Element.segment, Element.tracks, Element.entry, Element.codec)
                let codec = try file.first(codecs.filter { file.bytes[$0.content.lowerBound] == 0x56 })
                file.bytes.replaceSubrange(codec.content, with: "V_ZZZ".utf8)
            }),
        BadInput("136-years.mp4", .judged, PlantedDefect.base, patch: MP4Surgery.durations(0xFFFF_FFFF)),
        BadInput("137-years.mp4", .judged, PlantedDefect.base, patch: MP4Surgery.durations(0xFFFF_FFFE)),
        BadInput(
            "endless.webm", .judged, PlantedDefect.base,
            patch: WebMSurgery.change { file in
                typealias Element = WebMSurgery.Element
                let duration = try file.first(file.all(Element.segment, Element.information, Element.duration))
                for index in duration.content { file.bytes[index] = 0xFF }
                file.bytes[duration.content.lowerBound] = 0x7F
            }),
        BadInput(
            "infinite.webm", .judged, PlantedDefect.base,
            patch: WebMSurgery.change { file in
                typealias Element = WebMSurgery.Element
                let duration = try file.first(file.all(Element.segment, Element.information, Element.duration))
                for index in duration.content { file.bytes[index] = 0 }
                file.bytes[duration.content.lowerBound] = 0x7F
                file.bytes[duration.content.lowerBound + 1] = 0xF0
            }),
        BadInput("thousand-tracks.mp4", .refused, "-i @base.mp4 -c copy @out") { file in
            let surgery = MP4Surgery(file.bytes)
            let movie = try surgery.content("moov")
            let track = try surgery.content("moov/trak#1")
            let copies = [[UInt8]](
                repeating: Array(file.bytes[track.lowerBound - 8..<track.upperBound]), count: 1000)
            return file.bytes[..<(movie.lowerBound - 8)]
                + MP4Surgery.box("moov", file.bytes[movie] + copies.flatMap { $0 })
        },
        BadInput("five-thousand-deep.mp4", .refused) {
            var boxes: [UInt8] = []
            for depth in 0..<5000 {
                boxes += MP4Surgery.big((5000 - depth) * 8)
                boxes += Array((depth == 0 ? "moov" : depth % 2 == 0 ? "udta" : "trak").utf8)
            }
            return MP4Surgery.box("ftyp", Array("isom\0\0\0\0isom".utf8)) + boxes
        },
        BadInput("deep-masters.webm", .refused) {
            // Each cluster or segment in the next, all of unknown length.
            let head = Array(try Corpus.whole(.webm).prefix(40))
            return head
                + (0..<5000).flatMap { _ in
                    [0x18, 0x53, 0x80, 0x67, 0x01, 255, 255, 255, 255, 255, 255, 255] as [UInt8]
                }
        },
        BadInput("no-size.mp4", .judged, PlantedDefect.base) { file in
            var surgery = MP4Surgery(file.bytes)
            surgery.set(try surgery.content("\(MP4Surgery.pictures)/stsd").lowerBound + 8 + 8 + 24, 0)
            let header = try surgery.content("moov/trak#0/tkhd").lowerBound
            surgery.set(header + 76, 0)
            surgery.set(header + 80, 0)
            return surgery.bytes
        },
        BadInput(
            "no-size.webm", .judged, PlantedDefect.base,
            patch: WebMSurgery.change { file in
                typealias Element = WebMSurgery.Element
                let video = file.all(Element.segment, Element.tracks, Element.entry, Element.video)
                for field in video.flatMap({ file.elements(in: $0.content) })
                where [Element.width, Element.height].contains(field.id) {
                    file.set(field.content, to: 0)
                }
            }),
        BadInput("no-timescale.mp4", .refused, PlantedDefect.base) { file in
            var surgery = MP4Surgery(file.bytes)
            surgery.set(try surgery.content("moov/mvhd").lowerBound + 12, 0)
            surgery.set(try surgery.content("moov/trak#0/mdia/mdhd").lowerBound + 12, 0)
            return surgery.bytes
        },
        BadInput(
            "billions-of-samples.mp4", .refused, PlantedDefect.base,
            patch: MP4Surgery.number("\(MP4Surgery.pictures)/stts", at: 4) { _ in 0xFFFF_FFFF }),
        BadInput(
            "billions-of-lengths.mp4", .refused, PlantedDefect.base,
            patch: MP4Surgery.number("\(MP4Surgery.pictures)/stsz", at: 8) { _ in 0xFFFF_FFFF }),
        BadInput(
            "enormous-durations.mp4", .refused, PlantedDefect.base,
            patch: MP4Surgery.number("\(MP4Surgery.pictures)/stts", at: 12) { _ in 0x7FFF_FFFF }),
    ]
}

extension Corpus {
    /// The file without a defect.
    static func whole(_ container: CorpusContainer) throws -> [UInt8] {
        _ = try make("whole-\(container)", container, ["cat @base.EXT | @out"])
        return try bytes("base.\(container)")
    }
}

/// A transport stream that announces more programs than anybody needs.
///
/// Source: ISO/IEC 13818-1, 2.4.3.2, 2.4.4.3 and annex A (the checksum).
enum TransportStream {
    static func programs(_ count: Int) -> [UInt8] {
        var packets: [UInt8] = []
        let sections = stride(from: 0, to: count, by: 40).map { Array($0..<min(count, $0 + 40)) }
        for (number, section) in sections.enumerated() {
            let programs = section.flatMap { [UInt8(($0 + 1) >> 8), UInt8(($0 + 1) & 255)] + pid($0 + 32) }
            packets += packet(
                0, number,
                table(0x00, [0, 1, 0xC1, UInt8(number), UInt8(sections.count - 1)] + programs))
        }
        for program in 0..<count {
            // One stream of H.264 for each program, with an identifier of its own.
            let map: [UInt8] = [
                UInt8((program + 1) >> 8), UInt8((program + 1) & 255), 0xC1, 0, 0, 0xE1, 0, 0xF0, 0, 0x1B,
            ]
            packets += packet(program + 32, 0, table(0x02, map + pid(program + 2100) + [0xF0, 0]))
        }
        return packets + packets
    }

    private static func pid(_ pid: Int) -> [UInt8] { [0xE0 | UInt8(pid >> 8), UInt8(pid & 255)] }

    private static func table(_ kind: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 4
        let table = [kind, 0xB0 | UInt8(length >> 8), UInt8(length & 255)] + content
        var checksum: UInt32 = 0xFFFF_FFFF
        for byte in table {
            checksum ^= UInt32(byte) << 24
            for _ in 0..<8 { checksum = checksum << 1 ^ (checksum >> 31 == 1 ? 0x04C1_1DB7 : 0) }
        }
        return table + (0..<4).map { UInt8(checksum >> (24 - 8 * $0) & 255) }
    }

    private static func packet(_ pid: Int, _ counter: Int, _ section: [UInt8]) -> [UInt8] {
        let packet = [0x47, 0x40 | UInt8(pid >> 8), UInt8(pid & 255), 0x10 | UInt8(counter & 15), 0] + section
        return packet + [UInt8](repeating: 0xFF, count: 188 - packet.count)
    }
}
