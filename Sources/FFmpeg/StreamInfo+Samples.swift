import CFFmpeg

extension StreamInfo {
    /// What a decoder's record says of the samples before anything is decoded.
    package struct StatedSamples: Hashable, Sendable {
        package var bitDepth: Int
        /// Samples of chroma for four of luma.
        package var chroma: Int
        package var hasAlpha = false

        /// Of a decoded frame, for one pixel.
        package var halfBytesPerPixel: Int { (2 + chroma + (hasAlpha ? 2 : 0)) * (bitDepth > 8 ? 2 : 1) }
    }

    /// Nil where the codec has no such record, or there is none in the file.
    ///
    /// Source: ISO/IEC 14496-15, 5.3.3.1 (H.264) and 8.3.2.1 (HEVC); AV1 Codec ISO Media File Format Binding, 2.3.3;
    /// ProRes by the four characters of its variants, SMPTE RDD 36.
    static func statedSamples(_ parameters: AVCodecParameters, tag: String) -> StatedSamples? {
        if unsafe parameters.codec_id == AV_CODEC_ID_PRORES {
            let isFull = tag == "ap4h" || tag == "ap4x"
            return StatedSamples(bitDepth: isFull ? 12 : 10, chroma: isFull ? 8 : 4, hasAlpha: isFull)
        }
        guard let start = unsafe parameters.extradata else { return nil }
        let count = unsafe Int(parameters.extradata_size)
        func byte(_ index: Int) -> Int { index < count ? unsafe Int(start[index]) : 0 }
        switch unsafe parameters.codec_id {
        case AV_CODEC_ID_H264 where byte(0) == 1:
            switch byte(1) {
            case 110: return StatedSamples(bitDepth: 10, chroma: 2)
            case 122: return StatedSamples(bitDepth: 10, chroma: 4)
            case 44, 244: return StatedSamples(bitDepth: 14, chroma: 8)
            default: return StatedSamples(bitDepth: 8, chroma: 2)
            }
        case AV_CODEC_ID_HEVC where byte(0) == 1 && count > 17:
            return StatedSamples(bitDepth: 8 + byte(17) & 7, chroma: [0, 2, 4, 8][byte(16) & 3])
        case AV_CODEC_ID_AV1 where byte(0) == 0x81 && count > 2:
            let bits = byte(2)
            let shifts = (bits >> 3 & 1) + (bits >> 2 & 1)
            return StatedSamples(bitDepth: bits & 0x40 == 0 ? 8 : 10, chroma: bits & 0x10 != 0 ? 0 : 8 >> shifts)
        default: return nil
        }
    }
}
