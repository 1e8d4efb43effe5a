import CFFmpeg

/// Sole owner of a SwsContext: one filter from one size and format to another.
@safe struct ScalerContext: ~Copyable {
    private let raw: OpaquePointer

    private init(adopting raw: OpaquePointer) { unsafe self.raw = raw }

    deinit { unsafe sws_freeContext(raw) }

    static func open(
        _ window: Scaler.Window, _ source: PixelFormat, _ color: Scaler.SourceColor, _ width: Int, _ height: Int,
        _ target: PixelFormat, _ subject: String
    ) throws(FFmpegError) -> ScalerContext {
        let flags = SWS_LANCZOS | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP
        let log = LogCapture()
        let context = unsafe log.during {
            unsafe sws_getContext(
                Int32(clamping: window.width), Int32(clamping: window.height), source.raw, Int32(clamping: width),
                Int32(clamping: height), target.raw, flags, nil, nil, nil)
        }
        guard let raw = unsafe context else {
            throw FFmpegError("sws_getContext", code: 0, subject: subject, detail: log.lastLine)
        }
        // Refused for pairs without a matrix between them, which is what is wanted there.
        _ = unsafe sws_setColorspaceDetails(
            raw, sws_getCoefficients(color.space), color.isFullRange ? 1 : 0, sws_getCoefficients(SWS_CS_ITU601), 1, 0,
            1 << 16, 1 << 16)
        return unsafe ScalerContext(adopting: raw)
    }

    /// Feeds the next rows of the window and returns how many rows of the result became final.
    func scale(
        _ starts: [UnsafePointer<UInt8>?], _ strides: [Int32], y: Int, height: Int, into output: borrowing Frame,
        _ subject: String
    ) throws(FFmpegError) -> Int {
        let outputRaw = unsafe output.raw
        return try Int(
            check("sws_scale", subject) {
                unsafe withUnsafePointer(to: outputRaw.pointee.data) { data in
                    unsafe withUnsafePointer(to: outputRaw.pointee.linesize) { sizes in
                        let outputStarts = unsafe UnsafeRawPointer(data)
                            .assumingMemoryBound(to: UnsafeMutablePointer<UInt8>?.self)
                        let outputStrides = unsafe UnsafeRawPointer(sizes).assumingMemoryBound(to: Int32.self)
                        return unsafe sws_scale(
                            raw, starts, strides, Int32(clamping: y), Int32(clamping: height), outputStarts,
                            outputStrides)
                    }
                }
            })
    }
}
