extension VideoContainer {
    /// How many bytes a file of this kind has, by what stands at its beginning; nil where nothing does: MP4 says it
    /// piece by piece, a live WebM and a transport stream never.
    ///
    /// Source: RFC 8794, 4 and 6 (EBML); the first chunk of RIFF, which is all of the file up to 1 GB.
    func promisedBytes(_ prefix: [UInt8]) -> Int? {
        switch self {
        case .webm, .mkv: VideoContainer.endOfSegment(prefix)
        case .avi: ByteView(prefix).uint32(4, .littleEndian).map { $0 + 8 }
        case .mp4, .mov, .mpegts: nil
        }
    }

    /// The EBML header is the first element, and the segment, which is all the rest, follows it.
    private static func endOfSegment(_ bytes: [UInt8]) -> Int? {
        guard let header = number(bytes, at: 4), let size = header.value else { return nil }
        let segment = 4 + header.length + min(size, 1 << 20)
        guard bytes.count > segment + 4, bytes[segment..<segment + 4].elementsEqual([0x18, 0x53, 0x80, 0x67]),
            let length = number(bytes, at: segment + 4), let size = length.value
        else { return nil }
        let (end, overflow) = size.addingReportingOverflow(segment + 4 + length.length)
        return overflow ? nil : end
    }

    /// A number of variable length; its value is nil where all of its bits are set, which stands for unknown.
    private static func number(_ bytes: [UInt8], at offset: Int) -> (value: Int?, length: Int)? {
        guard offset < bytes.count, bytes[offset] != 0 else { return nil }
        let length = bytes[offset].leadingZeroBitCount + 1
        guard offset + length <= bytes.count else { return nil }
        let value = bytes[offset..<offset + length].reduce(0) { $0 << 8 | Int($1) } & ((1 << (7 * length)) - 1)
        return (value == (1 << (7 * length)) - 1 ? nil : value, length)
    }
}
