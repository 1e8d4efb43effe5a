/// The tags of a TIFF picture's first directory that matter here. Of tags that stand twice, the first counts.
///
/// Source: TIFF 6.0, section 8; Adobe TIFF Technical Notes; DNG 1.7 for 50706; ICC.1:2022, B.5 for 34675.
struct TIFFTags {
    enum Tag: Int {
        case subfileType = 254
        case width = 256
        case height = 257
        case bitsPerSample = 258
        case compression = 259
        case photometric = 262
        case make = 271
        case stripOffsets = 273
        case orientation = 274
        case samplesPerPixel = 277
        case rowsPerStrip = 278
        case stripByteCounts = 279
        case planarConfiguration = 284
        case tileWidth = 322
        case tileLength = 323
        case tileOffsets = 324
        case tileByteCounts = 325
        case subDirectories = 330
        case inkSet = 332
        case extraSamples = 338
        case sampleFormat = 339
        case subsampling = 530
        case profile = 34675
        case dngVersion = 50706
    }

    let directory: TIFFDirectory
    private var entries: [Tag: TIFFDirectory.Entry] = [:]

    init(_ directory: TIFFDirectory, _ context: HeaderContext, _ budget: inout HeaderBudget) throws(MediaError) {
        self.directory = directory
        for index in 0..<directory.entryCount {
            try budget.countChunk()
            guard let entry = directory.entry(index) else { throw context.truncated("it ends inside its directory") }
            guard let tag = Tag(rawValue: entry.tag), entries[tag] == nil else { continue }
            entries[tag] = entry
        }
    }

    func has(_ tag: Tag) -> Bool { entries[tag] != nil }

    func entry(_ tag: Tag) -> TIFFDirectory.Entry? { entries[tag] }

    /// The number of elements; 0 without the tag.
    func count(_ tag: Tag) -> Int { entries[tag]?.count ?? 0 }

    func value(_ tag: Tag, at index: Int = 0) -> Int? { entries[tag].flatMap { directory.unsigned($0, at: index) } }
}
