import Foundation
import TestSupport

/// A whole file of the corpus, for those who damage it byte by byte.
struct CorpusFile: Sendable {
    let path: String
    let container: CorpusContainer
    let bytes: [UInt8]

    init(_ path: String, _ container: CorpusContainer) throws {
        self.path = path
        self.container = container
        bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Where the packets of one stream stand, in the order of the file.
    ///
    /// `ffprobe -v error -select_streams v:0 -show_entries packet=pos,size FILE`. In WebM the position is that of the
    /// block's content: the number of the track, a time and flags, four bytes in all, and then the frame.
    func packets(_ stream: String) throws -> [Range<Int>] {
        guard let probe = MediaProgram("ffprobe") else { throw CorpusFailure("There is no ffprobe.") }
        let found = try probe.run([
            "-v", "error", "-select_streams", stream, "-show_entries", "packet=pos,size", "-of", "json", path,
        ])
        return try ProcessJSON(parsing: found.output).elements("packets").compactMap { packet in
            guard var position = packet.string("pos").flatMap(Int.init),
                let size = packet.string("size").flatMap(Int.init)
            else { return nil }
            if container == .webm { position += 4 }
            guard position + size <= bytes.count else { throw CorpusFailure("\(path): a packet lies outside.") }
            return position..<position + size
        }
    }

    /// The bytes with so many pictures taken out, none of which another one refers to, that their samples stay.
    func withoutPictures(_ count: Int) throws -> [UInt8] {
        let packets = try packets("v:0").dropFirst(10).filter { $0.count > 8 && bytes[$0.lowerBound + 4] & 0x60 == 0 }
        guard packets.count >= count else { throw CorpusFailure("\(path): every picture is referred to.") }
        var result = bytes
        for packet in packets.prefix(count) { Damage.fill(&result[packet]) }
        return result
    }

    /// The bytes with those of the packets with these numbers exchanged.
    func changing(
        _ stream: String, _ numbers: ClosedRange<Int>, _ change: (inout ArraySlice<UInt8>) -> Void
    ) throws -> [UInt8] {
        let packets = try packets(stream)
        guard packets.indices.contains(numbers.upperBound) else { throw CorpusFailure("\(path): too few packets.") }
        var result = bytes
        for number in numbers { change(&result[packets[number]]) }
        return result
    }
}

/// What can happen to the bytes of a packet.
enum Damage {
    static func zero(_ bytes: inout ArraySlice<UInt8>) { for index in bytes.indices { bytes[index] = 0 } }

    /// A unit of filler, which every decoder of H.264 passes over without a word and without a picture.
    ///
    /// Source: ITU-T H.264, 7.3.2.7; the unit's length stands in the sample's first four bytes.
    static func fill(_ bytes: inout ArraySlice<UInt8>) {
        for index in bytes.indices.dropFirst(4) { bytes[index] = 0xFF }
        bytes[bytes.startIndex + 4] = 12
        bytes[bytes.endIndex - 1] = 0x80
        let length = MP4Surgery.big(bytes.count - 4)
        for offset in 0..<4 { bytes[bytes.startIndex + offset] = length[offset] }
    }

    /// An Opus packet that says that it has any number of frames, and then that it has none.
    ///
    /// Source: RFC 6716, 3.2.5.
    static func emptyOpus(_ bytes: inout ArraySlice<UInt8>) {
        for (index, value) in zip(bytes.indices, [UInt8(0xFF), 0]) { bytes[index] = value }
    }

    /// Something else altogether.
    static func garble(_ bytes: inout ArraySlice<UInt8>) {
        var random = SplitMix64(seed: UInt64(bytes.count))
        for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &random) }
        // No frame of VP9 begins with this; what follows in one may be anything.
        bytes[bytes.startIndex] = 0
    }

    /// The second half, so that the beginning is still what it should be.
    static func garbleSecondHalf(_ bytes: inout ArraySlice<UInt8>) {
        var half = bytes[bytes.index(bytes.startIndex, offsetBy: bytes.count / 2)...]
        garble(&half)
        bytes.replaceSubrange(half.startIndex..<bytes.endIndex, with: half)
    }
}
