import SeedanceAPI

/// Reads the header of a PNG file and checks that its chunks are all there. Inflates nothing.
///
/// Source: PNG third edition, 11.
enum PNGHeader {
    static func parse(_ bytes: [UInt8], _ context: HeaderContext) throws(MediaError) -> ImageHeader {
        let file = ByteView(bytes)
        guard file.has(PNGChunks.signature) else {
            throw bytes.count < PNGChunks.signature.count
                ? context.truncated("it ends inside its signature")
                : context.damaged("its signature has been changed, as a transfer in text mode does")
        }
        var chunks = PNGChunks(bytes)
        var budget = HeaderBudget(context)
        var header = try imageHeader(&chunks, file, context)
        var details = PNGDetails(colorType: 0, isInterlaced: false)
        if case .png(let parsed) = header.details { details = parsed }
        var imageBytes = 0
        var hasImageData = false
        var hasPalette = false
        var hasAnimation = false
        while true {
            try budget.countChunk()
            let chunk = try next(&chunks, context)
            guard let data = file.view(at: chunk.data.lowerBound, count: chunk.data.count) else { break }
            switch chunk.type {
            case "IEND":
                guard hasImageData, imageBytes > 0 else { throw context.damaged("it has no picture data") }
                if hasAnimation {
                    details.firstFrame = try APNGFrame.first(in: bytes, canvas: header.codedSize, context)
                    if let frame = details.firstFrame, frame.size != header.codedSize { header.hasAlpha = true }
                }
                header.details = .png(details)
                return header
            case "IDAT":
                guard header.colorModel != .palette || hasPalette else {
                    throw context.damaged("its palette is missing")
                }
                hasImageData = true
                imageBytes += data.count
            case "PLTE":
                guard data.count % 3 == 0, (3...768).contains(data.count) else {
                    throw context.damaged("its palette has an impossible length")
                }
                hasPalette = true
            case "IHDR":
                throw context.damaged("it has two headers")
            case "fdAT":
                break
            case "acTL" where !hasImageData:
                hasAnimation = true
                header.isAnimated = (data.uint32(0, .bigEndian) ?? 0) > 1
            default:
                // A large profile is left out, and costs nothing until it is inflated.
                if chunk.type != "iCCP" { try budget.countMetadata(data.count) }
                if !hasImageData { read(chunk, data, &header, &details, budget) }
                if chunk.type == "eXIf", header.orientation == .upright {
                    header.orientation = EXIF.orientation(in: data, limits: context.limits) ?? .upright
                }
            }
        }
        throw context.truncated("it ends before its last chunk")
    }

    private static func next(_ chunks: inout PNGChunks, _ context: HeaderContext) throws(MediaError) -> PNGChunk {
        switch chunks.next() {
        case .chunk(let chunk): return chunk
        case .end: throw context.truncated("it ends before its last chunk")
        case .cutOff: throw context.truncated("it ends inside a chunk")
        case .badLength: throw context.damaged("a chunk has an impossible length")
        case .badType: throw context.damaged("something in it is no chunk")
        }
    }

    /// Source: PNG third edition, 11.2.1, table 12.
    private static func imageHeader(
        _ chunks: inout PNGChunks, _ file: ByteView, _ context: HeaderContext
    ) throws(MediaError) -> ImageHeader {
        let first = try next(&chunks, context)
        if first.type == "CgBI" { throw context.unsupported("a PNG picture that Xcode has repacked for iPhones") }
        let start = first.data.lowerBound
        guard first.type == "IHDR", first.data.count == 13, let width = file.uint32(start, .bigEndian),
            let height = file.uint32(start + 4, .bigEndian), let depth = file.byte(start + 8),
            let colorType = file.byte(start + 9), let interlace = file.byte(start + 12)
        else { throw context.damaged("it does not begin with its header") }
        let size = PixelSize(width: width, height: height)
        try context.check(size)
        guard allowedDepths[colorType]?.contains(depth) == true, interlace <= 1,
            file.uint16(start + 10, .bigEndian) == 0
        else { throw context.damaged("its header asks for what PNG does not have") }
        return ImageHeader(
            format: .png, codedSize: size, bitDepth: depth,
            colorModel: colorType == 3 ? .palette : colorType & 2 == 0 ? .gray : .rgb, hasAlpha: colorType & 4 != 0,
            isLossless: true, details: .png(PNGDetails(colorType: colorType, isInterlaced: interlace == 1)))
    }

    private static let allowedDepths: [Int: Set<Int>] = [
        0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
    ]

    /// Chunks that count only in front of the picture data.
    private static func read(
        _ chunk: PNGChunk, _ data: ByteView, _ header: inout ImageHeader, _ details: inout PNGDetails,
        _ budget: HeaderBudget
    ) {
        switch chunk.type {
        case "tRNS": header.hasAlpha = true
        case "sRGB": details.hasSRGBChunk = true
        case "gAMA": details.gamma = data.uint32(0, .bigEndian)
        case "cHRM" where data.count == 32:
            details.chromaticities = (0..<8).compactMap { data.uint32(4 * $0, .bigEndian) }
        case "cICP" where header.codePoints == nil && data.count == 4:
            let numbers = data.slice.map(Int.init)
            details.codePoints = numbers
            header.codePoints = ColorCodePoints(
                primaries: numbers[0], transfer: numbers[1], matrix: numbers[2], isFullRange: numbers[3] == 1)
        case "iCCP" where header.profilePayload == nil && !header.isProfileTooLarge:
            guard budget.allowsProfile(data.count) else { return header.leaveOutLargeProfile() }
            header.profilePayload = profile(data)
            header.isProfileDamaged = header.profilePayload == nil
        default: break
        }
    }

    /// A name of 1 to 79 bytes, a zero, the method (0 is zlib), the stream. Source: PNG third edition, 11.3.2.3.
    private static func profile(_ data: ByteView) -> ProfilePayload? {
        let bytes = data.slice
        guard let zero = bytes.prefix(80).firstIndex(of: 0), zero > bytes.startIndex, zero + 2 < bytes.endIndex,
            bytes[zero + 1] == 0
        else { return nil }
        return .zlib((zero + 2)..<bytes.endIndex)
    }
}
