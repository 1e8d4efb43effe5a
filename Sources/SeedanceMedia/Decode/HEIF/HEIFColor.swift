import FFmpeg

/// How the samples of an HEIF picture stand for colours, with every gap filled.
///
/// What the container says (`nclx`) goes before what the coded picture says of itself. Where neither says anything,
/// matrix and range are those of JPEG.
/// Source: ISO/IEC 23008-12, 6.5.5; ISO/IEC 23000-22 (MIAF), 7.3.6.4; AV1 Image File Format, 2.1; libheif's
/// `heif_colorconversion.cc` for the matrix of pictures that leave it open.
struct HEIFColor: Hashable {
    let colors: Colorimetry

    var isHDR: Bool { colors.transfer == .pq || colors.transfer == .hlg }
    var isRGB: Bool { colors.matrix == .rgb }
    var isFullRange: Bool { colors.isFullRange ?? true }

    /// - Parameters:
    ///   - points: what the container says.
    ///   - said: what the decoder says.
    init(_ points: ColorCodePoints?, said: Colorimetry, hasCenteredChroma: Bool) {
        guard let points else {
            colors = Colorimetry(
                matrix: said.matrix ?? .bt601, isFullRange: said.isFullRange ?? true, primaries: said.primaries,
                transfer: said.transfer, hasCenteredChroma: hasCenteredChroma)
            return
        }
        colors = Colorimetry(
            matrix: Colorimetry.Matrix(points), isFullRange: points.isFullRange,
            primaries: Colorimetry.Primaries(code: points.primaries),
            transfer: Colorimetry.Transfer(code: points.transfer), hasCenteredChroma: hasCenteredChroma)
    }

    /// Of a picture that libheif has brought to RGB, in which everything else is as the container says.
    init(decoded points: ColorCodePoints?) {
        colors = Colorimetry(
            matrix: .rgb, isFullRange: true, primaries: points.flatMap { Colorimetry.Primaries(code: $0.primaries) },
            transfer: points.flatMap { Colorimetry.Transfer(code: $0.transfer) }, hasCenteredChroma: true)
    }

    /// What the scaler is told of Y′CbCr; nil for what it does not know.
    var source: Scaler.SourceColor? {
        guard let matrix = colors.matrix?.scaled else { return nil }
        return Scaler.SourceColor(
            matrix: matrix, isFullRange: isFullRange, hasCenteredChroma: colors.hasCenteredChroma)
    }
}

extension Colorimetry.Matrix {
    /// Source: ITU-T H.273, table 4.
    fileprivate init(_ points: ColorCodePoints) {
        switch points.matrix {
        case 0: self = .rgb
        case 1: self = .bt709
        case 4: self = .fcc
        case 2, 5, 6: self = .bt601
        case 7: self = .smpte240m
        case 8: self = .ycgco
        case 9: self = .bt2020
        case 10: self = .bt2020ConstantLuminance
        // Out of the primaries.
        case 12: self = points.primaries == 1 ? .bt709 : points.primaries == 9 ? .bt2020 : .other
        case 14: self = .ictcp
        default: self = .other
        }
    }

    fileprivate var scaled: Scaler.SourceColor.Matrix? {
        switch self {
        case .rgb, .bt601: .bt601
        case .bt709: .bt709
        case .fcc: .fcc
        case .smpte240m: .smpte240m
        case .bt2020: .bt2020
        case .ycgco, .bt2020ConstantLuminance, .ictcp, .other: nil
        }
    }
}

extension Colorimetry.Primaries {
    /// Source: ITU-T H.273, table 2. Nil: the file does not say.
    fileprivate init?(code: Int) {
        switch code {
        case 1: self = .bt709
        case 0, 2, 3: return nil
        case 4: self = .bt470m
        case 5: self = .bt470bg
        case 6, 7: self = .smpte170m
        case 8: self = .film
        case 9: self = .bt2020
        case 11: self = .dciP3
        case 12: self = .displayP3
        default: self = .other
        }
    }
}

extension Colorimetry.Transfer {
    /// Source: ITU-T H.273, table 3. Nil: the file does not say.
    fileprivate init?(code: Int) {
        switch code {
        case 1, 6, 7, 11, 12, 14, 15: self = .bt709
        case 0, 2, 3: return nil
        case 4: self = .gamma22
        case 5: self = .gamma28
        case 8: self = .linear
        case 13: self = .srgb
        case 16: self = .pq
        case 18: self = .hlg
        default: self = .other
        }
    }
}
