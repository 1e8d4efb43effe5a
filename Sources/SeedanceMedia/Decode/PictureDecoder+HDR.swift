import FFmpeg

/// What is to be done to the colours of a decoded picture on the small one: at most one of the two.
struct ColorWork {
    var conversion: ColorConversion?
    var toneMapping: ToneMapping?
}

extension PictureDecoder {
    /// - Parameter frame: as its decoder delivered it.
    /// **Throws**: `unsupportedColor`, and what `ColorConversion.make` throws.
    func colorWork(for frame: borrowing Frame) throws(MediaError) -> ColorWork {
        guard header.format == .jpegXL else {
            guard let points = header.codePoints, points.isHDR else { return ColorWork(conversion: conversion) }
            return ColorWork(toneMapping: try toneMapping(points, frame.format))
        }
        // Its decoder converts colours by itself and says to what, or brings out the profile that it did not apply.
        var header = header
        if let profile = frame.iccProfile {
            header.adopt(profile: profile, limits: limits)
        } else {
            let said = frame.codePoints
            let points = ColorCodePoints(
                primaries: said.primaries ?? 1, transfer: said.transfer ?? 13, matrix: 0, isFullRange: true)
            if points.isHDR { return ColorWork(toneMapping: try toneMapping(points, frame.format)) }
            header.codePoints = points
        }
        return ColorWork(conversion: ColorConversion.decide(for: header).conversion)
    }

    /// What a frame in PQ or HLG needs.
    ///
    /// **Throws**: `unsupportedColor`.
    func toneMapping(_ points: ColorCodePoints, _ format: PixelFormat) throws(MediaError) -> ToneMapping {
        var colors = Colorimetry(
            primaries: points.primaries, transfer: points.transfer, matrix: points.matrix,
            isFullRange: points.isFullRange, hasCenteredChroma: header.format == .jpegXL || header.format == .png)
        if format.isRGB || format.isGray { colors.matrix = .rgb }
        let treatment = ColorTreatment(frame: colors, stream: colors, lines: header.codedSize.height, format: format)
        var problem: String?
        if case .unsupported(let what) = treatment.way { problem = what }
        if colors.primaries == .other { problem = "rare primaries" }
        if let problem {
            throw MediaError(
                .unsupportedColor, name, "The picture is HDR in \(problem), which cannot be converted.",
                hint: "Export it as SDR (sRGB) first.")
        }
        return ToneMapping(colors: treatment.colors)
    }
}
