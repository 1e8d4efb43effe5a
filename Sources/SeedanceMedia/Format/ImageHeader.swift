import SeedanceAPI

/// How a picture's samples are to be understood.
package enum ColorModel: String, Hashable, Sendable {
    case gray, rgb, palette, ycbcr, cmyk
}

/// What a picture file says of itself, found by walking its structure without decoding a pixel.
///
/// **Units**: `codedSize` is in stored pixels, before `orientation` is applied.
package struct ImageHeader: Hashable, Sendable {
    package var format: ImageFormat
    /// For GIF the logical screen, on which the first frame may be smaller: see `GIFDetails`.
    package var codedSize: PixelSize
    package var orientation = Orientation.upright
    /// Bits of one stored sample; of one index where there is a palette.
    package var bitDepth: Int
    package var colorModel: ColorModel
    /// An alpha channel, a PNG `tRNS`, a transparent GIF colour, or a GIF frame that leaves part of its screen bare.
    package var hasAlpha = false
    package var isLossless: Bool
    /// More than one frame: GIF and APNG, whose first frame (default image) can be used.
    package var isAnimated = false
    /// Nil if there is none, if it is damaged, or if it is still compressed: see `resolveProfile`.
    package var profile: ColorProfile?
    /// The bytes of the ICC profile, or where they lie.
    package var profilePayload: ProfilePayload?
    /// There is something in the place of a profile that cannot be understood.
    package var isProfileDamaged = false
    package var details: FormatDetails

    /// The size of the upright picture.
    package var displaySize: PixelSize { orientation.applied(to: codedSize) }

    /// Reads the header of a whole picture file.
    ///
    /// **Throws** `empty`, `notAPicture`, `unsupportedFormat`, `truncated`, `damaged`, `limitExceeded`.
    /// **Not an error**: a damaged profile or damaged metadata, and for JPEG a missing end: the decoder says more.
    package static func parse(
        _ bytes: [UInt8], name: String, limits: Limits = .standard
    ) throws(MediaError) -> ImageHeader {
        guard !bytes.isEmpty else {
            throw MediaError(.empty, name, "The file is empty.", hint: "Copy or download it again.")
        }
        guard let sniffed = SniffedFormat.sniff(bytes) else {
            throw MediaError(
                .notAPicture, name, "This is not a picture of any known format.",
                hint: "JPEG, PNG, WebP, GIF, BMP and TIFF can be read.")
        }
        if let refusal = sniffed.refusal(asPicture: name) { throw refusal }
        guard let format = sniffed.image else {
            throw MediaError(.notAPicture, name, "This is \(sniffed), not a picture.")
        }
        let context = HeaderContext(name: name, format: format, limits: limits)
        var header =
            switch format {
            case .jpeg: try JPEGHeader.parse(bytes, context)
            case .png: try PNGHeader.parse(bytes, context)
            case .webp: try WebPHeader.parse(bytes, context)
            case .gif: try GIFHeader.parse(bytes, context)
            case .bmp: try BMPHeader.parse(bytes, context)
            case .tiff: try TIFFHeader.parse(bytes, context)
            }
        if case .raw(let profile) = header.profilePayload { header.adopt(profile: profile, limits: limits) }
        return header
    }

    /// Reads a profile that is stored compressed (PNG `iCCP`). Does nothing if there is none, or if it is resolved.
    ///
    /// `inflate` is given the zlib stream and the most bytes it may produce. Afterwards the payload is `.raw`.
    /// **Throws** `limitExceeded`. **Not an error**: a damaged stream, which sets `isProfileDamaged`.
    package mutating func resolveProfile(
        in bytes: [UInt8], name: String, limits: Limits = .standard,
        inflate: (_ compressed: ArraySlice<UInt8>, _ limit: Int) -> InflatedBytes
    ) throws(MediaError) {
        guard case .zlib(let range) = profilePayload else { return }
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
            isProfileDamaged = true
            return
        }
        switch inflate(bytes[range], limits.profileBytes) {
        case .bytes(let inflated) where inflated.count <= limits.profileBytes:
            profilePayload = .raw(inflated)
            adopt(profile: inflated, limits: limits)
        case .bytes, .tooLarge:
            throw MediaError(
                .limitExceeded, name,
                "The colour profile inflates to more than \(limits.profileBytes) bytes, the limit.",
                hint: "Remove the profile, or raise the limit.")
        case .damaged:
            isProfileDamaged = true
        }
    }

    private mutating func adopt(profile bytes: [UInt8], limits: Limits) {
        profile = ColorProfile.parse(bytes, limits: limits)
        isProfileDamaged = profile == nil
    }
}

/// An ICC profile as a file holds it.
package enum ProfilePayload: Hashable, Sendable {
    case raw([UInt8])
    /// A zlib stream that has not been inflated, as a range of the file.
    case zlib(Range<Int>)
}

/// The outcome of inflating a stream whose size was bounded beforehand.
package enum InflatedBytes: Hashable, Sendable {
    case bytes([UInt8])
    case tooLarge
    case damaged
}
