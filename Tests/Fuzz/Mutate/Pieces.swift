/// Where a file's parts lie, so that whole ones can be exchanged and their lengths be changed.
struct Pieces {
    /// Parts, in order. May be empty.
    let ranges: [Range<Int>]
    /// Where lengths stand and how many bytes they have.
    let lengths: [(offset: Int, bytes: Int)]

    /// Judged by the content, because it may have been changed before.
    init(of file: [UInt8]) {
        if file.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            self.init(file, from: 8, lengthAt: 0, isBig: true, additional: 12)
        } else if file.starts(with: [0xFF, 0xD8]) {
            self.init(segments: file)
        } else if file.starts(with: Array("RIFF".utf8)) {
            self.init(file, from: 12, lengthAt: 4, isBig: false, additional: 8)
        } else if file.count > 8, Array("ftyp".utf8) == Array(file[4..<8]) || Array("JXL ".utf8) == Array(file[4..<8]) {
            self.init(boxes: file)
        } else if file.first == 0x47, file.count % 188 == 0 {
            self.init(
                ranges: (0..<file.count / 188).map { $0 * 188..<$0 * 188 + 188 },
                lengths: (0..<file.count / 188).map { ($0 * 188 + 4, 1) })
        } else {
            self.init(ranges: [], lengths: [])
        }
    }

    private init(ranges: [Range<Int>], lengths: [(offset: Int, bytes: Int)]) {
        self.ranges = ranges
        self.lengths = lengths
    }

    /// Chunks with a length of four bytes.
    private init(_ file: [UInt8], from start: Int, lengthAt: Int, isBig: Bool, additional: Int) {
        var (ranges, lengths, offset) = ([Range<Int>](), [(Int, Int)](), start)
        while offset + additional <= file.count, ranges.count < 1000 {
            let number = Pieces.number(file, offset + lengthAt, isBig: isBig)
            let end = offset + additional + number + (isBig ? 0 : number & 1)
            guard end <= file.count else { break }
            ranges.append(offset..<end)
            lengths.append((offset + lengthAt, 4))
            offset = end
        }
        self.init(ranges: ranges, lengths: lengths)
    }

    private init(segments file: [UInt8]) {
        var (ranges, lengths, offset) = ([Range<Int>](), [(Int, Int)](), 2)
        while offset + 4 <= file.count, file[offset] == 0xFF, file[offset + 1] != 0xDA {
            let end = offset + 2 + Int(file[offset + 2]) << 8 + Int(file[offset + 3])
            guard end <= file.count else { break }
            ranges.append(offset..<end)
            lengths.append((offset + 2, 2))
            offset = end
        }
        if offset < file.count { ranges.append(offset..<file.count) }
        self.init(ranges: ranges, lengths: lengths)
    }

    /// Boxes and those inside of them, where the next ones begin with what could be a box.
    private init(boxes file: [UInt8]) {
        var (ranges, lengths, open) = ([Range<Int>](), [(Int, Int)](), [0..<file.count])
        while let range = open.popLast(), ranges.count < 1000 {
            var offset = range.lowerBound
            while offset + 8 <= range.upperBound {
                let count = Pieces.number(file, offset, isBig: true)
                let isName = file[offset + 4..<offset + 8].allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0xA9 }
                guard isName, count >= 8, offset + count <= range.upperBound else { break }
                ranges.append(offset..<offset + count)
                lengths.append((offset, 4))
                // Behind the header, behind version and flags, and behind a number of entries.
                for header in [8, 12, 16] where count > header + 8 {
                    open.append(offset + header..<offset + count)
                }
                offset += count
            }
        }
        self.init(ranges: ranges, lengths: lengths)
    }

    private static func number(_ file: [UInt8], _ offset: Int, isBig: Bool) -> Int {
        (0..<4).reduce(0) { $0 | Int(file[offset + $1]) << (8 * (isBig ? 3 - $1 : $1)) }
    }
}
