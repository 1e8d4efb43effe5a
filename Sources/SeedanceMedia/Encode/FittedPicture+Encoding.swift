import SeedanceAPI

extension FittedPicture {
    /// The picture as a file, with what was done to keep to the wanted number of bytes.
    ///
    /// **Throws**: `cannotFit` when no quality gives a file that is small enough, and what the encoders throw.
    public func encoded(
        _ options: EncodingOptions = EncodingOptions(), name: String = "picture"
    ) throws(MediaError) -> (image: EncodedImage, warnings: [MediaWarning]) {
        let limit = options.maximumBytes ?? .max
        if let untouched, options.quality == nil, options.format == nil || options.format == untouched.format,
            untouched.bytes.count <= limit
        {
            return (untouched, warnings)
        }
        let (format, quality) = options.choice(isLossless: isLossless)
        if let image = try encode(as: format, quality: quality, within: limit, name: name) {
            return (image, warnings + reduction(image, from: format, quality, limit))
        }
        // Whoever left the choice to us gets a lossy file rather than none.
        if options.format == nil, format == .png,
            let image = try encode(as: .jpeg, quality: quality, within: limit, name: name)
        {
            return (image, warnings + reduction(image, from: format, quality, limit))
        }
        throw MediaError(
            .cannotFit, name, "No \(format.rawValue) of \(picture.size) fits \(limit) bytes, whatever the quality.",
            hint: format == .png ? "Choose jpeg or webp, or allow more bytes." : "Allow more bytes.")
    }

    private func encode(
        as format: EncodedFormat, quality: Int, name: String
    ) throws(MediaError) -> EncodedImage {
        if let ahead, ahead.format == format, ahead.quality == quality { return ahead }
        return try PictureEncoder.encode(picture, as: format, quality: quality, name: name)
    }

    /// The highest quality up to `quality` whose file has at most `limit` bytes; nil if not even the lowest has.
    private func encode(
        as format: EncodedFormat, quality: Int, within limit: Int, name: String
    ) throws(MediaError) -> EncodedImage? {
        let best = try encode(as: format, quality: quality, name: name)
        if best.bytes.count <= limit { return best }
        if format == .png { return nil }
        // Sizes grow with quality but for the step to full chroma, so halving finds the highest that fits.
        var (low, high) = (1, quality - 1)
        var found: EncodedImage?
        while low <= high {
            let middle = (low + high) / 2
            let image = try encode(as: format, quality: middle, name: name)
            if image.bytes.count <= limit {
                found = image
                low = middle + 1
            } else {
                high = middle - 1
            }
        }
        return found
    }

    private func reduction(
        _ image: EncodedImage, from format: EncodedFormat, _ quality: Int, _ limit: Int
    ) -> [MediaWarning] {
        guard let reached = image.quality, reached < quality || image.format != format else { return [] }
        return [
            MediaWarning(
                .qualityReduced,
                "Written as \(image.format.rawValue) of quality \(reached) to stay within \(limit) bytes.")
        ]
    }
}
