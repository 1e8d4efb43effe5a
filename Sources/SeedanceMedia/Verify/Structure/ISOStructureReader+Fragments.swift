/// What fragments say: their samples, and where they lie.
struct ISOFragments {
    struct Defaults {
        var size: Int64 = 0
    }

    /// A run of samples' data, to be held against the media data once all of that is known.
    struct Run {
        var track: Int
        var range: Range<Int64>
        var samples: Int64
    }

    /// By track ID.
    var defaults: [Int64: Defaults] = [:]
    var runs: [Run] = []
    /// Places of tracks by ID; made when the first fragment comes.
    var places: [Int64: Int] = [:]
    /// Tracks of fragments that the index does not know.
    var unknown: Set<Int64> = []
}

/// Source: ISO/IEC 14496-12, 8.8 (`mvex`, `moof`), 8.16.3 (`sidx`).
extension ISOStructureReader {
    mutating func readDefaults(_ extends: ISOBox) {
        var position = extends.payload
        while let box = next(&position, in: extends) {
            guard box.type == "trex", let view = input.view(at: box.payload, upTo: 24, before: box.end),
                let id = view.uint32(4, .bigEndian), let size = view.uint32(16, .bigEndian)
            else { continue }
            fragments.defaults[Int64(id)] = ISOFragments.Defaults(size: Int64(size))
        }
    }

    mutating func readFragment(_ fragment: ISOBox) {
        iso.fragments += 1
        iso.isFragmented = true
        if fragments.places.isEmpty {
            for (index, track) in iso.tracks.enumerated() { fragments.places[track.id] = index }
        }
        var position = fragment.payload
        var endOfLast = fragment.offset
        while let box = next(&position, in: fragment) {
            guard box.type == "traf" else { continue }
            readTrackFragment(box, of: fragment, endOfLast: &endOfLast)
        }
    }

    /// What runs have in common: where data begins, and the size of samples that do not say.
    private struct Header {
        var track: Int
        var base: Int64
        var size: Int64
    }

    private mutating func readTrackFragment(_ box: ISOBox, of fragment: ISOBox, endOfLast: inout Int64) {
        var header: Header?
        var position = box.payload
        while let part = next(&position, in: box) {
            switch part.type {
            case "tfhd":
                header = readHeader(part, fragment, endOfLast)
                if let header { endOfLast = header.base }
            case "trun":
                guard let header else { continue }
                readRun(part, header, endOfLast: &endOfLast)
            default: break
            }
        }
    }

    private mutating func readHeader(_ box: ISOBox, _ fragment: ISOBox, _ endOfLast: Int64) -> Header? {
        guard let view = input.view(at: box.payload, upTo: 32, before: box.end),
            let flags = view.uint24(1, .bigEndian), let id = view.uint32(4, .bigEndian)
        else { return nil }
        guard let track = fragments.places[Int64(id)] else {
            if fragments.unknown.count < 100, fragments.unknown.insert(Int64(id)).inserted, iso.hasMovie {
                problems.add(
                    .contradiction, at: box.offset, "A fragment belongs to track \(id), which is not in the index.")
            }
            return nil
        }
        var place = 8
        var base: Int64?
        if flags & 1 != 0 {
            guard let high = view.uint32(place, .bigEndian), let low = view.uint32(place + 4, .bigEndian) else {
                return nil
            }
            base = high < 1 << 31 ? Int64(high) << 32 | Int64(low) : .max
            place += 8
        }
        for flag in [2, 8] where flags & flag != 0 { place += 4 }
        var size = fragments.defaults[Int64(id)]?.size ?? 0
        if flags & 16 != 0 { size = Int64(view.uint32(place, .bigEndian) ?? 0) }
        // Without a base, data is counted from the fragment if it says so, else from where the last track's ends.
        return Header(track: track, base: base ?? (flags & 0x20000 != 0 ? fragment.offset : endOfLast), size: size)
    }

    private mutating func readRun(_ box: ISOBox, _ header: Header, endOfLast: inout Int64) {
        guard let view = input.view(at: box.payload, upTo: 16, before: box.end),
            let flags = view.uint24(1, .bigEndian), let claimed = view.uint32(4, .bigEndian)
        else { return }
        var place: Int64 = 8
        var start = endOfLast
        if flags & 1 != 0 {
            start = .saturatingSum(header.base, Int64(view.int32(8, .bigEndian) ?? 0))
            place += 4
        }
        if flags & 4 != 0 { place += 4 }
        let fields = [0x100, 0x200, 0x400, 0x800].filter { flags & $0 != 0 }
        let held = fields.isEmpty ? Int64.max : max(0, box.count - place) / Int64(4 * fields.count)
        reportRoom(claimed, held, box)
        let count = min(Int64(claimed), held)
        let isFirst = iso.tracks[header.track].samples.fragmented == 0
        var bytes: Int64 = 0
        var places = ISOPlaces(
            end: input.count, endOfContent: endOfContent, media: [0..<input.count],
            canBeZero: Self.isRaw(iso.tracks[header.track].sampleEntry))
        if fields.contains(0x200) || (isFirst && fields.contains(0x800)) {
            var cursor = TableCursor(input.source, box.dropping(place).range)
            for index in 0..<min(count, Int64(entriesLeft)) {
                var size = header.size
                for field in fields {
                    guard let value = cursor.number(bytes: 4) else { break }
                    if field == 0x200 { size = value }
                    if field == 0x800, isFirst, index == 0 {
                        iso.tracks[header.track].samples.firstOffset = Int64(Int32(truncatingIfNeeded: value))
                    }
                }
                places.add(at: .saturatingSum(start, bytes), size: size)
                bytes = .saturatingSum(bytes, size)
            }
            if count > Int64(entriesLeft) { isComplete = false }
            entriesLeft -= Int(min(count, Int64(entriesLeft)))
        } else {
            places.add(at: start, size: header.size, count: count)
            bytes = .saturatingProduct(header.size, count)
        }
        endOfLast = .saturatingSum(start, bytes)
        note(count, bytes, places, at: start, ofTrack: header.track)
    }

    private mutating func note(_ count: Int64, _ bytes: Int64, _ places: ISOPlaces, at start: Int64, ofTrack index: Int)
    {
        iso.tracks[index].samples.fragmented = .saturatingSum(iso.tracks[index].samples.fragmented, count)
        iso.tracks[index].samples.bytes = .saturatingSum(iso.tracks[index].samples.bytes, bytes)
        iso.tracks[index].samples.behindEnd = .saturatingSum(iso.tracks[index].samples.behindEnd, places.behindEnd)
        iso.tracks[index].samples.unfilled = .saturatingSum(iso.tracks[index].samples.unfilled, places.unfilled)
        let end = Int64.saturatingSum(start, bytes)
        guard places.behindEnd == 0, start >= 0, start < end else { return }
        fragments.runs.append(ISOFragments.Run(track: index, range: start..<end, samples: count))
    }

    /// Runs whose data lies in no media data, now that all of it is known.
    mutating func judgeFragments() {
        for index in iso.tracks.indices {
            iso.tracks[index].samples.count = .saturatingSum(
                iso.tracks[index].samples.count, iso.tracks[index].samples.fragmented)
        }
        for run in fragments.runs {
            var places = ISOPlaces(end: input.count, endOfContent: input.count, media: media, canBeZero: true)
            places.add(at: run.range.lowerBound, size: run.range.upperBound - run.range.lowerBound)
            guard places.outsideData > 0 else { continue }
            iso.tracks[run.track].samples.outsideData = .saturatingSum(
                iso.tracks[run.track].samples.outsideData, run.samples)
        }
    }

    /// An index of the pieces that follow tells how long the file must be.
    mutating func readSegmentIndex(_ box: ISOBox) {
        guard let view = input.view(at: box.payload, upTo: 32, before: box.end), let version = view.byte(0) else {
            return
        }
        let first = version == 0 ? 16 : 20
        guard let high = version == 0 ? 0 : view.uint32(first, .bigEndian),
            let low = view.uint32(version == 0 ? first : first + 4, .bigEndian),
            let count = view.uint16(version == 0 ? 22 : 30, .bigEndian)
        else { return }
        let offset = high < 1 << 31 ? Int64(high) << 32 | Int64(low) : .max
        let held = max(0, box.count - (version == 0 ? 24 : 32)) / 12
        reportRoom(count, held, box)
        var end = Int64.saturatingSum(box.end, offset)
        var cursor = TableCursor(input.source, box.dropping(version == 0 ? 24 : 32).range)
        for _ in 0..<min(Int64(count), held) {
            guard let size = cursor.number(bytes: 4), cursor.number(bytes: 4) != nil, cursor.number(bytes: 4) != nil
            else { break }
            end = .saturatingSum(end, size & 0x7FFF_FFFF)
        }
        guard end > input.count else { return }
        problems.add(
            .missing, at: input.count,
            "The index of pieces ('sidx') reaches to byte \(grouped(end)), and the file ends at \(grouped(input.count))."
        )
    }
}
