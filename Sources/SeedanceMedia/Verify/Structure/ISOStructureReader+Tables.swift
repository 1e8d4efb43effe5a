import FFmpeg

/// What the sample tables list, held against each other and against the file.
extension ISOStructureReader {
    mutating func judgeTables(ofTrack index: Int) {
        guard index < tables.count else { return }
        let tables = tables[index]
        var track = iso.tracks[index]
        defer { iso.tracks[index] = track }
        guard track.sampleEntry != nil else {
            let name = name(of: track)
            problems.add(
                .missing, at: tables.sizes?.offset ?? 0, "\(name) does not say what its samples are.")
            return
        }
        track.samples.count = tables.sizes.map { min(Int64($0.claimed), $0.held) } ?? 0
        sumDurations(tables, &track.samples)
        sumCompositions(tables, &track.samples)
        checkKeys(tables, &track.samples, of: track)
        if !track.isExternal { walkChunks(tables, &track) }
        compare(tables, track)
    }

    /// Pictures, for people.
    func name(of track: ISOStructure.Track) -> String {
        track.isVideo ? "The video" : track.isSound ? "The sound" : "Track \(track.id) ('\(track.handler)')"
    }

    func samples(_ count: Int64, of track: ISOStructure.Track) -> String {
        track.isVideo
            ? counted(count, "picture")
            : track.isSound
                ? counted(count, "packet of sound", "packets of sound")
                : counted(count, "sample") + " of track \(track.id)"
    }

    /// Entries that may still be read.
    private mutating func allowed(_ table: ISOSampleTables.Table) -> Int {
        let count = Int(clamping: min(table.count, Int64(entriesLeft)))
        if Int64(count) < table.count { isComplete = false }
        entriesLeft -= count
        return count
    }

    private mutating func sumDurations(_ tables: ISOSampleTables, _ samples: inout ISOStructure.Samples) {
        guard let table = tables.durations else { return }
        var cursor = TableCursor(input.source, table.entries)
        for _ in 0..<allowed(table) {
            guard let count = cursor.number(bytes: 4), let delta = cursor.number(bytes: 4) else { break }
            samples.timed = .saturatingSum(samples.timed, count)
            samples.ticks = .saturatingSum(samples.ticks, .saturatingProduct(count, delta))
        }
    }

    private mutating func sumCompositions(_ tables: ISOSampleTables, _ samples: inout ISOStructure.Samples) {
        guard let table = tables.compositions else { return }
        var (cursor, sum, isFirst) = (TableCursor(input.source, table.entries), Int64(0), true)
        for _ in 0..<allowed(table) {
            guard let count = cursor.number(bytes: 4), let offset = cursor.number(bytes: 4) else { break }
            if isFirst { samples.firstOffset = Int64(Int32(truncatingIfNeeded: offset)) }
            isFirst = false
            sum = .saturatingSum(sum, count)
        }
        samples.offset = sum
    }

    private mutating func checkKeys(
        _ tables: ISOSampleTables, _ samples: inout ISOStructure.Samples, of track: ISOStructure.Track
    ) {
        guard let table = tables.keys else { return }
        samples.synchronous = table.count
        var (cursor, previous, isReported) = (TableCursor(input.source, table.entries), Int64(0), false)
        for _ in 0..<allowed(table) {
            guard let number = cursor.number(bytes: 4) else { break }
            if !isReported, number <= previous || number > samples.count {
                isReported = true
                let (there, name) = (self.samples(samples.count, of: track), name(of: track))
                problems.add(
                    .contradiction, at: table.offset,
                    number > samples.count
                        ? "\(name)'s list of key frames names number \(grouped(number)), and there are \(there)."
                        : "\(name)'s list of key frames is not in order.")
            }
            previous = number
        }
    }

    /// Every sample's place: chunk by chunk, and within a chunk one behind the other.
    private mutating func walkChunks(_ tables: ISOSampleTables, _ track: inout ISOStructure.Track) {
        guard let chunks = tables.chunks, let runs = tables.runs, let sizes = tables.sizes else { return }
        var places = ISOPlaces(
            end: input.count, endOfContent: endOfContent, media: media, canBeZero: Self.isRaw(track.sampleEntry))
        var chunkCursor = TableCursor(input.source, chunks.entries)
        var runCursor = ChunkRuns(TableCursor(input.source, runs.entries), count: allowed(runs))
        var sizeCursor = SampleSizes(
            TableCursor(input.source, sizes.entries), bits: sizes.bits, same: tables.sameSize,
            count: tables.sameSize == nil ? Int64(allowed(sizes)) : sizes.count)
        let width = Int(chunks.bits / 8)
        for number in 1...max(1, allowed(chunks)) {
            guard chunks.count > 0, let start = chunkCursor.number(bytes: width) else { break }
            track.samples.chunks += 1
            let count = runCursor.samples(inChunk: Int64(number))
            track.samples.chunked = .saturatingSum(track.samples.chunked, count)
            sizeCursor.place(count, at: start, in: &places, &track.samples.bytes)
        }
        let name = name(of: track)
        if runCursor.isDisordered {
            problems.add(.contradiction, at: runs.offset, "\(name)'s table 'stsc' is not in order.")
        }
        track.samples.behindEnd = .saturatingSum(track.samples.behindEnd, places.behindEnd)
        track.samples.outsideData = .saturatingSum(track.samples.outsideData, places.outsideData)
        track.samples.unfilled = .saturatingSum(track.samples.unfilled, places.unfilled)
    }

    /// Sound and pictures that are stored as they are, in which zeros mean silence and black.
    static func isRaw(_ entry: BoxType?) -> Bool {
        let raw: Set<BoxType> = [
            "raw ", "twos", "sowt", "lpcm", "ipcm", "fpcm", "in24", "in32", "fl32", "fl64", "ulaw", "alaw", "NONE",
            "2vuy",
            "yuv2", "v210", "v410", "v308", "v408", "r210", "b48r", "b64a", "uncv", "tmcd", "text", "tx3g", "rtmd",
        ]
        return entry.map(raw.contains) ?? true
    }

    private mutating func compare(_ tables: ISOSampleTables, _ track: ISOStructure.Track) {
        let samples = track.samples
        // A table that is cut off is reported already.
        let all = [tables.sizes, tables.durations, tables.runs, tables.chunks].compactMap { $0 }
        guard isComplete, all.allSatisfy({ Int64($0.claimed) <= $0.held }) else { return }
        let name = name(of: track)
        let sizes = "the table of sizes lists \(grouped(samples.count))"
        let offset = tables.sizes?.offset ?? 0
        if samples.timed != samples.count {
            problems.add(
                .contradiction, at: tables.durations?.offset ?? offset,
                "\(name)'s tables disagree: \(sizes), that of durations \(grouped(samples.timed)).")
        }
        if let composed = samples.offset, composed != samples.count {
            problems.add(
                .contradiction, at: tables.compositions?.offset ?? offset,
                "\(name)'s tables disagree: \(sizes), that of times of showing \(grouped(composed)).")
        }
        if samples.chunked != samples.count, !track.isExternal {
            problems.add(
                .contradiction, at: tables.chunks?.offset ?? offset,
                "\(name)'s tables disagree: \(sizes), those of places \(grouped(samples.chunked)).")
        }
        if track.isExternal, samples.count > 0 {
            problems.add(.missing, at: offset, "\(name) lies in another file.")
        }
    }

    /// After fragments were counted, too.
    mutating func reportPlaces(of track: ISOStructure.Track) {
        let samples = track.samples
        let all = self.samples(samples.count, of: track)
        func sentence(_ count: Int64, _ predicate: String) -> String {
            "\(grouped(count)) of \(all) \(count == 1 ? "lies" : "lie") \(predicate)."
        }
        if samples.behindEnd > 0 {
            problems.add(.missing, at: input.count, sentence(samples.behindEnd, "behind the end of the file"))
        }
        if samples.outsideData > 0 {
            problems.add(.contradiction, at: 0, sentence(samples.outsideData, "where the file has no media data"))
        }
        if samples.unfilled > 0 {
            problems.add(.missing, at: endOfContent, sentence(samples.unfilled, "where the file holds only zeros"))
        }
    }
}

/// How many samples each chunk has, by runs of chunks that have the same number.
private struct ChunkRuns {
    private var cursor: TableCursor
    private var left: Int
    private var current: Int64 = 0
    private var following: (first: Int64, count: Int64)?
    private var isFirst = true
    private(set) var isDisordered = false

    init(_ cursor: TableCursor, count: Int) {
        self.cursor = cursor
        left = count
        following = take()
    }

    private mutating func take() -> (first: Int64, count: Int64)? {
        guard left > 0, let first = cursor.number(bytes: 4), let count = cursor.number(bytes: 4),
            cursor.number(bytes: 4) != nil
        else { return nil }
        left -= 1
        return (first, count)
    }

    /// Chunks count from 1 and are asked for in their order.
    mutating func samples(inChunk number: Int64) -> Int64 {
        while let next = following, next.first <= number {
            if next.first < number || (isFirst && next.first != 1) { isDisordered = true }
            current = next.count
            isFirst = false
            following = take()
        }
        return current
    }
}

/// The sizes of samples, one after the other.
private struct SampleSizes {
    private var cursor: TableCursor
    private let bits: Int64
    private let same: Int64?
    private var left: Int64
    private var half: Int64?

    init(_ cursor: TableCursor, bits: Int64, same: Int64?, count: Int64) {
        (self.cursor, self.bits, self.same, left) = (cursor, bits, same, count)
    }

    /// The next so many samples, of which only those count that the table of sizes lists.
    mutating func place(_ count: Int64, at start: Int64, in places: inout ISOPlaces, _ bytes: inout Int64) {
        var count = min(count, left)
        left -= count
        if let same {
            places.add(at: start, size: same, count: count)
            bytes = .saturatingSum(bytes, .saturatingProduct(same, count))
            return
        }
        var offset = start
        while count > 0, let size = next() {
            count -= 1
            places.add(at: offset, size: size)
            offset = .saturatingSum(offset, size)
            bytes = .saturatingSum(bytes, size)
        }
    }

    private mutating func next() -> Int64? {
        guard bits == 4 else { return cursor.number(bytes: Int(bits / 8)) }
        if let half {
            self.half = nil
            return half
        }
        guard let byte = cursor.number(bytes: 1) else { return nil }
        half = byte & 15
        return byte >> 4
    }
}
