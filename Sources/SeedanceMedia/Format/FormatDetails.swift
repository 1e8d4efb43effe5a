import SeedanceAPI

/// What only one format has to say.
package enum FormatDetails: Hashable, Sendable {
    case jpeg(JPEGDetails)
    case png(PNGDetails)
    case webp(WebPDetails)
    case gif(GIFDetails)
    case bmp(BMPDetails)
    case tiff(TIFFDetails)
}

package struct JPEGDetails: Hashable, Sendable {
    package struct Sampling: Hashable, Sendable {
        package var horizontal: Int
        package var vertical: Int
    }

    package var isProgressive: Bool
    /// One for each component, in the order of the frame header.
    package var sampling: [Sampling]
    package var hasJFIF: Bool
    /// The transform byte of Adobe's APP14. Where it is present, CMYK is stored inverted.
    package var adobeTransform: Int?
    package var restartInterval: Int

    /// Colour at full resolution in both directions; also true of gray.
    package var isFullChroma: Bool { sampling.dropFirst().allSatisfy { $0 == sampling.first } }
}

package struct PNGDetails: Hashable, Sendable {
    package var colorType: Int
    package var isInterlaced: Bool
    package var hasSRGBChunk = false
    /// `gAMA` as stored: 45455 is 1/2.2.
    package var gamma: Int?
    /// `cHRM` as stored: white, red, green, blue, each x and y times 100,000.
    package var chromaticities: [Int]?
    /// `cICP` as stored: primaries, transfer, matrix, full range.
    package var codePoints: [Int]?

    /// Whether the chunks other than `iCCP` leave it at sRGB, so that they can be cut out without a change of colour.
    ///
    /// Source: PNG third edition, 4.3: cICP before iCCP before sRGB before gAMA and cHRM.
    package var looksLikeSRGB: Bool {
        if let codePoints { return codePoints.starts(with: [1, 13, 0]) }
        if hasSRGBChunk { return true }
        if let gamma, abs(gamma - 45_455) > 2_000 { return false }
        guard let chromaticities else { return true }
        let sRGB = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000]
        return zip(chromaticities, sRGB).allSatisfy { abs($0 - $1) <= 200 }
    }
}

package struct WebPDetails: Hashable, Sendable {
    /// Whether there is a `VP8X` header, with room for metadata.
    package var isExtended: Bool
}

package struct GIFDetails: Hashable, Sendable {
    /// Where the first frame lies on the logical screen. It may reach over the edge.
    package var frameLeft: Int
    package var frameTop: Int
    package var frameSize: PixelSize
    /// Nil unless the first frame has a transparent colour.
    package var transparentIndex: Int?
    package var backgroundIndex: Int
    package var isInterlaced: Bool
}

package struct BMPDetails: Hashable, Sendable {
    package var headerSize: Int
    package var bitsPerPixel: Int
    /// BI_RGB 0, BI_RLE8 1, BI_RLE4 2, BI_BITFIELDS 3, BI_ALPHABITFIELDS 6.
    package var compression: Int
    /// The first row stored is the top one (a negative height).
    package var isTopDown: Bool
}

package struct TIFFDetails: Hashable, Sendable {
    package var compression: Int
    package var photometric: Int
    package var samplesPerPixel: Int
    /// One number for each sample beyond the colours: 0 unspecified, 1 associated (premultiplied), 2 unassociated alpha.
    package var extraSamples: [Int]
    package var isTiled: Bool
    package var isPlanar: Bool
    /// 1 unsigned, 2 signed, 3 floating point.
    package var sampleFormat: Int
    package var hasMorePages: Bool

    /// Colours have been multiplied by alpha already.
    package var isAlphaPremultiplied: Bool { extraSamples.first == 1 }
}
