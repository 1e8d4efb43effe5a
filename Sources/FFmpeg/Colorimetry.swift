import CFFmpeg

/// How the numbers of a picture stand for colours, as far as its stream says. Nil: it does not say.
///
/// Source: ITU-T H.273, whose code points FFmpeg uses.
package struct Colorimetry: Hashable, Sendable {
    package enum Matrix: String, Hashable, Sendable, CaseIterable {
        case rgb
        case bt709
        case fcc
        case bt601
        case smpte240m
        case ycgco
        case bt2020
        case bt2020ConstantLuminance = "bt2020-constant"
        case ictcp
        case other
    }

    package enum Primaries: String, Hashable, Sendable, CaseIterable {
        case bt709
        case bt470m
        case bt470bg
        case smpte170m
        case film
        case bt2020
        case dciP3 = "dci-p3"
        case displayP3 = "display-p3"
        case other
    }

    package enum Transfer: String, Hashable, Sendable, CaseIterable {
        case bt709
        case gamma22
        case gamma28
        case linear
        case srgb
        case pq
        case hlg
        case other
    }

    package var matrix: Matrix?
    package var isFullRange: Bool?
    package var primaries: Primaries?
    package var transfer: Transfer?
    /// Where chroma samples lie beside luma samples; nil for the middle of the left side, as MPEG has it.
    package var hasCenteredChroma: Bool

    package init(
        matrix: Matrix?, isFullRange: Bool?, primaries: Primaries?, transfer: Transfer?, hasCenteredChroma: Bool = false
    ) {
        self.matrix = matrix
        self.isFullRange = isFullRange
        self.primaries = primaries
        self.transfer = transfer
        self.hasCenteredChroma = hasCenteredChroma
    }

    init(
        _ space: AVColorSpace, _ range: AVColorRange, _ primaries: AVColorPrimaries,
        _ transfer: AVColorTransferCharacteristic, _ location: AVChromaLocation
    ) {
        matrix =
            switch space {
            case AVCOL_SPC_UNSPECIFIED, AVCOL_SPC_RESERVED: nil
            case AVCOL_SPC_RGB: .rgb
            case AVCOL_SPC_BT709: .bt709
            case AVCOL_SPC_FCC: .fcc
            case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: .bt601
            case AVCOL_SPC_SMPTE240M: .smpte240m
            case AVCOL_SPC_YCGCO: .ycgco
            case AVCOL_SPC_BT2020_NCL: .bt2020
            case AVCOL_SPC_BT2020_CL: .bt2020ConstantLuminance
            case AVCOL_SPC_ICTCP: .ictcp
            default: .other
            }
        isFullRange =
            switch range {
            case AVCOL_RANGE_JPEG: true
            case AVCOL_RANGE_MPEG: false
            default: nil
            }
        self.primaries =
            switch primaries {
            case AVCOL_PRI_UNSPECIFIED, AVCOL_PRI_RESERVED, AVCOL_PRI_RESERVED0: nil
            case AVCOL_PRI_BT709: .bt709
            case AVCOL_PRI_BT470M: .bt470m
            case AVCOL_PRI_BT470BG: .bt470bg
            case AVCOL_PRI_SMPTE170M, AVCOL_PRI_SMPTE240M: .smpte170m
            case AVCOL_PRI_FILM: .film
            case AVCOL_PRI_BT2020: .bt2020
            case AVCOL_PRI_SMPTE431: .dciP3
            case AVCOL_PRI_SMPTE432: .displayP3
            default: .other
            }
        self.transfer =
            switch transfer {
            case AVCOL_TRC_UNSPECIFIED, AVCOL_TRC_RESERVED, AVCOL_TRC_RESERVED0: nil
            // The last two are the same as BT.709 for the colours that BT.709 has.
            case AVCOL_TRC_BT709, AVCOL_TRC_SMPTE170M, AVCOL_TRC_SMPTE240M, AVCOL_TRC_BT2020_10, AVCOL_TRC_BT2020_12,
                AVCOL_TRC_IEC61966_2_4, AVCOL_TRC_BT1361_ECG:
                .bt709
            case AVCOL_TRC_GAMMA22: .gamma22
            case AVCOL_TRC_GAMMA28: .gamma28
            case AVCOL_TRC_LINEAR: .linear
            case AVCOL_TRC_IEC61966_2_1: .srgb
            case AVCOL_TRC_SMPTE2084: .pq
            case AVCOL_TRC_ARIB_STD_B67: .hlg
            default: .other
            }
        hasCenteredChroma = location == AVCHROMA_LOC_CENTER
    }
}

extension Frame {
    /// What the decoder says of the frame's colours. Formats that are full-range by their name say so here.
    package var colorimetry: Colorimetry {
        var colors = unsafe Colorimetry(
            raw.pointee.colorspace, raw.pointee.color_range, raw.pointee.color_primaries, raw.pointee.color_trc,
            raw.pointee.chroma_location)
        if format.isFullRangeByName { colors.isFullRange = true }
        if format.isRGB { colors.matrix = .rgb }
        return colors
    }

    /// Writes down what has been assumed, for filters that read it.
    package func label(_ colors: Colorimetry) {
        if let code = colors.matrix?.code { unsafe raw.pointee.colorspace = code }
        if let isFull = colors.isFullRange {
            unsafe raw.pointee.color_range = isFull ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG
        }
        if let code = colors.primaries?.code { unsafe raw.pointee.color_primaries = code }
        if let code = colors.transfer?.code { unsafe raw.pointee.color_trc = code }
    }
}

extension Colorimetry.Matrix {
    var code: AVColorSpace? {
        switch self {
        case .rgb: AVCOL_SPC_RGB
        case .bt709: AVCOL_SPC_BT709
        case .fcc: AVCOL_SPC_FCC
        case .bt601: AVCOL_SPC_SMPTE170M
        case .smpte240m: AVCOL_SPC_SMPTE240M
        case .ycgco: AVCOL_SPC_YCGCO
        case .bt2020: AVCOL_SPC_BT2020_NCL
        case .bt2020ConstantLuminance: AVCOL_SPC_BT2020_CL
        case .ictcp: AVCOL_SPC_ICTCP
        case .other: nil
        }
    }
}

extension Colorimetry.Primaries {
    fileprivate var code: AVColorPrimaries? {
        switch self {
        case .bt709: AVCOL_PRI_BT709
        case .bt470m: AVCOL_PRI_BT470M
        case .bt470bg: AVCOL_PRI_BT470BG
        case .smpte170m: AVCOL_PRI_SMPTE170M
        case .film: AVCOL_PRI_FILM
        case .bt2020: AVCOL_PRI_BT2020
        case .dciP3: AVCOL_PRI_SMPTE431
        case .displayP3: AVCOL_PRI_SMPTE432
        case .other: nil
        }
    }
}

extension Colorimetry.Transfer {
    fileprivate var code: AVColorTransferCharacteristic? {
        switch self {
        case .bt709: AVCOL_TRC_BT709
        case .gamma22: AVCOL_TRC_GAMMA22
        case .gamma28: AVCOL_TRC_GAMMA28
        case .linear: AVCOL_TRC_LINEAR
        case .srgb: AVCOL_TRC_IEC61966_2_1
        case .pq: AVCOL_TRC_SMPTE2084
        case .hlg: AVCOL_TRC_ARIB_STD_B67
        case .other: nil
        }
    }
}
