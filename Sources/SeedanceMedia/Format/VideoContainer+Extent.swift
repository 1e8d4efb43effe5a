extension VideoContainer {
    /// How many bytes a file of this kind has, by what stands at its beginning; nil where nothing does: MP4 says it
    /// piece by piece, a live WebM and a transport stream never.
    ///
    /// Source: RFC 8794, 4 and 6 (EBML); the first chunk of RIFF, which is all of the file up to 1 GB.
    func promisedBytes(_ prefix: [UInt8]) -> Int? {
        switch self {
        case .webm, .mkv: VideoContainer.endOfSegment(ByteView(prefix))
        case .avi: ByteView(prefix).uint32(4, .littleEndian).map { $0 + 8 }
        case .mp4, .mov, .mpegts: nil
        }
    }

    /// The EBML header is the first element, and the segment, which is all the rest, follows it.
    private static func endOfSegment(_ view: ByteView) -> Int? {
        guard let header = view.elementSize(4), let size = header.value else { return nil }
        let segment = 4 + header.length + min(size, view.count)
        guard let identifier = view.elementIdentifier(segment), identifier.value == 0x1853_8067,
            let length = view.elementSize(segment + identifier.length), let size = length.value
        else { return nil }
        return segment + identifier.length + length.length + size
    }
}
