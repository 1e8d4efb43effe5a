import SeedanceAPI

/// Reads the header of an HEIC or AVIF file.
///
/// All that the file is going to tell a decoder is held against the limits and against itself here, the sizes in the
/// coded data among it. No pixel is decoded.
/// Source: ISO/IEC 23008-12 (HEIF), ISO/IEC 23000-22 (MIAF), AV1 Image File Format.
enum HEIFHeader {
    static func parse(_ bytes: [UInt8], _ context: HeaderContext) throws(MediaError) -> ImageHeader {
        let file = ByteView(bytes)
        var budget = HeaderBudget(context)
        let boxes = try HEIFFile(file, &budget, context)
        var reader = HEIFMetaReader(context, budget)
        if let meta = boxes.meta { try reader.read(meta) }
        guard boxes.meta != nil, reader.primary != nil || !boxes.hasTracks else {
            throw boxes.hasTracks
                ? context.unsupported(
                    "a sequence of pictures in tracks, like a video, with no still picture beside them")
                : context.damaged("it has no list of pictures ('meta')")
        }
        budget = reader.budget
        let items = try HEIFItems(reader, of: file, &budget)
        guard items[items.primary]?.isHidden != true else {
            throw context.damaged("its main picture, item \(items.primary), is not to be shown")
        }
        var pictures = HEIFPictureReader(items: items, budget: budget)
        let picture = try pictures.picture(items.primary)
        var header = header(of: picture, try HEIFAdditions(to: picture, &pictures))
        header.isAnimated = boxes.isAnimated
        if let profile = picture.profile {
            // The picture can be shown without it.
            let isTooLarge = profile.count > context.limits.profileBytes
            header.profilePayload = isTooLarge ? nil : .raw(Array(profile.slice))
            header.isProfileDamaged = isTooLarge
        }
        return header
    }

    private static func header(of picture: HEIFPicture, _ additions: HEIFAdditions) -> ImageHeader {
        let (coding, geometry) = (picture.coding, picture.geometry)
        // Where numbers say that colours are stored as red, green and blue, that is what a decoder gives.
        let model: ColorModel = coding.isGray ? .gray : picture.codePoints?.matrix == 0 ? .rgb : .ycbcr
        return ImageHeader(
            format: coding.codec == .av1 ? .avif : .heic, codedSize: geometry.aperture.size,
            orientation: geometry.orientation, bitDepth: coding.bitDepth, colorModel: model,
            hasAlpha: additions.hasAlpha, isLossless: false, codePoints: picture.codePoints,
            details: .heif(
                HEIFDetails(
                    codec: coding.codec, wholeSize: geometry.whole, aperture: geometry.aperture, grid: picture.grid,
                    chroma: coding.chroma, isAlphaPremultiplied: additions.isAlphaPremultiplied,
                    hasGainMap: additions.hasGainMap,
                    item: picture.item, alphaItem: additions.alpha?.item)))
    }
}
