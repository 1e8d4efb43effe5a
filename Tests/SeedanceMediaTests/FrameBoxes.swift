import SeedanceAPI

@testable import SeedanceMedia

/// More changes to MP4 files whose index stands at their end, so that nothing that it points at moves.
extension MP4Boxes {
    /// Adds a box to the only sample entry.
    static func adding(_ name: String, _ content: [UInt8], to bytes: [UInt8]) throws -> [UInt8] {
        let path = ["moov", "trak", "mdia", "minf", "stbl", "stsd"]
        var table = try self.content(bytes, path)
        let box = Crafted.cat(Crafted.big(content.count + 8, 4), Crafted.text(name), content)
        guard table.count > 12, table.number(at: 4) == 1, table.number(at: 8) == table.count - 8 else {
            throw FrameFailure("There is not one sample entry.")
        }
        table = table.replacing(Crafted.big(table.count - 8 + box.count, 4), at: 8) + box
        return try replacing(bytes, path, table)
    }

    /// Source: ISO/IEC 14496-12, 8.3.2 (`tkhd`): numbers with 16 bits behind the point.
    ///
    /// - Parameters:
    ///   - values: a, b, c and d.
    ///   - shift: where the corner goes, as cameras write it; players lay the picture at the corner anyway.
    static func turning(_ values: [Double], shift: (x: Int, y: Int) = (0, 0), _ bytes: [UInt8]) throws -> [UInt8] {
        guard let header = try positions(bytes, ["moov", "trak", "tkhd"]).last, bytes[header + 8] == 0 else {
            throw FrameFailure("There is no header of version 0.")
        }
        let numbers = values.map { Crafted.big(Int(($0 * 65_536).rounded()), 4) }
        let zero: [UInt8] = [0, 0, 0, 0]
        let matrix = Crafted.cat(
            numbers[0], numbers[1], zero, numbers[2], numbers[3], zero, Crafted.big(shift.x << 16, 4),
            Crafted.big(shift.y << 16, 4), Crafted.big(1 << 30, 4))
        return bytes.replacing(matrix, at: header + 8 + 40)
    }

    /// Source: ISO/IEC 14496-12, 12.1.4 (`clap`): width, height and offsets as fractions.
    static func cleanAperture(_ fractions: [(Int, Int)], _ bytes: [UInt8]) throws -> [UInt8] {
        try adding("clap", fractions.flatMap { Crafted.big($0.0, 4) + Crafted.big($0.1, 4) }, to: bytes)
    }
}

/// Matroska files without an index, so that nothing points at what moves.
///
/// Source: RFC 8794, 4 and 5; RFC 9559, 5.1.4.
enum MatroskaCraft {
    /// Adds unsigned integers, whose identifiers have two bytes, to the `Video` element of the only track.
    static func addingToVideo(_ values: [(identifier: Int, value: Int)], _ bytes: [UInt8]) throws -> [UInt8] {
        let added = values.flatMap { Crafted.cat(Crafted.big($0.identifier, 2), [0x82], Crafted.big($0.value, 2)) }
        return try adding(added, [[0x18, 0x53, 0x80, 0x67], [0x16, 0x54, 0xAE, 0x6B], [0xAE], [0xE0]], bytes)
    }

    private static func adding(_ added: [UInt8], _ path: [[UInt8]], _ bytes: [UInt8]) throws -> [UInt8] {
        guard let name = path.first else { return bytes + added }
        guard let (start, header, end) = element(name, in: bytes) else { throw FrameFailure("There is no \(name).") }
        let content = try adding(added, Array(path.dropFirst()), Array(bytes[header..<end]))
        // Eight bytes for every size: sizes may grow.
        let size = Crafted.cat([0x01], Crafted.big(content.count, 7))
        return Crafted.cat(Array(bytes[..<start]), name, size, content, Array(bytes[end...]))
    }

    private static func element(_ name: [UInt8], in bytes: [UInt8]) -> (start: Int, content: Int, end: Int)? {
        var position = 0
        while position < bytes.count {
            let idLength = bytes[position].leadingZeroBitCount + 1
            guard position + idLength < bytes.count else { return nil }
            let length = bytes[position + idLength].leadingZeroBitCount + 1
            let content = position + idLength + length
            guard content <= bytes.count else { return nil }
            let value = bytes[position + idLength..<content].reduce(0) { $0 << 8 | Int($1) } & (1 << (7 * length) - 1)
            // All ones: to the end.
            let end = value == 1 << (7 * length) - 1 ? bytes.count : min(bytes.count, content + value)
            if bytes[position..<position + idLength].elementsEqual(name) { return (position, content, end) }
            position = end
        }
        return nil
    }
}
