import CFFmpeg

/// How the samples of a frame lie in memory.
package struct PixelFormat: Hashable, Sendable, CustomStringConvertible {
    let raw: AVPixelFormat

    init(_ raw: AVPixelFormat) { self.raw = raw }

    package static func == (left: PixelFormat, right: PixelFormat) -> Bool { left.raw.rawValue == right.raw.rawValue }
    package func hash(into hasher: inout Hasher) { hasher.combine(raw.rawValue) }

    package static let gray = PixelFormat(AV_PIX_FMT_GRAY8)
    package static let grayAlpha = PixelFormat(AV_PIX_FMT_YA8)
    /// Three planes: green, blue, red.
    package static let planarRGB = PixelFormat(AV_PIX_FMT_GBRP)
    /// The same and a fourth one.
    package static let planarRGBA = PixelFormat(AV_PIX_FMT_GBRAP)
    package static let rgb = PixelFormat(AV_PIX_FMT_RGB24)
    package static let rgba = PixelFormat(AV_PIX_FMT_RGBA)
    package static let bgra = PixelFormat(AV_PIX_FMT_BGRA)

    /// Planar Y′CbCr of 8 bits with chroma reduced by powers of two; nil where FFmpeg has no such format.
    package static func planarYCbCr(chromaShiftX: Int, chromaShiftY: Int) -> PixelFormat? {
        switch (chromaShiftX, chromaShiftY) {
        case (0, 0): PixelFormat(AV_PIX_FMT_YUV444P)
        case (1, 0): PixelFormat(AV_PIX_FMT_YUV422P)
        case (1, 1): PixelFormat(AV_PIX_FMT_YUV420P)
        case (0, 1): PixelFormat(AV_PIX_FMT_YUV440P)
        case (2, 0): PixelFormat(AV_PIX_FMT_YUV411P)
        default: nil
        }
    }

    private var flags: UInt64 { unsafe av_pix_fmt_desc_get(raw)?.pointee.flags ?? 0 }
    private func has(_ flag: Int32) -> Bool { flags & UInt64(flag) != 0 }

    package var description: String { unsafe av_get_pix_fmt_name(raw).map { unsafe String(cString: $0) } ?? "unknown" }
    /// An alpha channel, or a palette, whose entries may carry alpha.
    package var mayHaveAlpha: Bool { has(AV_PIX_FMT_FLAG_ALPHA) || has(AV_PIX_FMT_FLAG_PAL) }
    /// Planes of whole samples, so that a window can begin at any of them; no palette, no packing.
    package var canBeginAnywhere: Bool {
        has(AV_PIX_FMT_FLAG_PLANAR) && !has(AV_PIX_FMT_FLAG_BITSTREAM) && !has(AV_PIX_FMT_FLAG_PAL)
    }
    package var isKnown: Bool { unsafe av_pix_fmt_desc_get(raw) != nil }
    /// Bits of one sample; 0 where unknown.
    package var bitDepth: Int { unsafe Int(av_pix_fmt_desc_get(raw)?.pointee.comp.0.depth ?? 0) }
    /// The old names for JPEG's range.
    package var isFullRangeByName: Bool {
        [AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_YUVJ440P, AV_PIX_FMT_YUVJ411P]
            .contains { $0.rawValue == raw.rawValue }
    }
    /// Brightness alone, with or without alpha.
    package var isGray: Bool { unsafe !isRGB && (av_pix_fmt_desc_get(raw)?.pointee.nb_components ?? 3) < 3 }
    /// Bits of red, green and blue where they share 16 bits, as in `rgb565`; nil for everything else.
    package var fewBits: (red: Int, green: Int, blue: Int)? {
        guard let descriptor = unsafe av_pix_fmt_desc_get(raw), has(AV_PIX_FMT_FLAG_RGB),
            unsafe descriptor.pointee.nb_components == 3, unsafe descriptor.pointee.comp.0.depth < 8
        else { return nil }
        let components = unsafe descriptor.pointee.comp
        return (Int(components.0.depth), Int(components.1.depth), Int(components.2.depth))
    }
    package var isRGB: Bool { has(AV_PIX_FMT_FLAG_RGB) || has(AV_PIX_FMT_FLAG_PAL) }
    /// Pixels smaller than a byte: a window can only begin at some of them.
    package var isBitPacked: Bool { has(AV_PIX_FMT_FLAG_BITSTREAM) }
    /// Interleaved samples of 16 bits, and the format of 8 bits with the same channels; nil for everything else.
    package var packed16Bit: (components: Int, isBigEndian: Bool, eightBit: PixelFormat)? {
        switch raw {
        case AV_PIX_FMT_GRAY16BE: (1, true, .gray)
        case AV_PIX_FMT_GRAY16LE: (1, false, .gray)
        case AV_PIX_FMT_YA16BE: (2, true, .grayAlpha)
        case AV_PIX_FMT_YA16LE: (2, false, .grayAlpha)
        case AV_PIX_FMT_RGB48BE: (3, true, .rgb)
        case AV_PIX_FMT_RGB48LE: (3, false, .rgb)
        case AV_PIX_FMT_RGBA64BE: (4, true, .rgba)
        case AV_PIX_FMT_RGBA64LE: (4, false, .rgba)
        default: nil
        }
    }

    /// Planes of red, green and blue with samples of 9 to 16 bits in this machine's order, and the format of 8 bits with
    /// the same planes; nil for everything else.
    package var planarDeepRGB: (bits: Int, eightBit: PixelFormat)? {
        guard has(AV_PIX_FMT_FLAG_RGB), has(AV_PIX_FMT_FLAG_PLANAR), !has(AV_PIX_FMT_FLAG_FLOAT),
            !has(AV_PIX_FMT_FLAG_BE), (9...16).contains(bitDepth)
        else { return nil }
        return (bitDepth, has(AV_PIX_FMT_FLAG_ALPHA) ? PixelFormat(AV_PIX_FMT_GBRAP) : .planarRGB)
    }

    package var chromaShiftX: Int { unsafe Int(av_pix_fmt_desc_get(raw)?.pointee.log2_chroma_w ?? 0) }
    package var chromaShiftY: Int { unsafe Int(av_pix_fmt_desc_get(raw)?.pointee.log2_chroma_h ?? 0) }
}
