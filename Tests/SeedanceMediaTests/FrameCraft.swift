/// Changes to files that no program at hand makes.
extension [UInt8] {
    /// Where a text begins; nil when it is not there.
    func position(of text: String, from start: Int = 0) -> Int? {
        let text = Array(text.utf8)
        guard count >= text.count, start <= count - text.count else { return nil }
        return (start...count - text.count).first { self[$0] == text[0] && self[$0..<$0 + text.count] == text[...] }
    }

    /// With the first chunk, box or code of this name, behind a mark, called otherwise. **Throws**: when there is none.
    func renaming(_ name: String, to other: String, after mark: String = "") throws -> [UInt8] {
        guard let position = position(of: name, from: mark.isEmpty ? 0 : position(of: mark) ?? count) else {
            throw FrameFailure("There is no \(name).")
        }
        return Array(self[..<position]) + Array(other.utf8) + Array(self[(position + name.utf8.count)...])
    }

    /// What stands before the first chunk, box or code of this name. **Throws**: when there is none.
    func cut(before name: String) throws -> [UInt8] {
        guard let position = position(of: name) else { throw FrameFailure("There is no \(name).") }
        return Array(self[..<position])
    }

    /// Bytes of a number, most significant first.
    func number(at position: Int, bytes: Int = 4) -> Int {
        self[position..<position + bytes].reduce(0) { $0 << 8 | Int($1) }
    }

    func replacing(_ bytes: [UInt8], at position: Int) -> [UInt8] {
        var copy = self
        copy.replaceSubrange(position..<position + bytes.count, with: bytes)
        return copy
    }
}

/// Boxes of an MP4 that has one track and its `moov` at its end, as `ffmpeg` makes it.
///
/// Source: ISO/IEC 14496-12, 8.6.6 (`elst`), 8.6.1.2 (`stts`), 8.6.2 (`stss`), 8.7.3 (`stsz`), 8.7.4 (`stsc`).
enum MP4Boxes {
    private static let table = ["moov", "trak", "mdia", "minf", "stbl"]

    /// Shows the pictures with these numbers in the order of showing and then so many more, part by part, and nothing
    /// else. The file is to have 25 pictures a second.
    static func keep(_ parts: [(first: Int, count: Int)]) -> @Sendable ([UInt8]) throws -> [UInt8] {
        { bytes in
            let scale = try content(bytes, ["moov", "trak", "mdia", "mdhd"]).number(at: 12)
            // The first picture's time is that of the edit that is there.
            let begin = try content(bytes, ["moov", "trak", "edts", "elst"]).number(at: 12)
            let edits: [UInt8] = parts.flatMap { part in
                Crafted.cat(
                    Crafted.big(part.count * 40, 4), Crafted.big(begin + part.first * scale / 25, 4), [0, 1, 0, 0])
            }
            return try replacing(bytes, ["moov", "trak", "edts", "elst"], list(parts.count, edits))
        }
    }

    /// Makes one sample out of every two.
    static func joinPairs(_ bytes: [UInt8]) throws -> [UInt8] {
        let sizes = try content(bytes, table + ["stsz"])
        let count = sizes.number(at: 8) / 2
        let joined: [UInt8] = (0..<count).flatMap {
            Crafted.big(sizes.number(at: 12 + 8 * $0) + sizes.number(at: 16 + 8 * $0), 4)
        }
        let times = try content(bytes, table + ["stts"])
        let keys = try content(bytes, table + ["stss"])
        let oddKeys = (0..<keys.number(at: 4)).map { keys.number(at: 8 + 4 * $0) }.filter { $0 % 2 == 1 }
        let chunks = try content(bytes, table + ["stsc"])
        guard chunks.number(at: 4) == 1, chunks.number(at: 12) == 2 * count else {
            throw FrameFailure("The samples are not all in one chunk.")
        }
        var result = try replacing(bytes, table + ["stsz"], Crafted.cat([0, 0, 0, 0], list(count, joined)))
        let delta = Crafted.big(2 * times.number(at: 12), 4)
        result = try replacing(result, table + ["stts"], list(1, Crafted.cat(Crafted.big(count, 4), delta)))
        let newKeys = oddKeys.flatMap { Crafted.big(($0 + 1) / 2, 4) }
        result = try replacing(result, table + ["stss"], list(oddKeys.count, newKeys))
        let one = Crafted.cat(Crafted.big(1, 4), Crafted.big(count, 4), Crafted.big(1, 4))
        return try replacing(result, table + ["stsc"], list(1, one))
    }

    /// The data box, which has to be the last, gets the length that means "to the end of the file".
    static func openEnded(_ bytes: [UInt8]) throws -> [UInt8] {
        guard let box = try positions(bytes, ["mdat"]).last, box + bytes.number(at: box) == bytes.count else {
            throw FrameFailure("The data is not the last box.")
        }
        return bytes.replacing([0, 0, 0, 0], at: box)
    }

    /// The data box gets a length of 64 bits, which takes the place of the empty box before it.
    static func wide(_ bytes: [UInt8]) throws -> [UInt8] {
        guard let box = try positions(bytes, ["mdat"]).last, bytes.number(at: box - 8) == 8 else {
            throw FrameFailure("There is no empty box before the data.")
        }
        let size = Crafted.big(bytes.number(at: box) + 8, 8)
        return bytes.replacing(Crafted.cat(Crafted.big(1, 4), Crafted.text("mdat"), size), at: box - 8)
    }

    /// Version and flags of zero, and so many entries.
    private static func list(_ count: Int, _ entries: [UInt8]) -> [UInt8] {
        Crafted.cat([0, 0, 0, 0], Crafted.big(count, 4), entries)
    }

    static func content(_ bytes: [UInt8], _ path: [String]) throws -> [UInt8] {
        guard let box = try positions(bytes, path).last else { return [] }
        return Array(bytes[box + 8..<box + bytes.number(at: box)])
    }

    static func replacing(_ bytes: [UInt8], _ path: [String], _ content: [UInt8]) throws -> [UInt8] {
        let positions = try positions(bytes, path)
        guard let box = positions.last else { return bytes }
        let growth = content.count + 8 - bytes.number(at: box)
        var result = bytes
        result.replaceSubrange(box + 8..<box + bytes.number(at: box), with: content)
        for box in positions { result = result.replacing(Crafted.big(bytes.number(at: box) + growth, 4), at: box) }
        return result
    }

    /// Where the boxes of a path begin, from the outermost to the innermost.
    static func positions(_ bytes: [UInt8], _ path: [String]) throws -> [Int] {
        var (position, end, found) = (0, bytes.count, [Int]())
        for name in path {
            while position + 8 <= end, bytes[position + 4..<position + 8] != Array(name.utf8)[...] {
                position += Swift.max(8, bytes.number(at: position))
            }
            guard position + 8 <= end else { throw FrameFailure("There is no \(name).") }
            found.append(position)
            end = position + bytes.number(at: position)
            position += 8
        }
        return found
    }
}

/// H.264 whose fields are pictures of their own, which no encoder at hand makes: samples stored as they are.
///
/// Source: ITU-T H.264, 7.3.2.1, 7.3.2.2, 7.3.3, 7.3.5 (`I_PCM`).
enum FieldCoding {
    /// Fields go into packets of their own, 50 a second, which is possible in every container.
    static let command =
        "-f h264 -framerate 50 -i @in.h264 -c copy -bsf:v setts=ts=N/50/TB:duration=1/50/TB @fields.mp4"
    static let part: [String: @Sendable () -> [UInt8]] = ["in.h264": { stream(frames: 30) }]

    /// 64x64; every tenth picture is a key frame, each other one changes one macroblock of both fields.
    static func stream(frames: Int) -> [UInt8] {
        var stream = parameters
        for frame in 0..<frames {
            for field in 0..<2 { stream += slice(frame: frame, field: field) }
        }
        return stream
    }

    private static let parameters: [UInt8] = {
        var sequence = FieldBits()
        for value in [77, 0, 30] { sequence.put(value, 8) }
        // Identifier, 16 frame numbers, order counts of 8 bits, one reference frame.
        for value in [0, 0, 0, 4, 1] { sequence.putGolomb(value) }
        sequence.put(0, 1)
        // 4 macroblocks wide, 2 high in each field, fields allowed, no mixture within a picture.
        for value in [3, 1] { sequence.putGolomb(value) }
        for value in [0, 0, 1, 0, 0] { sequence.put(value, 1) }
        var picture = FieldBits()
        for value in [0, 0] { picture.putGolomb(value) }
        picture.put(0, 2)
        for value in [0, 0, 0] { picture.putGolomb(value) }
        picture.put(0, 3)
        for value in [0, 0, 0] { picture.putGolomb(value) }
        picture.put(0b100, 3)
        return sequence.unit(0x67) + picture.unit(0x68)
    }()

    private static func slice(frame: Int, field: Int) -> [UInt8] {
        let number = frame % 10
        let (isKey, isInstant) = (number == 0, number == 0 && field == 0)
        var bits = FieldBits()
        bits.putGolomb(0)
        bits.putGolomb(isKey ? 7 : 5)
        bits.putGolomb(0)
        bits.put(number, 4)
        bits.put(1, 1)
        bits.put(field, 1)
        if isInstant { bits.putGolomb(frame / 10 % 2) }
        bits.put(number * 2 + field, 8)
        if !isKey { bits.put(0, 2) }
        bits.put(0, isInstant ? 2 : 1)
        bits.putGolomb(0)
        bits.putGolomb(1)
        for block in 0..<8 {
            if !isKey {
                guard block == frame % 8 else { continue }
                bits.putGolomb(block)
            }
            bits.putGolomb(isKey ? 25 : 30)
            bits.align()
            for sample in 0..<384 { bits.put(32 + (frame * 37 + block * 11 + field * 5 + sample * 3) % 192, 8) }
        }
        if !isKey, frame % 8 < 7 { bits.putGolomb(7 - frame % 8) }
        return bits.unit(isInstant ? 0x65 : 0x61)
    }
}

/// Bits of H.264's syntax, most significant first.
private struct FieldBits {
    private var bytes: [UInt8] = []
    private var free = 0

    mutating func put(_ value: Int, _ count: Int) {
        for bit in (0..<count).reversed() {
            if free == 0 {
                bytes.append(0)
                free = 8
            }
            free -= 1
            bytes[bytes.count - 1] |= UInt8(value >> bit & 1) << UInt8(free)
        }
    }

    mutating func putGolomb(_ value: Int) {
        let length = Int.bitWidth - (value + 1).leadingZeroBitCount
        put(0, length - 1)
        put(value + 1, length)
    }

    mutating func align() { free = 0 }

    /// As a unit of the byte stream, with its stop bit and without anything that looks like a start code.
    func unit(_ header: UInt8) -> [UInt8] {
        var closed = self
        closed.put(1, 1)
        var (unit, zeros): ([UInt8], Int) = ([0, 0, 0, 1, header], 0)
        for byte in closed.bytes {
            if zeros >= 2, byte <= 3 {
                unit.append(3)
                zeros = 0
            }
            unit.append(byte)
            zeros = byte == 0 ? zeros + 1 : 0
        }
        return unit
    }
}
