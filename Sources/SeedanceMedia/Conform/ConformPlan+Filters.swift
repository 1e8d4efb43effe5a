import FFmpeg
import SeedanceAPI

/// The plan in libavfilter's language.
extension ConformPlan {
    /// From decoded pictures to those that are encoded, numbered in their timestamps.
    ///
    /// The frame rate comes first: only there does libavfilter still know how long the last picture is shown. What
    /// costs most comes behind the scaling, on the small picture.
    ///
    /// - Parameters:
    ///   - frame: the number of the first picture that comes out.
    ///   - stored: the size of the pictures that go in. Where it is not the planned one, the same share of it is kept.
    func pictureFilters(from frame: Int, stored: PixelSize) -> String {
        let start = Double(frame) / frameRate.value
        var chain = ["fps=fps=\(frameRate.numerator)/\(frameRate.denominator):start_time=\(start)"]
        if isInterlaced { chain.append("bwdif=mode=send_frame:deint=interlaced") }
        let window = window(in: stored)
        if window != PixelRect(stored) { chain.append("crop=\(window.width):\(window.height):\(window.x):\(window.y)") }
        return (chain + scaling + orientation.filters).joined(separator: ",")
    }

    private func window(in other: PixelSize) -> PixelRect {
        guard other != stored else { return window }
        let (x, y) = (
            Double(other.width) / Double(max(1, stored.width)), Double(other.height) / Double(max(1, stored.height))
        )
        func part(_ value: Int, _ scale: Double, of whole: Int) -> Int { min(whole, Int(Double(value) * scale)) }
        let origin = (part(window.x, x, of: other.width - 2) & ~1, part(window.y, y, of: other.height - 2) & ~1)
        return PixelRect(
            x: max(0, origin.0), y: max(0, origin.1), width: part(window.width, x, of: other.width - max(0, origin.0)),
            height: part(window.height, y, of: other.height - max(0, origin.1)))
    }

    /// To the size and the colours of the result, not turned yet.
    private var scaling: [String] {
        let size = orientation.applied(to: size)
        // Between two matrices libswscale goes through RGB, and without `full_chroma_int` gray turns green there.
        // Chroma of 4:2:0 lies beside the left luma sample, unless the file says otherwise.
        let scale =
            "scale=\(size.width):\(size.height):flags=lanczos+accurate_rnd+full_chroma_inp+full_chroma_int"
            + ":in_h_chr_pos=\(colorimetry.hasCenteredChroma ? 128 : 0):out_h_chr_pos=0"
        if hasWideColors {
            let isHDR = colorimetry.transfer == .pq || colorimetry.transfer == .hlg
            // 203 cd/m² is the white of ordinary pictures in HDR. Source: ITU-R BT.2408, 3.2.
            return [
                scale, isHDR ? ColorTreatment.hdrToLinear : "zscale=transfer=linear", "format=gbrpf32le",
                "zscale=primaries=bt709",
            ] + (isHDR ? ["tonemap=mobius"] : []) + [
                "zscale=transfer=bt709:matrix=bt709:range=limited", "format=yuv420p",
            ]
        }
        guard let matrix = colorimetry.matrix, matrix != .bt709 || colorimetry.isFullRange == true else {
            return [scale, "format=yuv420p"]
        }
        let input = matrix == .rgb ? "" : ":in_color_matrix=\(matrix.scaleName)"
        let range = colorimetry.isFullRange == true ? "full" : "limited"
        return [
            "\(scale)\(input):in_range=\(range):out_color_matrix=bt709:out_range=limited", "format=yuv420p",
        ]
    }

    /// Of sound, in samples a second.
    static let sampleRate = 48_000
    static let channels = 2

    /// How many samples for each channel the sound has.
    var sampleCount: Int { Int((seconds * Double(ConformPlan.sampleRate)).rounded()) }

    /// From decoded sound to that which is encoded, counted in samples: gaps are filled with silence, and what lies
    /// before the first picture or behind the last is cut off.
    ///
    /// - Parameter sample: the number of the first sample that comes out.
    func soundFilters(from sample: Int) -> String {
        "aresample=\(ConformPlan.sampleRate):async=1:first_pts=\(sample)"
            + ",aformat=sample_fmts=fltp:channel_layouts=stereo,atrim=end_pts=\(sampleCount)"
    }
}

extension Colorimetry.Matrix {
    /// The name that libavfilter's `scale` has for it. Those that it does not have are wide colours.
    fileprivate var scaleName: String {
        switch self {
        case .bt709: "bt709"
        case .fcc: "fcc"
        case .smpte240m: "smpte240m"
        case .bt2020, .bt2020ConstantLuminance: "bt2020"
        case .bt601, .rgb, .ycgco, .ictcp, .other: "bt601"
        }
    }
}

extension Orientation {
    /// What turns a stored picture upright.
    fileprivate var filters: [String] {
        switch self {
        case .upright: []
        case .mirroredHorizontally: ["hflip"]
        case .rotated180: ["hflip", "vflip"]
        case .mirroredVertically: ["vflip"]
        case .transposed: ["transpose=cclock_flip"]
        case .rotated90Clockwise: ["transpose=clock"]
        case .transversed: ["transpose=clock_flip"]
        case .rotated90CounterClockwise: ["transpose=cclock"]
        }
    }
}
