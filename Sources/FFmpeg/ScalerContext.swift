import CFFmpeg

/// Sole owner of a SwsContext: one filter from one size and format to another.
@safe struct ScalerContext: ~Copyable {
    private let raw: OpaquePointer

    private init(adopting raw: OpaquePointer) { unsafe self.raw = raw }

    deinit { unsafe sws_freeContext(raw) }

    static func open(
        _ window: Scaler.Window, _ source: PixelFormat, _ color: Scaler.SourceColor, _ width: Int, _ height: Int,
        _ target: PixelFormat, keepsRange: Bool, _ subject: String
    ) throws(FFmpegError) -> ScalerContext {
        guard let raw = unsafe sws_alloc_context() else { throw .outOfMemory("sws_alloc_context", subject) }
        let context = unsafe ScalerContext(adopting: raw)
        var options: [(String, Int64)] = [
            ("srcw", Int64(window.width)), ("srch", Int64(window.height)), ("src_format", Int64(source.raw.rawValue)),
            ("dstw", Int64(width)), ("dsth", Int64(height)), ("dst_format", Int64(target.raw.rawValue)),
            ("sws_flags", Int64(SWS_LANCZOS | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP)),
        ]
        // In 256ths of a luma sample; libswscale's own default is the middle.
        if !color.hasCenteredChroma, source.chromaShiftX == 1 { options.append(("src_h_chr_pos", 0)) }
        for (name, value) in options { unsafe av_opt_set_int(UnsafeMutableRawPointer(raw), name, value, 0) }
        try check("sws_init_context", subject) { unsafe sws_init_context(raw, nil, nil) }
        // Refused for pairs without a matrix between them, which is what is wanted there.
        let targetSpace = keepsRange ? color.space : SWS_CS_ITU601
        let targetRange: Int32 = keepsRange && !color.isFullRange ? 0 : 1
        _ = unsafe sws_setColorspaceDetails(
            raw, sws_getCoefficients(color.space), color.isFullRange ? 1 : 0, sws_getCoefficients(targetSpace),
            targetRange, 0, 1 << 16, 1 << 16)
        return context
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
