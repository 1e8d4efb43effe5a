import CFFmpeg

extension PixelFormat {
    /// Interleaved red, green, blue and alpha of 16 bits, in this machine's order.
    package static let deepRGBA = PixelFormat(AV_PIX_FMT_RGBA64LE)
    /// Planes of green, blue and red of 16 bits.
    package static let planarDeepRGB = PixelFormat(AV_PIX_FMT_GBRP16LE)
    /// Planes of green, blue, red and alpha of 16 bits.
    package static let planarDeepRGBA = PixelFormat(AV_PIX_FMT_GBRAP16LE)
    /// Planes of luma and whole chroma of 16 bits.
    package static let planarDeepYCbCr = PixelFormat(AV_PIX_FMT_YUV444P16LE)
}
