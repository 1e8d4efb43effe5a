import SeedanceAPI

/// Reads the first directory of a TIFF file and checks that its pixels lie inside the file.
///
/// Source: TIFF 6.0, sections 2 to 8, 15, 16, 18; Adobe TIFF Technical Notes.
enum TIFFHeader {
    static func parse(_ bytes: [UInt8], _ context: HeaderContext) throws(MediaError) -> ImageHeader {
        let file = ByteView(bytes)
        guard let (order, offset) = TIFFDirectory.header(of: file) else {
            throw context.truncated("it ends inside its header")
        }
        guard offset >= 8 else { throw context.damaged("its directory begins inside its header") }
        guard let directory = TIFFDirectory(in: file, at: offset, order) else {
            throw context.truncated("its directory lies behind its end")
        }
        var budget = HeaderBudget(context)
        let tags = try TIFFTags(directory, context, &budget)
        if isCameraRaw(tags) { throw context.unsupported("a camera's raw file") }
        guard let width = tags.value(.width), let height = tags.value(.height) else {
            throw context.damaged("it does not say how large it is")
        }
        let size = PixelSize(width: width, height: height)
        try context.check(size)
        let samples = tags.value(.samplesPerPixel) ?? 1
        let depth = tags.value(.bitsPerSample) ?? 1
        guard (1...64).contains(samples), (1...64).contains(depth) else {
            throw context.damaged("it has \(samples) samples of \(depth) bits")
        }
        let photometric = try photometric(tags, samples: samples, context)
        let colorModel = try colorModel(photometric, context)
        try checkPixels(tags, file, context, &budget)
        let extra = extraSamples(tags, samples: samples, colorModel)
        let details = TIFFDetails(
            compression: tags.value(.compression) ?? 1, photometric: photometric, samplesPerPixel: samples,
            extraSamples: extra, isTiled: tags.has(.tileWidth), isPlanar: tags.value(.planarConfiguration) == 2,
            sampleFormat: tags.value(.sampleFormat) ?? 1, hasMorePages: (directory.nextOffset ?? 0) != 0)
        try checkLayout(details, depth: depth, context)
        if colorModel == .cmyk { try checkInks(tags, details, depth: depth, context) }
        var header = ImageHeader(
            format: .tiff, codedSize: size, orientation: Orientation(tag: tags.value(.orientation) ?? 1),
            bitDepth: depth, colorModel: colorModel, hasAlpha: extra.contains { $0 == 1 || $0 == 2 },
            isLossless: !lossyCompressions.contains(details.compression), details: .tiff(details))
        readProfile(tags, &header, budget)
        return header
    }

    /// JPEG (old and new), JPEG 2000, lossy DNG JPEG, WebP.
    private static let lossyCompressions: Set<Int> = [6, 7, 34712, 34892, 50001]

    /// None, CCITT (three kinds), LZW, Deflate (two numbers), PackBits. Not LZMA: FFmpeg's decoder shows what happens to
    /// lie in memory where such a strip is too short, and nothing here could tell.
    private static let readableCompressions: Set<Int> = [1, 2, 3, 4, 5, 8, 32946, 32773]

    /// FFmpeg's decoder takes these for what they are not and shows noise without a word.
    private static func checkLayout(_ details: TIFFDetails, depth: Int, _ context: HeaderContext) throws(MediaError) {
        if details.isTiled { throw context.unsupported("a TIFF picture in tiles") }
        if lossyCompressions.contains(details.compression) {
            throw context.unsupported("a TIFF picture with JPEG or another lossy compression inside")
        }
        guard readableCompressions.contains(details.compression) else {
            throw context.unsupported("a TIFF picture with compression number \(details.compression)")
        }
        guard details.sampleFormat == 1, [1, 2, 4, 8, 16].contains(depth) else {
            throw context.unsupported(
                "a TIFF picture with samples of \(depth) bits that are not plain numbers up to 16")
        }
    }

    /// Only one set of inks has a number of its own. Source: TIFF 6.0, section 16.
    private static func checkInks(
        _ tags: TIFFTags, _ details: TIFFDetails, depth: Int, _ context: HeaderContext
    ) throws(MediaError) {
        if (tags.value(.inkSet) ?? 1) != 1 { throw context.unsupported("a TIFF picture in inks other than CMYK") }
        guard details.samplesPerPixel == 4, depth == 8 || depth == 16 else {
            throw context.unsupported(
                "a TIFF picture in CMYK with \(details.samplesPerPixel) samples of \(depth) bits a pixel")
        }
    }

    /// A raw file shows a small preview in its first directory and keeps the sensor's data elsewhere.
    private static func isCameraRaw(_ tags: TIFFTags) -> Bool {
        if tags.has(.dngVersion) { return true }
        // Colour filter array, linear raw.
        if let photometric = tags.value(.photometric), photometric == 32803 || photometric == 34892 { return true }
        return (tags.value(.subfileType) ?? 0) & 1 == 1 && tags.has(.subDirectories) && tags.has(.make)
    }

    /// Some writers leave it out; the number of samples tells.
    private static func photometric(
        _ tags: TIFFTags, samples: Int, _ context: HeaderContext
    ) throws(MediaError) -> Int {
        if let photometric = tags.value(.photometric) { return photometric }
        guard samples <= 4 else { throw context.damaged("it does not say what its samples mean") }
        return samples < 3 ? 1 : 2
    }

    private static func colorModel(_ photometric: Int, _ context: HeaderContext) throws(MediaError) -> ColorModel {
        switch photometric {
        case 0, 1: return .gray
        case 2: return .rgb
        case 3: return .palette
        case 5: return .cmyk
        case 6: return .ycbcr
        case 4: throw context.unsupported("a TIFF transparency mask")
        case 8, 9, 10: throw context.unsupported("a TIFF picture in CIE L*a*b* colour")
        case 32844, 32845: throw context.unsupported("a TIFF picture in logarithmic luminance")
        default: throw context.unsupported("a TIFF picture with the colour interpretation \(photometric)")
        }
    }

    private static func extraSamples(_ tags: TIFFTags, samples: Int, _ colorModel: ColorModel) -> [Int] {
        let colors =
            switch colorModel {
            case .gray, .palette: 1
            case .rgb, .ycbcr: 3
            case .cmyk: 4
            }
        guard samples > colors else { return [] }
        // Without the tag, a fourth sample of RGB is taken for alpha by most readers, FFmpeg's among them.
        guard tags.has(.extraSamples) else {
            return Array(repeating: samples == colors + 1 ? 2 : 0, count: samples - colors)
        }
        return (0..<(samples - colors)).map { tags.value(.extraSamples, at: $0) ?? 0 }
    }

    /// Every strip or tile must lie inside the file; FFmpeg's decoder does not insist.
    private static func checkPixels(
        _ tags: TIFFTags, _ file: ByteView, _ context: HeaderContext, _ budget: inout HeaderBudget
    ) throws(MediaError) {
        let isTiled = tags.has(.tileWidth) || tags.has(.tileOffsets)
        if isTiled {
            let tile = PixelSize(width: tags.value(.tileWidth) ?? 0, height: tags.value(.tileLength) ?? 0)
            try context.check(tile)
        }
        let offsets: TIFFTags.Tag = isTiled ? .tileOffsets : .stripOffsets
        let byteCounts: TIFFTags.Tag = isTiled ? .tileByteCounts : .stripByteCounts
        guard tags.count(offsets) > 0 else { throw context.damaged("it has no picture data") }
        for index in 0..<tags.count(offsets) {
            try budget.countChunk()
            guard let offset = tags.value(offsets, at: index) else {
                throw context.truncated("the list of its strips lies behind its end")
            }
            // Byte counts are missing in some old files; then only the beginning can be checked.
            let count = tags.value(byteCounts, at: index) ?? 1
            guard file.view(at: offset, count: max(count, 1)) != nil else {
                throw context.truncated("it ends before its last pixel")
            }
        }
    }

    private static func readProfile(
        _ tags: TIFFTags, _ header: inout ImageHeader, _ budget: HeaderBudget
    ) {
        guard let entry = tags.entry(.profile) else { return }
        guard budget.allowsProfile(entry.count) else { return header.leaveOutLargeProfile() }
        guard let profile = tags.directory.bytes(entry) else {
            header.isProfileDamaged = true
            return
        }
        header.profilePayload = .raw(Array(profile.slice))
    }
}
