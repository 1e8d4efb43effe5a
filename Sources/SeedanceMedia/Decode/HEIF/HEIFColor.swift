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
        colors = points.colorimetry(hasCenteredChroma: hasCenteredChroma)
    }

    /// Of a picture that libheif has brought to RGB, in which everything else is as the container says.
    init(decoded points: ColorCodePoints?) {
        let said = points?.colorimetry(hasCenteredChroma: true)
        colors = Colorimetry(
            matrix: .rgb, isFullRange: true, primaries: said?.primaries, transfer: said?.transfer,
            hasCenteredChroma: true)
    }

    /// What the scaler is told of Y′CbCr; nil for what it does not know.
    var source: Scaler.SourceColor? {
        guard let matrix = colors.matrix?.scaled else { return nil }
        return Scaler.SourceColor(
            matrix: matrix, isFullRange: isFullRange, hasCenteredChroma: colors.hasCenteredChroma)
    }
}

extension ColorCodePoints {
    /// A matrix that is left open is that of JPEG, and one that follows from the primaries (12) is the one that does.
    ///
    /// Source: ITU-T H.273, table 4.
    fileprivate func colorimetry(hasCenteredChroma: Bool) -> Colorimetry {
        let derived = matrix == 12 && [1, 9].contains(primaries) ? primaries : matrix
        var colors = Colorimetry(
            primaries: primaries, transfer: transfer, matrix: derived, isFullRange: isFullRange,
            hasCenteredChroma: hasCenteredChroma)
        colors.matrix = colors.matrix ?? (matrix == 2 ? .bt601 : .other)
        return colors
    }
}
