/// Steps through a JPEG file marker by marker.
///
/// Source: ITU-T T.81, B.1.1; what is tolerated is what libjpeg's `next_marker` tolerates.
struct JPEGMarkers {
    enum Segment: Equatable {
        /// The bytes after the length field.
        case payload(Range<Int>)
        case cutOff
        case badLength
    }

    static let startOfImage: UInt8 = 0xD8
    static let endOfImage: UInt8 = 0xD9
    static let startOfScan: UInt8 = 0xDA

    private let bytes: [UInt8]
    private(set) var position: Int
    /// Something that is no marker stood where a marker was due.
    private(set) var sawGarbage = false

    /// `position` is behind the start-of-image marker.
    init(_ bytes: [UInt8], position: Int = 2) {
        self.bytes = bytes
        self.position = min(max(position, 0), bytes.count)
    }

    /// Whether the marker has no segment behind it: RSTn, SOI, EOI, TEM.
    static func standsAlone(_ marker: UInt8) -> Bool { (0xD0...0xD9).contains(marker) || marker == 0x01 }

    static func isRestart(_ marker: UInt8) -> Bool { (0xD0...0xD7).contains(marker) }

    /// The next marker, behind fill bytes and garbage; nil at the end of the file.
    mutating func next() -> UInt8? {
        while position < bytes.count {
            if bytes[position] != 0xFF {
                sawGarbage = true
                position += 1
                continue
            }
            while position < bytes.count, bytes[position] == 0xFF { position += 1 }
            guard position < bytes.count else { return nil }
            let marker = bytes[position]
            position += 1
            if marker != 0 { return marker }
            sawGarbage = true
        }
        return nil
    }

    /// Reads the length behind a marker and steps over the segment.
    mutating func segment() -> Segment {
        guard bytes.count - position >= 2 else { return .cutOff }
        let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
        guard length >= 2 else { return .badLength }
        guard length <= bytes.count - position else { return .cutOff }
        let payload = (position + 2)..<(position + length)
        position += length
        return .payload(payload)
    }

    /// Steps over entropy-coded data with its stuffed bytes and restart markers, to the next marker or to the end.
    mutating func entropyCodedData() -> Range<Int> {
        let start = position
        var index = position
        let count = bytes.count
        while index < count {
            guard bytes[index] == 0xFF else {
                index += 1
                continue
            }
            var next = index + 1
            while next < count, bytes[next] == 0xFF { next += 1 }
            guard next < count else {
                index = count
                break
            }
            guard bytes[next] == 0 || Self.isRestart(bytes[next]) else { break }
            index = next + 1
        }
        position = index
        return start..<index
    }
}
