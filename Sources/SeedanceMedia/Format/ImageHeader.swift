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
    /// Of an animation the whole canvas, on which the first frame may be smaller. Of JPEG XL as its decoder delivers it:
    /// upright.
    package var codedSize: PixelSize
    package var orientation = Orientation.upright
    /// Bits of one stored sample; of one index where there is a palette.
    package var bitDepth: Int
    package var colorModel: ColorModel
    /// An alpha channel, a PNG `tRNS`, a transparent GIF colour, or a GIF frame that leaves part of its screen bare.
    package var hasAlpha = false
    package var isLossless: Bool
    /// More than one frame, of which the first one can be used.
    package var isAnimated = false
    /// Nil if there is none, if it is damaged, or if it is still compressed: see `resolveProfile`.
    package var profile: ColorProfile?
    /// The bytes of the ICC profile, or where they lie.
    package var profilePayload: ProfilePayload?
    /// There is something in the place of a profile that cannot be understood.
    package var isProfileDamaged = false
    /// It is larger than the limit.
    package var isProfileTooLarge = false
    /// The colour that the file names by numbers (PNG `cICP`, HEIF `nclx`). It goes before a profile in PNG, behind one
    /// in HEIF.
    package var codePoints: ColorCodePoints?
    /// A second picture, beside this one, says how to brighten this one on an HDR screen.
    package var hasGainMap = false
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
                hint: "\(ImageFormat.readable) can be read.")
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
            case .heic, .avif: try HEIFHeader.parse(bytes, context)
            case .jpegXL: try JPEGXLHeader.parse(bytes, context)
            }
        if case .raw(let profile) = header.profilePayload { header.adopt(profile: profile, limits: limits) }
        return header
    }

    /// Reads a profile that is stored compressed (PNG `iCCP`). Does nothing if there is none, or if it is resolved.
    ///
    /// `inflate` is given the zlib stream and the most bytes it may produce. Afterwards the payload is `.raw`.
    /// **Not an error**: a damaged stream, which sets `isProfileDamaged`, and one too large, which sets
    /// `isProfileTooLarge`.
    package mutating func resolveProfile(
        in bytes: [UInt8], limits: Limits = .standard,
        inflate: (_ compressed: ArraySlice<UInt8>, _ limit: Int) -> InflatedBytes
    ) {
        guard case .zlib(let range) = profilePayload else { return }
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
            isProfileDamaged = true
            return
        }
        switch inflate(bytes[range], limits.profileBytes) {
        case .bytes(let inflated):
            adopt(profile: inflated, limits: limits)
        case .tooLarge:
            leaveOutLargeProfile()
        case .damaged:
            isProfileDamaged = true
        }
    }

    /// Its pixels are read all the same.
    mutating func leaveOutLargeProfile() {
        profilePayload = nil
        isProfileTooLarge = true
    }

    /// Why the profile is left out of account, as the beginning of a sentence; nil where it is not.
    var profileDefect: String? {
        if isProfileTooLarge { return "The colour profile is larger than the limit" }
        guard isProfileDamaged else { return nil }
        guard case .raw(let bytes) = profilePayload else { return "The colour profile is damaged" }
        return ColorProfile.defect(of: bytes)
    }

    /// Takes a profile for the picture's own, unless it is too large.
    mutating func adopt(profile bytes: [UInt8], limits: Limits) {
        guard bytes.count <= limits.profileBytes else { return leaveOutLargeProfile() }
        profilePayload = .raw(bytes)
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
