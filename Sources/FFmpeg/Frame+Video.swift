import CFFmpeg

extension Frame {
    /// When the picture is shown, in ticks of the stream's time base; guessed by libavcodec from the neighbours where
    /// the file does not say. Nil when there is nothing to guess from.
    package var bestEffortTimestamp: Int64? {
        unsafe raw.pointee.best_effort_timestamp == cffmpeg_no_timestamp ? nil : raw.pointee.best_effort_timestamp
    }

    /// How wide a sample is for its height, as a fraction; nil when the frame does not say.
    package var sampleAspectRatio: (width: Int, height: Int)? {
        let ratio = unsafe raw.pointee.sample_aspect_ratio
        return ratio.num > 0 && ratio.den > 0 ? (Int(ratio.num), Int(ratio.den)) : nil
    }

    /// Whether the two fields were taken at different times.
    package var isInterlaced: Bool { unsafe cffmpeg_is_interlaced(raw) }

    /// How the picture is to be turned; nil when the frame does not say.
    package var displayMatrix: DisplayMatrix? {
        guard let side = unsafe av_frame_get_side_data(raw, AV_FRAME_DATA_DISPLAYMATRIX),
            let data = unsafe side.pointee.data, unsafe side.pointee.size >= 36
        else { return nil }
        return unsafe DisplayMatrix(data)
    }

    /// Says when the picture is shown, for filters.
    package func retime(_ ticks: Int64) { unsafe raw.pointee.pts = ticks }

    /// Whether it was decoded without any other.
    package var isIntra: Bool { unsafe raw.pointee.pict_type == AV_PICTURE_TYPE_I }

    /// A picture of a palette that never came.
    package var isWithoutPalette: Bool {
        guard format.raw == AV_PIX_FMT_PAL8, let palette = unsafe raw.pointee.data.1 else { return false }
        return unsafe UnsafeBufferPointer(start: palette, count: 1024).allSatisfy { $0 == 0 }
    }

    /// Another owner of the same samples. Throws: `outOfMemory`.
    package func shared() throws(FFmpegError) -> Frame {
        guard let copy = unsafe av_frame_clone(raw) else { throw .outOfMemory("av_frame_clone", "frame") }
        return unsafe Frame(adopting: copy)
    }
}
