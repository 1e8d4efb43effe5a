import FFmpeg

/// The boxes of an MP4 or QuickTime file, as far as FFmpeg does not tell what is in them.
///
/// Nothing in a file is believed: boxes lie inside their parents, and only so many are looked at.
/// Source: ISO/IEC 14496-12, 4.2.
struct ISOBoxes {
    private struct Box {
        /// Four characters, the first one highest.
        let type: Int
        let payload: Range<Int64>
    }

    private let source: ByteSource
    private let count: Int64

    init(_ source: ByteSource) {
        self.source = source
        count = source.byteCount
    }

    /// **Source**: ISO/IEC 14496-12, 12.1.4 (`clap`). Nil when the track has none.
    func cleanAperture(ofTrack id: Int) -> CleanAperture? {
        // What every sample entry has and what those for pictures have come before their own boxes.
        guard let entry = sampleEntry(ofTrack: id), let box = child("clap", of: entry.payload.dropFirst(78)) else {
            return nil
        }
        return CleanAperture(source.bytes(at: box.lowerBound, count: 32))
    }

    /// **Source**: ISO/IEC 14496-12, 8.12 (protected sample entries).
    func isEncrypted(track id: Int) -> Bool {
        sampleEntry(ofTrack: id).map { [ISOBoxes.code("encv"), ISOBoxes.code("enca")].contains($0.type) } ?? false
    }

    /// **Source**: QuickTime File Format, "Compressed movie resources" (`cmov`).
    var isIndexCompressed: Bool { descend(["moov", "cmov"], 0..<count) != nil }

    private func sampleEntry(ofTrack id: Int) -> Box? {
        guard let movie = child("moov", of: 0..<count),
            let track = children(of: movie).first(where: { track in
                track.type == ISOBoxes.code("trak") && trackID(track.payload) == id
            }),
            let table = descend(["mdia", "minf", "stbl", "stsd"], track.payload)
        else { return nil }
        // A full box, a count, and then entries.
        return children(of: table.dropFirst(8)).first
    }

    private func trackID(_ track: Range<Int64>) -> Int? {
        guard let header = child("tkhd", of: track) else { return nil }
        let bytes = ByteView(source.bytes(at: header.lowerBound, count: 24))
        return bytes.byte(0).flatMap { bytes.uint32($0 == 1 ? 20 : 12, .bigEndian) }
    }

    private func descend(_ path: [String], _ range: Range<Int64>) -> Range<Int64>? {
        path.reduce(range) { range, type in range.flatMap { child(type, of: $0) } }
    }

    private func child(_ type: String, of range: Range<Int64>) -> Range<Int64>? {
        children(of: range).first { $0.type == ISOBoxes.code(type) }?.payload
    }

    private static func code(_ type: String) -> Int { type.utf8.reduce(0) { $0 << 8 | Int($1) } }

    /// A thousand tracks, or fragments before the index, are more than any file has.
    private func children(of range: Range<Int64>) -> [Box] {
        var boxes = [Box]()
        var offset = range.lowerBound
        while boxes.count < 1000, offset <= range.upperBound - 8 {
            let header = ByteView(source.bytes(at: offset, count: 16))
            guard let short = header.uint32(0, .bigEndian), let type = header.uint32(4, .bigEndian) else { break }
            var (size, start) = (Int64(short), Int64(8))
            if short == 1 {
                guard let high = header.uint32(8, .bigEndian), let low = header.uint32(12, .bigEndian), high < 1 << 30
                else { break }
                (size, start) = (Int64(high) << 32 | Int64(low), 16)
            } else if short == 0 {
                size = range.upperBound - offset
            }
            guard size >= start, size <= range.upperBound - offset else { break }
            boxes.append(Box(type: type, payload: offset + start..<offset + size))
            offset += size
        }
        return boxes
    }
}

extension Range<Int64> {
    /// What follows the first `count`; empty where there are no more.
    fileprivate func dropFirst(_ count: Int64) -> Range<Int64> {
        upperBound - lowerBound >= count ? lowerBound + count..<upperBound : upperBound..<upperBound
    }
}
