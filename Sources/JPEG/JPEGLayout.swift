import CJPEG

/// How a decoder delivers a picture.
package struct JPEGLayout: Hashable, Sendable {
    package enum Samples: Hashable, Sendable {
        case gray
        /// Three planes; the chroma planes are smaller by these powers of two.
        case planarYCbCr(chromaShiftX: Int, chromaShiftY: Int)
        case rgb
        /// As stored: Adobe's programs store it inverted.
        case cmyk
    }

    /// Pixels of the picture as delivered, after the reduction.
    package var width, height: Int
    package var samples: Samples
    /// Samples that a row of the first plane must have room for.
    package var paddedWidth: Int
    /// Rows of the first plane that one read may write.
    package var linesPerRead: Int

    init(_ layout: cjpeg_layout) {
        width = Int(layout.width)
        height = Int(layout.height)
        paddedWidth = Int(layout.padded_width)
        linesPerRead = Int(layout.lines_per_read)
        samples =
            switch layout.samples {
            case cjpeg_gray: .gray
            case cjpeg_ycbcr_planar:
                .planarYCbCr(
                    chromaShiftX: Int(layout.chroma_shift_x), chromaShiftY: Int(layout.chroma_shift_y))
            case cjpeg_cmyk_interleaved: .cmyk
            default: .rgb
            }
    }
}
