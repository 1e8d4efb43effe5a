/// Changes to the tables of an MP4 or QuickTime file that leave every other byte where it is.
///
/// Source: ISO/IEC 14496-12, 8.2.2 (`mvhd`), 8.3.2 (`tkhd`), 8.4.2 (`mdhd`), 8.6.1.2 (`stts`), 8.6.6 (`elst`),
/// 8.7.3 (`stsz`), 8.7.5 (`stco`).
struct MP4Surgery {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    typealias Change = @Sendable (CorpusFile) throws -> [UInt8]

    /// Where the content of a box lies; a step may have the number of the box among those of its name: `trak#1`.
    func content(_ path: String) throws -> Range<Int> {
        var range = bytes.indices
        for step in path.split(separator: "/") {
            let parts = step.split(separator: "#")
            let boxes = boxes(in: range).filter { $0.name == parts[0] }
            let number = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
            guard boxes.indices.contains(number) else { throw CorpusFailure("There is no \(step).") }
            range = boxes[number].content
        }
        return range
    }

    func boxes(in range: Range<Int>) -> [(name: Substring, content: Range<Int>)] {
        var (position, found) = (range.lowerBound, [(name: Substring, content: Range<Int>)]())
        while position + 8 <= range.upperBound {
            let size = number(position)
            guard size >= 8, position + size <= range.upperBound else { break }
            let name = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
            found.append((name[...], position + 8..<position + size))
            position += size
        }
        return found
    }

    func number(_ position: Int) -> Int { bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) } }

    mutating func set(_ position: Int, _ value: Int) {
        for index in 0..<4 { bytes[position + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * index)) }
    }

    mutating func rename(_ path: String, to name: String) throws {
        let start = try content(path).lowerBound
        bytes.replaceSubrange(start - 4..<start, with: name.utf8)
    }

    static let pictures = "moov/trak#0/mdia/minf/stbl"

    /// A change of one number of a box: `at` counts from the content's beginning.
    static func number(_ path: String, at offset: Int, _ change: @escaping @Sendable (Int) -> Int) -> Change {
        { file in
            var surgery = MP4Surgery(file.bytes)
            let position = try surgery.content(path).lowerBound + offset
            surgery.set(position, change(surgery.number(position)))
            return surgery.bytes
        }
    }

    /// Every number of a table, from an offset on, that many bytes apart.
    static func numbers(
        _ path: String, from offset: Int, every stride: Int, _ change: @escaping @Sendable (Int) -> Int
    ) -> Change {
        { file in
            var surgery = MP4Surgery(file.bytes)
            let range = try surgery.content(path)
            for position in Swift.stride(from: range.lowerBound + offset, to: range.upperBound - 3, by: stride) {
                surgery.set(position, change(surgery.number(position)))
            }
            return surgery.bytes
        }
    }

    /// All durations of the file are so many seconds longer, and nothing else is.
    static func announcing(moreSeconds: Double) -> Change {
        { file in
            var surgery = MP4Surgery(file.bytes)
            let movie = try surgery.content("moov/mvhd").lowerBound
            let scale = surgery.number(movie + 12)
            let more = Int(moreSeconds * Double(scale))
            surgery.set(movie + 16, surgery.number(movie + 16) + more)
            for track in ["moov/trak#0", "moov/trak#1"] {
                let header = try surgery.content("\(track)/tkhd").lowerBound
                surgery.set(header + 20, surgery.number(header + 20) + more)
                let edit = try surgery.content("\(track)/edts/elst").lowerBound
                surgery.set(edit + 8, surgery.number(edit + 8) + more)
                let media = try surgery.content("\(track)/mdia/mdhd").lowerBound
                let ticks = Int(moreSeconds * Double(surgery.number(media + 12)))
                surgery.set(media + 16, surgery.number(media + 16) + ticks)
            }
            return surgery.bytes
        }
    }

    /// The picture track's durations, wherever they stand, become this number.
    static func durations(_ value: Int) -> Change {
        { file in
            var surgery = MP4Surgery(file.bytes)
            surgery.set(try surgery.content("moov/mvhd").lowerBound + 16, value)
            surgery.set(try surgery.content("moov/trak#0/tkhd").lowerBound + 20, value)
            surgery.set(try surgery.content("moov/trak#0/mdia/mdhd").lowerBound + 16, value)
            return surgery.bytes
        }
    }

    /// Exchanges the content of a box and corrects the lengths around it; what follows moves, so that the file is to
    /// have its index at the end.
    static func replacing(_ path: String, _ content: [UInt8]) -> Change {
        { file in
            var surgery = MP4Surgery(file.bytes)
            let range = try surgery.content(path)
            let steps = path.split(separator: "/")
            let starts = try (1...steps.count).map {
                try surgery.content(steps.prefix($0).joined(separator: "/")).lowerBound - 8
            }
            for start in starts { surgery.set(start, surgery.number(start) + content.count - range.count) }
            surgery.bytes.replaceSubrange(range, with: content)
            return surgery.bytes
        }
    }

    /// An edit list of parts: milliseconds of the movie, and where they begin in ticks of the media.
    static func edits(_ parts: [(length: Int, start: Int)]) -> [UInt8] {
        [0, 0, 0, 0] + big(parts.count) + parts.flatMap { big($0.length) + big($0.start) + [0, 1, 0, 0] }
    }

    static func big(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }

    static func box(_ name: String, _ content: [UInt8]) -> [UInt8] { big(content.count + 8) + name.utf8 + content }
}
