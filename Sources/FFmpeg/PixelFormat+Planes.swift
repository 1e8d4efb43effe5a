import CFFmpeg

extension PixelFormat {
    package enum Planes: Hashable, Sendable {
        case gray
        /// Chroma reduced by powers of two.
        case yCbCr(chromaShiftX: Int, chromaShiftY: Int)
        /// Green, blue, red.
        case rgb
    }

    /// A plane for each channel, with samples of `bits` in this machine's order; nil where FFmpeg has no such format.
    package static func planar(_ planes: Planes, bits: Int, hasAlpha: Bool = false) -> PixelFormat? {
        let name: String? =
            switch planes {
            case .gray: hasAlpha ? nil : "gray"
            case .rgb: hasAlpha ? "gbrap" : "gbrp"
            case .yCbCr(1, 1): hasAlpha ? "yuva420p" : "yuv420p"
            case .yCbCr(1, 0): hasAlpha ? "yuva422p" : "yuv422p"
            case .yCbCr(0, 0): hasAlpha ? "yuva444p" : "yuv444p"
            case .yCbCr: nil
            }
        guard let name else { return nil }
        let format = unsafe av_get_pix_fmt(bits == 8 ? (planes == .gray ? "gray8" : name) : "\(name)\(bits)")
        return format == AV_PIX_FMT_NONE ? nil : PixelFormat(format)
    }

    /// What a decoder of stills delivers; nil for everything else: packed samples, palettes, floating point.
    package var planes: Planes? {
        guard let descriptor = unsafe av_pix_fmt_desc_get(raw) else { return nil }
        let components = Int(unsafe descriptor.pointee.nb_components)
        let flags = unsafe descriptor.pointee.flags
        func has(_ flag: Int32) -> Bool { flags & UInt64(flag) != 0 }
        guard !has(AV_PIX_FMT_FLAG_PAL), !has(AV_PIX_FMT_FLAG_BITSTREAM), !has(AV_PIX_FMT_FLAG_FLOAT),
            !has(AV_PIX_FMT_FLAG_HWACCEL)
        else { return nil }
        if components == 1 { return .gray }
        guard components >= 3, has(AV_PIX_FMT_FLAG_PLANAR) else { return nil }
        return has(AV_PIX_FMT_FLAG_RGB) ? .rgb : .yCbCr(chromaShiftX: chromaShiftX, chromaShiftY: chromaShiftY)
    }
}
