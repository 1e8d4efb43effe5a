import CFFmpeg

extension Colorimetry {
    /// From the numbers that a file gives. 2 stands for "does not say", and what nobody knows is `other`.
    ///
    /// **Source**: ITU-T H.273, tables 2 to 4.
    package init(primaries: Int, transfer: Int, matrix: Int, isFullRange: Bool, hasCenteredChroma: Bool = false) {
        self.init(
            AVColorSpace(UInt32(clamping: matrix)), isFullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG,
            AVColorPrimaries(UInt32(clamping: primaries)), AVColorTransferCharacteristic(UInt32(clamping: transfer)),
            hasCenteredChroma ? AVCHROMA_LOC_CENTER : AVCHROMA_LOC_LEFT)
    }
}

extension Frame {
    /// What the decoder says of the frame's primaries and transfer characteristics in H.273's numbers; nil where it says
    /// nothing.
    package var codePoints: (primaries: Int?, transfer: Int?) {
        let primaries = unsafe raw.pointee.color_primaries
        let transfer = unsafe raw.pointee.color_trc
        return (
            primaries == AVCOL_PRI_UNSPECIFIED ? nil : Int(primaries.rawValue),
            transfer == AVCOL_TRC_UNSPECIFIED ? nil : Int(transfer.rawValue)
        )
    }

    /// The ICC profile that the decoder found in the picture's own coding; nil if there is none.
    package var iccProfile: [UInt8]? {
        guard let side = unsafe av_frame_get_side_data(raw, AV_FRAME_DATA_ICC_PROFILE),
            let data = unsafe side.pointee.data, unsafe side.pointee.size > 0
        else { return nil }
        return unsafe Array(UnsafeBufferPointer(start: data, count: side.pointee.size))
    }
}
