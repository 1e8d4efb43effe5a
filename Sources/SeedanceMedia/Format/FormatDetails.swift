import SeedanceAPI

/// What only one format has to say.
package enum FormatDetails: Hashable, Sendable {
    case jpeg(JPEGDetails)
    case png(PNGDetails)
    case webp(WebPDetails)
    case gif(GIFDetails)
    case bmp(BMPDetails)
    case tiff(TIFFDetails)
    case heif(HEIFDetails)
    case jpegXL(JPEGXLDetails)
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
    /// The transform byte of Adobe's APP14.
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
    /// The first frame of an animation that does not begin with the default image; nil for every other picture.
    var firstFrame: APNGFrame?
}

package struct WebPDetails: Hashable, Sendable {
    /// Whether there is a `VP8X` header, with room for metadata.
    package var isExtended: Bool
    /// Nil unless the file is an animation.
    var firstFrame: WebPFrame?
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

/// Of HEIC and AVIF.
package struct HEIFDetails: Hashable, Sendable {
    package enum Codec: String, Hashable, Sendable { case hevc, av1, jpeg, other }

    package var codec: Codec
    /// Of the coded picture, of which `codedSize` may be a part.
    package var wholeSize: PixelSize
    /// What is shown of the coded picture, before it is turned (`clap`).
    package var aperture: PixelRect
    /// Tiles in a row and in a column; nil for a single picture.
    package var grid: PixelSize?
    /// How many times smaller chroma is than luma.
    package var chroma = PixelSize(width: 2, height: 2)
    /// Colours have been multiplied by alpha already.
    package var isAlphaPremultiplied = false
    /// A second picture says how to brighten this one on an HDR screen.
    package var hasGainMap = false
    /// The number of the item that is coded or put together of tiles. It need not be the main item, which may show that
    /// one in another way (`iden`).
    package var item = 0
    /// The number of the item with the transparency; nil where there is none, and where each tile has its own.
    package var alphaItem: Int?
}

package struct JPEGXLDetails: Hashable, Sendable {
    /// Boxes around the codestream.
    package var isContainer: Bool
    /// What the decoder has done already when it delivers the picture.
    package var appliedOrientation = Orientation.upright
    /// The samples are X, Y and B of the human eye's cones, and become the file's colours only when they are decoded.
    package var isXYB = true
    /// An ICC profile is coded into the picture's own data; its decoder brings it out.
    package var hasCodedProfile = false
    /// Colours have been multiplied by alpha already.
    package var isAlphaPremultiplied = false
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
