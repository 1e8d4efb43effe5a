/// What an element is, with the bits that tell the length of the identifier. Source: RFC 9559, 5.1.
struct MatroskaID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    var rawValue: Int

    init(rawValue: Int) { self.rawValue = rawValue }

    /// Not an element: what all elements are in.
    static let file = MatroskaID(rawValue: 0)
    static let header = MatroskaID(rawValue: 0x1A45_DFA3)
    static let documentType = MatroskaID(rawValue: 0x4282)
    static let documentTypeVersion = MatroskaID(rawValue: 0x4287)
    static let documentTypeReadVersion = MatroskaID(rawValue: 0x4285)
    static let void = MatroskaID(rawValue: 0xEC)
    static let checksum = MatroskaID(rawValue: 0xBF)
    static let segment = MatroskaID(rawValue: 0x1853_8067)

    static let seekHead = MatroskaID(rawValue: 0x114D_9B74)
    static let info = MatroskaID(rawValue: 0x1549_A966)
    static let tracks = MatroskaID(rawValue: 0x1654_AE6B)
    static let cues = MatroskaID(rawValue: 0x1C53_BB6B)
    static let cluster = MatroskaID(rawValue: 0x1F43_B675)
    static let tags = MatroskaID(rawValue: 0x1254_C367)
    static let attachments = MatroskaID(rawValue: 0x1941_A469)
    static let chapters = MatroskaID(rawValue: 0x1043_A770)

    static let timestamp = MatroskaID(rawValue: 0xE7)
    static let simpleBlock = MatroskaID(rawValue: 0xA3)
    static let blockGroup = MatroskaID(rawValue: 0xA0)
    static let block = MatroskaID(rawValue: 0xA1)
    static let trackEntry = MatroskaID(rawValue: 0xAE)
    static let cuePoint = MatroskaID(rawValue: 0xBB)

    private static let names: [MatroskaID: String] = [
        header: "EBML", void: "Void", checksum: "CRC-32", segment: "Segment", seekHead: "SeekHead", info: "Info",
        tracks: "Tracks", cues: "Cues", cluster: "Cluster", tags: "Tags", attachments: "Attachments",
        chapters: "Chapters", timestamp: "Timestamp", simpleBlock: "SimpleBlock", blockGroup: "BlockGroup",
        block: "Block", trackEntry: "TrackEntry", cuePoint: "CuePoint",
    ]

    static let ofFile: Set<MatroskaID> = [header, void, checksum, segment]

    /// Whether it can only be a part of the segment itself, so that it ends a cluster that leaves its length open.
    var isOfSegment: Bool {
        switch self {
        case .seekHead, .info, .tracks, .cues, .cluster, .tags, .attachments, .chapters, .segment, .header: true
        default: false
        }
    }

    var description: String { MatroskaID.names[self] ?? "0x" + String(rawValue, radix: 16) }
}

/// Numbers that stand for elements deeper inside, where one place alone asks for them.
enum MatroskaField {
    // Info.
    static let timestampScale = 0x2AD7B1, duration = 0x4489, muxer = 0x4D80, writer = 0x5741, date = 0x4461
    static let title = 0x7BA9
    // Seek.
    static let seek = 0x4DBB, seekID = 0x53AB, seekPosition = 0x53AC
    // CuePoint.
    static let cuePositions = 0xB7, cueCluster = 0xF1
    // TrackEntry.
    static let number = 0xD7, uid = 0x73C5, type = 0x83, codec = 0x86, defaultDuration = 0x23E383, language = 0x22B59C
    static let encodings = 0x6D80, encoding = 0x6240, encryption = 0x5035
    static let video = 0xE0
    static let width = 0xB0, height = 0xBA, displayWidth = 0x54B0, displayHeight = 0x54BA, displayUnit = 0x54B2
    static let cropLeft = 0x54CC, cropTop = 0x54BB, cropRight = 0x54DD, cropBottom = 0x54AA
    static let colour = 0x55B0, alpha = 0x53C0
    // Tags.
    static let tag = 0x7373, simpleTag = 0x67C8, tagName = 0x45A3, tagString = 0x4487
    // Attachments.
    static let attachedFile = 0x61A7, fileName = 0x466E, mediaType = 0x4660
}
