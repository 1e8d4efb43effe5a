import FFmpeg

/// One element: what it is, where it says that it lies, and how much of that is there.
struct MatroskaElement {
    var id: MatroskaID
    var offset: Int64
    var payload: Int64
    /// What its own length says; nil where that is left open.
    var claimedEnd: Int64?
    /// No further than its parent's and the file's.
    var end: Int64

    var count: Int64 { max(0, end - payload) }
}

/// Reads the elements of a WebM or Matroska file.
///
/// Nothing in a file is believed, and which element is looked for in which bounds the depth. Of blocks nothing is read
/// but whose they are; indexes are held against what is there and never followed.
struct MatroskaStructureReader {
    var input: SlicedBytes
    let limits: Limits
    var facts = MatroskaStructure()
    var problems = StructureProblems()
    var metadata: [MetadataItem] = []
    /// How much more metadata is looked at, kept or not.
    var metadataLeft: Int
    var isComplete = true
    let endOfContent: Int64
    /// What positions in indexes count from.
    var segmentStart: Int64 = 0
    var clusterOffsets: Set<Int64> = []
    var firstCluster: Int64?
    /// Where elements of the segment lie, but for clusters: the first thousand.
    var parts: [MatroskaID: Set<Int64>] = [:]
    var cues: [(offset: Int64, target: Int64)] = []
    var seeks: [(offset: Int64, id: MatroskaID, target: Int64)] = []
    /// Blocks by the number of their track.
    var counts: [Int: BlockCount] = [:]
    private var partsLeft: Int
    private var partCount = 0
    private var saysZeros = false

    init(_ source: ByteSource, limits: Limits) {
        input = SlicedBytes(source)
        self.limits = limits
        endOfContent = Int64(source.endOfContent)
        partsLeft = limits.structureParts
        metadataLeft = 10 * limits.metadataItems
    }

    private var file: MatroskaElement {
        MatroskaElement(id: .file, offset: 0, payload: 0, claimedEnd: input.count, end: input.count)
    }

    mutating func read() -> ContainerStructure {
        var position: Int64 = 0
        while let element = next(&position, in: file) {
            switch element.id {
            case .header: readHeader(element)
            case .segment where facts.hasSegment:
                let second = grouped(element.offset)
                problems.add(.oddity, at: element.offset, "A second segment begins at \(second); players ignore it.")
            case .segment:
                facts.hasSegment = true
                readSegment(element)
            case .void: facts.voidBytes += element.end - element.offset
            default: break
            }
        }
        conclude()
        return ContainerStructure(
            layout: .matroska(facts), byteCount: input.count, endOfContent: endOfContent, problems: problems.list,
            problemCount: problems.count, metadata: metadata, isComplete: isComplete)
    }

    // MARK: Elements

    /// The next element of a parent; nil at its end, and where what follows is none, which then is among the problems.
    ///
    /// - Parameter isOpen: whether the parent leaves its length open, so that it ends where something begins that
    ///   belongs to the segment.
    mutating func next(_ position: inout Int64, in parent: MatroskaElement, isOpen: Bool = false) -> MatroskaElement? {
        guard position < parent.end else { return nil }
        guard partsLeft > 0 else {
            isComplete = false
            position = parent.end
            return nil
        }
        partsLeft -= 1
        guard let head = input.view(at: position, upTo: 12, before: parent.end),
            let id = head.elementIdentifier(0), let size = head.elementSize(id.length)
        else {
            endsWithoutElement(at: position, in: parent)
            position = parent.end
            return nil
        }
        let name = MatroskaID(rawValue: id.value)
        if isOpen, name.isOfSegment { return nil }
        let payload = position + Int64(id.length + size.length)
        if parent.id == .file, !MatroskaID.ofFile.contains(name) {
            endsWithoutElement(at: position, in: parent)
            position = parent.end
            return nil
        }
        let claimedEnd = size.value.map { Int64.saturatingSum(payload, Int64($0)) }
        let element = MatroskaElement(
            id: name, offset: position, payload: payload, claimedEnd: claimedEnd,
            end: min(claimedEnd ?? parent.end, parent.end))
        if claimedEnd == nil, name != .segment, name != .cluster {
            problems.add(
                .contradiction, at: position,
                "The element \(name) at \(grouped(position)) leaves its length open, which only segments and clusters do."
            )
        }
        if let claimedEnd, claimedEnd > parent.end { overreaches(element, claimedEnd, in: parent) }
        position = element.end
        return element
    }

    private mutating func overreaches(_ element: MatroskaElement, _ claimedEnd: Int64, in parent: MatroskaElement) {
        let (size, there) = (claimedEnd - element.offset, element.end - element.offset)
        if parent.id != .file, let end = parent.claimedEnd, claimedEnd > end {
            problems.add(
                .contradiction, at: element.offset,
                "The element \(element.id) at \(grouped(element.offset)) says that it has \(grouped(size)) bytes, and its "
                    + "parent \(parent.id) ends after \(grouped(max(0, end - element.offset))).")
        } else if parent.id == .file || parent.claimedEnd == nil {
            problems.add(
                .missing, at: element.offset,
                "The file ends inside of the element \(element.id) that begins at \(grouped(element.offset)): "
                    + "\(grouped(there)) of its \(grouped(size)) bytes are there.")
        }
    }

    private mutating func endsWithoutElement(at position: Int64, in parent: MatroskaElement) {
        let rest = parent.end - position
        if endOfContent <= position {
            // Said once, in the innermost element.
            guard !saysZeros else { return }
            saysZeros = true
            let isPadding = parent.id == .file && rest <= 1 << 16
            problems.add(
                isPadding ? .oddity : .missing, at: position,
                "From byte \(grouped(position)) on the file holds only zeros "
                    + "(\(counted(input.count - position, "byte"))).")
        } else if parent.id == .file {
            problems.add(
                .contradiction, at: position,
                "What begins at \(grouped(position)) is no element (\(counted(rest, "byte")) to the end of the file).")
        } else if parent.end == input.count, rest < 12 {
            problems.add(
                .missing, at: position, "The file ends inside of an element that begins at \(grouped(position)).")
        } else {
            problems.add(
                .contradiction, at: position,
                "In \(parent.id) there is no element at \(grouped(position)), but \(counted(rest, "byte")) of something "
                    + "else.")
        }
    }

    // MARK: Values

    mutating func unsigned(_ element: MatroskaElement) -> UInt64 {
        guard element.count <= 8, let view = input.view(at: element.payload, count: Int(element.count)) else {
            return 0
        }
        return view.slice.reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func whole(_ element: MatroskaElement) -> Int { Int(clamping: unsigned(element)) }

    /// A floating-point number of four or eight bytes; nil for what is no number.
    mutating func real(_ element: MatroskaElement) -> Double? {
        let bits = unsigned(element)
        let value: Double
        switch element.count {
        case 4: value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case 8: value = Double(bitPattern: bits)
        default: return nil
        }
        return value.isFinite ? value : nil
    }

    mutating func string(_ element: MatroskaElement) -> String {
        let view = input.view(at: element.payload, upTo: 1024, before: element.end)
        return String(decoding: (view?.slice ?? []).prefix { $0 != 0 }, as: UTF8.self)
    }

    private mutating func readHeader(_ header: MatroskaElement) {
        var position = header.payload
        while let element = next(&position, in: header) {
            switch element.id {
            case .documentType: facts.documentType = MetadataItem.clean(string(element), atMost: 40)
            case .documentTypeVersion: facts.version = whole(element)
            case .documentTypeReadVersion: facts.readVersion = whole(element)
            default: break
            }
        }
    }

    private mutating func readSegment(_ segment: MatroskaElement) {
        segmentStart = segment.payload
        facts.segmentSize = segment.claimedEnd.map { $0 - segment.payload }
        var position = segment.payload
        while let element = next(&position, in: segment) {
            partCount += 1
            if element.id != .cluster, partCount < 1000 || parts.count < 20 {
                parts[element.id, default: []].insert(element.offset)
            }
            switch element.id {
            case .seekHead: readSeekHead(element)
            case .info: readInfo(element)
            case .tracks: readTracks(element)
            case .cues: readCues(element)
            case .cluster: position = readCluster(element)
            case .tags: readTags(element)
            case .attachments: readAttachments(element)
            case .void: facts.voidBytes += element.end - element.offset
            case .checksum: facts.checksums += 1
            default: break
            }
        }
    }
}
