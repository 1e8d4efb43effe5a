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
        let quality = options.quality ?? EncodingOptions.standardQuality
        let format = options.format ?? (isLossless ? .png : .jpeg)
        if let image = try PictureEncoder.encode(picture, as: format, quality: quality, within: limit, name: name) {
            return (image, warnings + reduction(image, from: format, quality, limit))
        }
        // Whoever left the choice to us gets a lossy file rather than none.
        if options.format == nil, format == .png,
            let image = try PictureEncoder.encode(picture, as: .jpeg, quality: quality, within: limit, name: name)
        {
            return (image, warnings + reduction(image, from: format, quality, limit))
        }
        throw MediaError(
            .cannotFit, name, "No \(format.rawValue) of \(picture.size) fits \(limit) bytes, whatever the quality.",
            hint: format == .png ? "Choose jpeg or webp, or allow more bytes." : "Allow more bytes.")
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
