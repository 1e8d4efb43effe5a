import LittleCMS
import SeedanceAPI

extension ColorConversion {
    /// What a picture needs to be sRGB, and what of its description had to be left out of account.
    struct Decision: Sendable {
        /// Nil where there is nothing to convert, and where tone mapping does it.
        var conversion: ColorConversion?
        var warnings: [MediaWarning] = []
    }

    /// **Not an error**: a description of colours that means nothing, which the next one takes the place of, and sRGB
    /// that of the last.
    static func decide(for header: ImageHeader) -> Decision {
        var defects = header.profileDefect.map { [$0] } ?? []
        var found: ColorConversion?
        var isSettled = header.colorModel == .cmyk
        for color in header.pictureColors {
            do throws(ColorDefect) {
                found = try make(for: color, header)
                isSettled = true
                break
            } catch {
                defects.append(error.reason)
            }
        }
        var warnings = defects.map { ignored($0, isReplaced: isSettled) }
        guard header.colorModel == .cmyk else { return Decision(conversion: found, warnings: warnings) }
        if found == nil {
            warnings.append(
                MediaWarning(
                    .colorAssumed, "The picture is in CMYK inks without a profile, so its colours are approximate."))
        }
        return Decision(
            conversion: found ?? ColorConversion(.plainInks(isInverted: header.hasInvertedInks)), warnings: warnings)
    }

    private static func ignored(_ defect: String, isReplaced: Bool) -> MediaWarning {
        MediaWarning(.profileIgnored, "\(defect)\(isReplaced ? "" : "; sRGB is assumed").")
    }

    /// Nil where its numbers are sRGB's already.
    private static func make(
        for color: PictureColor, _ header: ImageHeader
    ) throws(ColorDefect) -> ColorConversion? {
        switch color {
        case .sRGB: return nil
        case .profile(let bytes): return try make(profile: bytes, header)
        case .codePoints(let points):
            // Other formats have a matrix, and a decoder that knows of ranges. Source: PNG third edition, 11.3.2.6.
            guard header.format != .png || points.matrix == 0 && points.isFullRange else {
                throw ColorDefect("The cICP chunk asks for what PNG does not have, a matrix or a part of the range")
            }
            switch try points.meaning() {
            case .sRGB, .hdr: return nil
            case .other(let primaries, let response): return try make(primaries, response, of: "colour numbers")
            }
        case .calibrated(let gamma, let chromaticities):
            let calibration = try Calibration(gamma: gamma, chromaticities: chromaticities)
            return try make(calibration.primaries, calibration.response, of: "gAMA and cHRM chunks")
        }
    }

    private static func make(
        _ primaries: RGBPrimaries, _ response: ToneResponse, of what: String
    ) throws(ColorDefect) -> ColorConversion {
        do throws(LittleCMSError) {
            let transform = try ColorTransform.make(primaries: primaries, response: response)
            if let sums = ChannelSums(transform) { return ColorConversion(.sums(sums)) }
        } catch {
            throw ColorDefect("The \(what) make no colour space (\(error.detail))")
        }
        throw ColorDefect("The \(what) make no colour space")
    }

    private static func make(profile bytes: [UInt8], _ header: ImageHeader) throws(ColorDefect) -> ColorConversion {
        let space = header.profile?.space ?? .other
        guard let target = header.colorModel.takes(space) else {
            throw ColorDefect("The colour profile is for \(space.words), and the picture is \(header.colorModel.words)")
        }
        let safe = try SafeProfile(bytes, space: target)
        do throws(LittleCMSError) {
            let transform = try ColorTransform.make(profile: safe.bytes, space: target)
            if let way = way(of: transform, isInverted: header.hasInvertedInks) { return ColorConversion(way) }
        } catch {
            let detail = error.detail.isEmpty ? error.function : error.detail
            throw ColorDefect("The colour profile is damaged (\(detail))")
        }
        throw ColorDefect("The colour profile makes something that is no colour")
    }

    private static func way(of transform: borrowing ColorTransform, isInverted: Bool) -> Way? {
        switch transform.space {
        case .gray: gray(transform).map { .table($0) }
        case .rgb:
            if let sums = ChannelSums(transform) {
                .sums(sums)
            } else {
                ColorLattice(transform).map { .lattice($0) }
            }
        case .cmyk: ColorLattice(transform, isInverted: isInverted).map { .lattice($0) }
        }
    }

    /// Gray stays without a tint, whatever its profile says of its paper.
    private static func gray(_ transform: borrowing ColorTransform) -> [UInt8]? {
        let light = transform.linearSRGB((0..<256).map { Float($0) / 255 })
        guard light.count == 768, light.allSatisfy(\.isFinite) else { return nil }
        return (0..<256).map { value in
            // How bright it is. Source: IEC 61966-2-1, the second row of the matrix.
            let bright = 0.2126 * light[value * 3] + 0.7152 * light[value * 3 + 1] + 0.0722 * light[value * 3 + 2]
            return UInt8(min(255, max(0, SRGBCurve.encode(bright) * 255 + 0.5)))
        }
    }
}

extension ColorModel {
    /// What a profile of a space is used as; nil where it cannot belong to the picture. Gray through an RGB profile has
    /// three equal channels.
    fileprivate func takes(_ space: ColorProfile.Space) -> ColorTransform.Space? {
        switch (self, space) {
        case (.gray, .gray): .gray
        case (.gray, .rgb), (.rgb, .rgb), (.palette, .rgb), (.ycbcr, .rgb): .rgb
        case (.cmyk, .cmyk): .cmyk
        default: nil
        }
    }

    fileprivate var words: String {
        switch self {
        case .gray: "gray"
        case .rgb, .palette, .ycbcr: "RGB"
        case .cmyk: "CMYK"
        }
    }
}

extension ColorProfile.Space {
    fileprivate var words: String {
        switch self {
        case .rgb: "RGB"
        case .gray: "gray"
        case .cmyk: "CMYK"
        case .other: "another colour space"
        }
    }
}
