import CFFmpeg

/// Sole owner of one decoded picture.
@safe package struct Frame: ~Copyable {
    let raw: UnsafeMutablePointer<AVFrame>

    init(adopting raw: UnsafeMutablePointer<AVFrame>) { unsafe self.raw = raw }

    deinit {
        var raw: UnsafeMutablePointer<AVFrame>? = unsafe raw
        unsafe av_frame_free(&raw)
    }

    /// A frame with room for a picture; its samples are undefined. Throws: `outOfMemory`, `other` for impossible sizes.
    package static func allocate(_ format: PixelFormat, width: Int, height: Int) throws(FFmpegError) -> Frame {
        let frame = try empty()
        guard let width = Int32(exactly: width), let height = Int32(exactly: height) else {
            throw FFmpegError("av_frame_get_buffer", code: 0, subject: "frame", detail: "a side does not fit 32 bits")
        }
        unsafe frame.raw.pointee.format = format.raw.rawValue
        unsafe frame.raw.pointee.width = width
        unsafe frame.raw.pointee.height = height
        let raw = unsafe frame.raw
        try check("av_frame_get_buffer", "\(width)x\(height)") { unsafe av_frame_get_buffer(raw, 0) }
        frame.preferLargePages()
        return frame
    }

    private func preferLargePages() {
        for index in 0..<3 {
            guard let plane = unsafe av_frame_get_plane_buffer(raw, Int32(index)) else { continue }
            unsafe LargePages.prefer(
                for: UnsafeRawBufferPointer(start: plane.pointee.data, count: Int(plane.pointee.size)))
        }
    }

    static func empty() throws(FFmpegError) -> Frame {
        guard let raw = unsafe av_frame_alloc() else { throw .outOfMemory("av_frame_alloc", "frame") }
        return unsafe Frame(adopting: raw)
    }

    package var width: Int { unsafe Int(raw.pointee.width) }
    package var height: Int { unsafe Int(raw.pointee.height) }
    package var format: PixelFormat { unsafe PixelFormat(AVPixelFormat(rawValue: raw.pointee.format)) }

    /// Bytes of one row that hold samples; the stride is as large or larger.
    package func bytesPerRow(ofPlane index: Int) -> Int {
        unsafe max(0, Int(av_image_get_linesize(format.raw, raw.pointee.width, Int32(clamping: index))))
    }

    /// Whether the decoder says that it filled gaps with guesses.
    package var isCorrupt: Bool {
        unsafe raw.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0 || raw.pointee.decode_error_flags != 0
    }

    /// When the picture is shown, in ticks of the stream's time base; nil if the file does not say.
    package var presentationTimestamp: Int64? {
        unsafe raw.pointee.pts == cffmpeg_no_timestamp ? nil : raw.pointee.pts
    }

    /// Lends the samples of one plane.
    ///
    /// **Shape**: rows from top to bottom, `stride` bytes apart; the stride can be larger than the row and, for frames
    /// of some decoders, negative. Nil when the frame has no such plane.
    package func withPlane<Result>(
        _ index: Int, _ body: (_ start: UnsafeMutablePointer<UInt8>, _ stride: Int) -> Result
    ) -> Result? {
        guard index >= 0, index < 4 else { return nil }
        return unsafe withUnsafePointer(to: raw.pointee.data) { data in
            unsafe withUnsafePointer(to: raw.pointee.linesize) { sizes in
                let start = unsafe UnsafeRawPointer(data)
                    .assumingMemoryBound(to: UnsafeMutablePointer<UInt8>?.self)[index]
                let stride = unsafe UnsafeRawPointer(sizes).assumingMemoryBound(to: Int32.self)[index]
                return unsafe start.map { unsafe body($0, Int(stride)) }
            }
        }
    }
}
