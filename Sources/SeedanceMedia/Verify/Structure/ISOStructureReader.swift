import FFmpeg

/// One box: where it says that it lies, and how much of that is there.
struct ISOBox {
    var type: BoxType
    var offset: Int64
    var payload: Int64
    /// What its own length says.
    var claimedEnd: Int64
    /// No further than its parent's and the file's.
    var end: Int64

    var range: Range<Int64> { payload..<max(payload, end) }
    var count: Int64 { max(0, end - payload) }

    /// What lies behind so many bytes of it, as a parent of boxes.
    func dropping(_ bytes: Int64) -> ISOBox {
        var box = self
        box.payload = min(payload + bytes, max(payload, end))
        return box
    }
}

/// Reads the boxes of an MP4 or QuickTime file.
///
/// Nothing in a file is believed. Which box is looked for in which bounds the depth, so that no nesting costs more than
/// any other bytes; sizes are held against what contains them, and of media data nothing is read.
/// Source: ISO/IEC 14496-12.
struct ISOStructureReader {
    var input: SlicedBytes
    let limits: Limits
    var iso = ISOStructure()
    var problems = StructureProblems()
    var metadata: [MetadataItem] = []
    /// How much more metadata is looked at, kept or not.
    var metadataLeft: Int
    var isComplete = true
    let endOfContent: Int64
    /// Where media data lies, rising.
    var media: [Range<Int64>] = []
    /// The sample tables, one for each track.
    var tables: [ISOSampleTables] = []
    var entriesLeft: Int
    var fragments = ISOFragments()
    private var partsLeft: Int
    private var firstMedia: Int64?
    private var movieOffset: Int64?
    /// Behind the last box that was one.
    private var endOfBoxes: Int64 = 0

    init(_ source: ByteSource, limits: Limits) {
        input = SlicedBytes(source)
        self.limits = limits
        endOfContent = Int64(source.endOfContent)
        partsLeft = limits.structureParts
        entriesLeft = limits.tableEntries
        metadataLeft = 10 * limits.metadataItems
    }

    var file: ISOBox {
        ISOBox(type: "file", offset: 0, payload: 0, claimedEnd: input.count, end: input.count)
    }

    mutating func read() -> ContainerStructure {
        var position: Int64 = 0
        while let box = next(&position, in: file) { visit(topLevel: box) }
        conclude()
        return ContainerStructure(
            layout: .iso(iso), byteCount: input.count, endOfContent: endOfContent, problems: problems.list,
            problemCount: problems.count, metadata: metadata, isComplete: isComplete)
    }

    private mutating func visit(topLevel box: ISOBox) {
        if iso.parts.count < 1000 {
            iso.parts.append(ISOStructure.Part(type: box.type, offset: box.offset, size: box.end - box.offset))
        }
        switch box.type {
        case "ftyp" where iso.majorBrand == nil: readBrands(box)
        case "moov" where iso.hasMovie:
            problems.add(.contradiction, at: box.offset, "There is a second index ('moov') at \(grouped(box.offset)).")
        case "moov":
            iso.hasMovie = true
            movieOffset = box.offset
            readMovie(box)
        case "mdat", "imdt":
            firstMedia = firstMedia ?? box.offset
            media.append(box.range)
        case "moof": readFragment(box)
        case "sidx": readSegmentIndex(box)
        case "meta": readMeta(box)
        case "udta": readUserData(box)
        case "uuid": readUniversal(box)
        case "jumb", "c2pa": addProvenance(box)
        default: break
        }
    }

    // MARK: Boxes

    /// The next box of a parent; nil at its end, and where what follows is none, which then is among the problems.
    mutating func next(_ position: inout Int64, in parent: ISOBox) -> ISOBox? {
        guard position < parent.end else { return nil }
        guard partsLeft > 0 else {
            isComplete = false
            return nil
        }
        partsLeft -= 1
        let rest = parent.end - position
        guard rest >= 8, let head = input.view(at: position, upTo: 16, before: parent.end),
            let short = head.uint32(0, .bigEndian), let code = head.uint32(4, .bigEndian)
        else {
            endsWithoutBox(at: position, in: parent)
            position = parent.end
            return nil
        }
        let type = BoxType(code)
        guard let (header, size) = extent(head, short, type, at: position, in: parent) else {
            position = parent.end
            return nil
        }
        let claimedEnd = size.map { Int64.saturatingSum(position, $0) } ?? max(parent.claimedEnd, position + header)
        let box = ISOBox(
            type: type, offset: position, payload: position + header, claimedEnd: claimedEnd,
            end: min(claimedEnd, parent.end))
        if claimedEnd > parent.end { overreaches(box, in: parent) }
        position = box.end
        if parent.type == "file" { endOfBoxes = box.end }
        return box
    }

    /// Length of a header and of its box, nil for one that reaches to the end; nil for what is no box.
    private mutating func extent(
        _ head: ByteView, _ short: Int, _ type: BoxType, at position: Int64, in parent: ISOBox
    ) -> (header: Int64, size: Int64?)? {
        let isFile = parent.type == "file"
        guard type.isPlausible || !isFile, short != 0 || type.code != 0 else {
            endsWithoutBox(at: position, in: parent)
            return nil
        }
        var (header, size): (Int64, Int64?) = (8, Int64(short))
        if short == 0 {
            // To the end of the file, which only the last box of all can say of itself.
            if isFile { return (8, nil) }
            size = 0
        } else if short == 1 {
            guard let high = head.uint32(8, .bigEndian), let low = head.uint32(12, .bigEndian) else {
                endsWithoutBox(at: position, in: parent)
                return nil
            }
            header = 16
            size = high < 1 << 31 ? Int64(high) << 32 | Int64(low) : .max
        }
        guard let size, size >= header else {
            problems.add(
                .contradiction, at: position,
                "The box '\(type)' at \(grouped(position)) says that it has \(counted(size ?? 0, "byte")), less than its "
                    + "own header.")
            return nil
        }
        return (header, size)
    }

    private mutating func overreaches(_ box: ISOBox, in parent: ISOBox) {
        let (size, there) = (box.claimedEnd - box.offset, box.end - box.offset)
        if parent.type != "file", box.claimedEnd > parent.claimedEnd {
            problems.add(
                .contradiction, at: box.offset,
                "The box '\(box.type)' at \(grouped(box.offset)) says that it has \(grouped(size)) bytes, and its parent "
                    + "'\(parent.type)' ends after \(grouped(max(0, parent.claimedEnd - box.offset))).")
        } else if parent.type == "file" {
            problems.add(
                .missing, at: box.offset,
                "The file ends inside of the box '\(box.type)' that begins at \(grouped(box.offset)): \(grouped(there)) of "
                    + "its \(grouped(size)) bytes are there.")
        }
    }

    /// Bytes in which there is no box: padding, the end that QuickTime puts behind lists, or what is left of a file.
    private mutating func endsWithoutBox(at position: Int64, in parent: ISOBox) {
        let rest = parent.end - position
        guard parent.type == "file" else {
            let strict: Set<BoxType> = ["moov", "trak", "mdia", "minf", "stbl", "moof", "traf"]
            // The file that ends there is reported where its last box is.
            guard strict.contains(parent.type), parent.claimedEnd <= input.count else { return }
            let bytes = input.view(at: position, upTo: 8, before: parent.end)
            guard let bytes, !bytes.slice.allSatisfy({ $0 == 0 }) else { return }
            problems.add(
                .contradiction, at: position,
                "In '\(parent.type)' at \(grouped(position)) there is no box, but \(counted(rest, "byte")) of something "
                    + "else.")
            return
        }
        if endOfContent <= position {
            let isPadding = rest <= Self.padding
            problems.add(
                isPadding ? .oddity : .missing, at: position,
                "From byte \(grouped(position)) on the file holds only zeros (\(counted(rest, "byte"))).")
        } else {
            problems.add(
                .contradiction, at: position,
                "What begins at \(grouped(position)) is no box (\(counted(rest, "byte")) to the end of the file).")
        }
    }

    /// Zeros behind the last box that nobody need hear of: devices fill a block of their disk.
    private static let padding: Int64 = 1 << 16

    // MARK: The whole

    private mutating func conclude() {
        iso.isMovieFirst = movieOffset.map { movie in firstMedia.map { movie < $0 } ?? true } ?? false
        if !iso.hasMovie {
            problems.add(
                .missing, at: endOfBoxes,
                iso.fragments > 0
                    ? "There is no index ('moov'): these are pieces of a stream without its beginning."
                    : "There is no index ('moov'): the file is cut off, or was never finished.")
        } else if iso.tracks.isEmpty {
            problems.add(.missing, at: movieOffset ?? 0, "The index lists no track.")
        }
        for index in iso.tracks.indices { judgeTables(ofTrack: index) }
        judgeFragments()
        if iso.hasMovie, iso.isFragmented, iso.fragments == 0, iso.tracks.allSatisfy({ $0.samples.count == 0 }) {
            problems.add(.missing, at: endOfBoxes, "The index says that pieces ('moof') follow, and none does.")
        }
        for track in iso.tracks { reportPlaces(of: track) }
    }

    private mutating func readBrands(_ box: ISOBox) {
        guard let view = input.view(at: box.payload, upTo: 4096, before: box.end) else { return }
        iso.majorBrand = view.uint32(0, .bigEndian).map(BoxType.init)
        for offset in stride(from: 8, to: view.count - 3, by: 4) {
            if let code = view.uint32(offset, .bigEndian) { iso.compatibleBrands.append(BoxType(code)) }
        }
    }
}
