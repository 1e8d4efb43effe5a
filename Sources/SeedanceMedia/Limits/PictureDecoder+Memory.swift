import SeedanceAPI

extension PictureDecoder {
    /// Holds what decoding will take against the limit, before anything is decoded.
    ///
    /// **Throws**: `limitExceeded`.
    func checkMemory() throws(MediaError) {
        let pixels = header.codedSize.area
        let planes = pixels.times(header.halfBytesPerPixel).map { $0 / 2 }
        // What libavcodec is given is a copy.
        let coded = header.format == .jpeg ? bytes.count : 2 * bytes.count
        let sum = planes.map { $0.addingReportingOverflow(coded) }
        try limits.checkMemory(
            sum.flatMap { $0.overflow ? nil : $0.partialValue },
            of: "The \(header.format.name) picture of \(HeaderContext.pixelCount(pixels))", name)
    }
}

extension ImageHeader {
    /// What the decoders hold of a picture at once, for one pixel, in half bytes: the decoded frame, and what they keep
    /// beside it. Measured with FFmpeg 5.1, libjpeg-turbo 2.1 and libjxl 0.7.
    fileprivate var halfBytesPerPixel: Int {
        let sampleBytes = bitDepth > 8 ? 2 : 1
        let channels = (colorModel == .gray || colorModel == .palette ? 1 : 3) + (hasAlpha ? 1 : 0)
        // Sixteen bits become eight in a second frame.
        let samples = 2 * channels * (sampleBytes > 1 ? 3 : 1)
        switch details {
        // Rows come and go, but for the coefficients of a progressive picture, of two bytes each.
        case .jpeg(let details): return details.isProgressive ? 2 * details.halfSamplesPerPixel : 1
        case .png: return samples
        case .webp: return isLossless ? 16 : hasAlpha ? 13 : 3
        // The canvas in four bytes, and the frame that is drawn on it.
        case .gif: return 17
        // A palette's colours take three bytes in the end.
        case .bmp(let details): return 2 * max(1, (details.bitsPerPixel + 7) / 8) + (details.bitsPerPixel <= 8 ? 9 : 0)
        case .tiff(let details):
            return max(samples, 2 * max(1, details.samplesPerPixel) * max(1, (bitDepth + 7) / 8))
        // The picture, and the canvas that tiles are put on.
        case .heif: return 2 * 3 * sampleBytes + (hasAlpha ? 2 * sampleBytes : 0)
        case .jpegXL: return samples + 2 * channels
        }
    }
}

extension JPEGDetails {
    /// Samples of all components for one pixel, times two: 6 for full chroma, 3 where it is halved in both directions.
    fileprivate var halfSamplesPerPixel: Int {
        let largest = sampling.map { max(1, $0.horizontal) * max(1, $0.vertical) }.max() ?? 1
        let all = sampling.reduce(0) { $0 + max(1, $1.horizontal) * max(1, $1.vertical) }
        return max(2, (2 * all + largest - 1) / largest)
    }
}
