import CFFmpeg

extension Frame {
    /// Another owner of the same samples, of which it shows only a part. A part that begins inside a chroma sample
    /// begins with that sample.
    package func cropped(to part: Scaler.Window) throws(FFmpegError) -> Frame {
        let copy = try shared()
        guard part.x >= 0, part.y >= 0, part.width > 0, part.height > 0, part.width <= width - part.x,
            part.height <= height - part.y
        else {
            throw FFmpegError(
                "av_frame_apply_cropping", code: 0, subject: "frame", detail: "the part is not inside the frame")
        }
        let raw = unsafe copy.raw
        unsafe raw.pointee.crop_left = part.x
        unsafe raw.pointee.crop_top = part.y
        unsafe raw.pointee.crop_right = width - part.x - part.width
        unsafe raw.pointee.crop_bottom = height - part.y - part.height
        try check("av_frame_apply_cropping", "frame") {
            unsafe av_frame_apply_cropping(raw, Int32(AV_FRAME_CROP_UNALIGNED))
        }
        return copy
    }

    /// Takes planes for another kind of colour with samples of the same size, such as Y′, Cb, Cr for G, B, R.
    package func relabel(_ format: PixelFormat) { unsafe raw.pointee.format = format.raw.rawValue }

    /// Whether the stream says that reduced chroma lies beside the left luma sample, and not in the middle. HEVC's
    /// decoder says so of every stream that does not say anything.
    package var hasLeftChroma: Bool {
        [AVCHROMA_LOC_LEFT, AVCHROMA_LOC_TOPLEFT].contains { unsafe $0 == raw.pointee.chroma_location }
    }
}
