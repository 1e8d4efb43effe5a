/// What the numbers of a picture's pixels mean.
package enum PictureColor: Hashable, Sendable {
    /// sRGB, or so near that nobody could tell; also what says nothing.
    case sRGB
    /// As an ICC profile says: its bytes.
    case profile([UInt8])
    /// As H.273's numbers say.
    case codePoints(ColorCodePoints)
    /// As PNG's `gAMA` and `cHRM` say: encoding exponent times 100,000; white, red, green, blue, each x and y times 100,000.
    case calibrated(gamma: Int?, chromaticities: [Int]?)
}

extension ImageHeader {
    /// Which of all that the file says of its colours counts.
    var pictureColor: PictureColor { pictureColors.first ?? .sRGB }

    /// All that the file says of its colours, what counts most first; empty where it says nothing.
    ///
    /// Source: PNG third edition, 4.3 (cICP, iCCP, sRGB, gAMA with cHRM); ISO/IEC 23008-12, 6.5.5 (a profile before
    /// nclx for primaries and transfer).
    var pictureColors: [PictureColor] {
        let profile = profileColor.map { [$0] } ?? []
        guard case .png(let details) = details else { return profile + codePointColor }
        return codePointColor + profile + details.olderColors
    }

    private var codePointColor: [PictureColor] {
        guard let codePoints, codePoints.primaries != 2 || codePoints.transfer != 2 else { return [] }
        return [.codePoints(codePoints)]
    }

    private var profileColor: PictureColor? {
        guard let profile, case .raw(let bytes) = profilePayload else { return nil }
        let isPlain = profile.isSRGB && colorModel != .cmyk || profile.isSRGBCompatibleGray && colorModel == .gray
        return isPlain ? .sRGB : .profile(bytes)
    }

    /// Whether 255 stands for no ink: in every JPEG file, with Adobe's marker or without it, and in no TIFF.
    ///
    /// Source: libvips 8.14, Pillow 9.4, ImageMagick 6.9, GraphicsMagick 1.3 and Chromium all show one without the marker
    /// the same as one with it; TIFF 6.0, section 16.
    var hasInvertedInks: Bool { format == .jpeg }

    /// How the file's colour space is called, for reports.
    var colorName: String? {
        if case .codePoints(let points) = pictureColor, let name = points.name {
            return "\(name) (\(format == .png ? "cICP" : "nclx"))"
        }
        return profile?.description
    }
}

extension PNGDetails {
    /// `sRGB`, then `gAMA` with `cHRM`.
    fileprivate var olderColors: [PictureColor] {
        if hasSRGBChunk || looksCalibratedAsSRGB { return [.sRGB] }
        return gamma == nil && chromaticities == nil
            ? [] : [.calibrated(gamma: gamma, chromaticities: chromaticities)]
    }

    private var looksCalibratedAsSRGB: Bool {
        if let gamma, abs(gamma - 45_455) > 2_000 { return false }
        guard let chromaticities else { return gamma != nil }
        let sRGB = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000]
        return chromaticities.count == 8 && zip(chromaticities, sRGB).allSatisfy { abs($0 - $1) <= 200 }
    }
}
