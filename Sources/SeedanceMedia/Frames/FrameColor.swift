import FFmpeg

/// What the numbers of a video's picture were taken for on the way to sRGB.
///
/// BT.709's transfer characteristic is taken for sRGB's, as every player does. The primaries of standard definition are
/// left as they are: they are so near to BT.709's that encoders and services do not convert them either, and a frame
/// that goes back into a video comes out with the colours that it had.
/// Source: ITU-T H.273 for the words; the assumptions are those of players for files that do not say.
public struct FrameColor: Hashable, Sendable, Codable {
    /// `bt709`, `bt601`, `bt2020`, `rgb` …
    public let matrix: String
    /// `full` or `limited`.
    public let range: String
    public let primaries: String
    /// `bt709`, `srgb`, `pq`, `hlg` …
    public let transfer: String
    /// Which of these the file does not say.
    public let assumed: [String]
}

/// How a picture's colours become those of sRGB.
struct ColorTreatment: Hashable {
    enum Way: Hashable {
        /// A matrix and a range, which the scaler knows.
        case matrix(Scaler.SourceColor)
        /// Through libavfilter, to planar RGB of 8 bits.
        case filters(String)
        case unsupported(String)
    }

    /// With every gap filled.
    let colors: Colorimetry
    let facts: FrameColor
    let way: Way

    var isToneMapped: Bool { colors.transfer == .pq || colors.transfer == .hlg }

    /// - Parameters:
    ///   - frame: what the decoder says; `stream`: what the container says, where the decoder says nothing.
    ///   - lines: of the stored picture; they tell high from standard definition.
    init(
        frame: Colorimetry, stream: Colorimetry, lines: Int, format: PixelFormat, dolbyVision: DolbyVisionBase? = nil
    ) {
        let isRGB = format.isRGB
        var assumed = [String]()
        func settle<Value>(_ name: String, _ said: Value?, _ alternative: Value?, _ assumption: Value) -> Value {
            if let value = said ?? alternative { return value }
            assumed.append(name)
            return assumption
        }
        let transfer = settle("transfer", frame.transfer, stream.transfer, .bt709)
        let isHDR = transfer == .pq || transfer == .hlg
        let saysWide = (frame.primaries ?? stream.primaries) == .bt2020
        let matrix =
            isRGB
            ? Colorimetry.Matrix.rgb
            : settle(
                "matrix", frame.matrix == .rgb ? nil : frame.matrix, stream.matrix == .rgb ? nil : stream.matrix,
                isHDR || saysWide ? .bt2020 : lines >= 720 ? .bt709 : .bt601)
        // Gray that says nothing comes from cameras for machines, whose numbers use the whole range.
        let isFullRange = settle("range", frame.isFullRange, stream.isFullRange, isRGB || format.isGray)
        let primaries = settle(
            "primaries", frame.primaries, stream.primaries, isHDR || matrix == .bt2020 ? .bt2020 : .bt709)
        colors = Colorimetry(
            matrix: matrix, isFullRange: isFullRange, primaries: primaries, transfer: transfer,
            hasCenteredChroma: frame.hasCenteredChroma)
        facts = FrameColor(
            matrix: matrix.rawValue, range: isFullRange ? "full" : "limited", primaries: primaries.rawValue,
            transfer: transfer.rawValue, assumed: assumed.sorted())
        way = ColorTreatment.way(colors, format, dolbyVision)
    }

    private static func way(
        _ colors: Colorimetry, _ format: PixelFormat, _ dolbyVision: DolbyVisionBase?
    ) -> Way {
        if dolbyVision == .incompatible { return .unsupported("Dolby Vision without a base that others can show") }
        if colors.matrix == .other || colors.transfer == .other { return .unsupported("a rare colour space") }
        if colors.transfer == .pq || colors.transfer == .hlg { return .filters(toneMapping(format)) }
        if colors.isWide || colors.transfer == .linear { return .filters(conversion(colors, format)) }
        guard let matrix = colors.matrix?.scaled else { return .filters(conversion(colors, format)) }
        // libswscale takes the largest value of 10 bits for 256 times 4, where it is 255 times 4 and 3 more.
        if colors.isFullRange == true, format.bitDepth > 8, !format.isRGB {
            return .filters("zscale=matrix=gbr:range=full,format=\(planes(format))")
        }
        return .matrix(
            Scaler.SourceColor(
                matrix: matrix, isFullRange: colors.isFullRange ?? false, hasCenteredChroma: colors.hasCenteredChroma))
    }

    /// 203 cd/m² is the white of ordinary pictures in HDR. Source: ITU-R BT.2408, 3.2.
    static let hdrToLinear = "zscale=transfer=linear:npl=203"

    private static func toneMapping(_ format: PixelFormat) -> String {
        "\(hdrToLinear),format=\(planes(format))f32le,zscale=primaries=bt709,tonemap=mobius,"
            + "zscale=transfer=bt709:matrix=gbr:range=full,format=\(planes(format))"
    }

    private static func conversion(_ colors: Colorimetry, _ format: PixelFormat) -> String {
        // BT.709's numbers stand for sRGB's as they are; others really have to be converted.
        let transfer = colors.transfer == .bt709 ? "bt709" : "iec61966-2-1"
        return "zscale=transfer=linear,format=\(planes(format))f32le,zscale=primaries=bt709,"
            + "zscale=transfer=\(transfer):matrix=gbr:range=full,format=\(planes(format))"
    }

    private static func planes(_ format: PixelFormat) -> String { format.mayHaveAlpha ? "gbrap" : "gbrp" }
}

extension Colorimetry {
    /// What the scaler is to be told on the way to RGB; nil for what takes more than a matrix, and for RGB.
    var scaledAs: Scaler.SourceColor? {
        guard let matrix = matrix == .rgb ? nil : matrix?.scaled else { return nil }
        return Scaler.SourceColor(
            matrix: matrix, isFullRange: isFullRange ?? false, hasCenteredChroma: hasCenteredChroma)
    }

    /// Colours beyond what sRGB shows, which look washed out when they are not converted.
    fileprivate var isWide: Bool {
        switch primaries {
        case .bt2020, .dciP3, .displayP3, .bt470m, .film: true
        case .bt709, .bt470bg, .smpte170m, .other, nil: false
        }
    }
}

extension Colorimetry.Matrix {
    /// The scaler's name; nil for what takes more than a matrix.
    var scaled: Scaler.SourceColor.Matrix? {
        switch self {
        // Means nothing for RGB.
        case .rgb, .bt601: .bt601
        case .bt709: .bt709
        case .fcc: .fcc
        case .smpte240m: .smpte240m
        case .bt2020: .bt2020
        case .ycgco, .bt2020ConstantLuminance, .ictcp, .other: nil
        }
    }
}
