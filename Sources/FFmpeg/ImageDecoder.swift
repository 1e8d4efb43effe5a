import CFFmpeg

/// Decodes a whole coded picture that lies in memory.
package enum ImageDecoder {
    /// The decoders that pictures may reach. Everything else that FFmpeg can decode stays out of reach.
    package enum Name: String, Sendable, CaseIterable {
        case png, webp, gif, bmp, tiff
        case jpegXL = "libjxl"
        /// For who has no libjpeg at hand: it reads every JPEG, but slower, and does not shrink on the way.
        case mjpeg
    }

    /// The first picture of `bytes`.
    ///
    /// - Parameters:
    ///   - maximumPixels: refused before the picture is allocated.
    ///   - isStrict: whether the decoder stops at the first sign of damage; `tiff` calls ordinary files damaged and
    ///     has to be spared.
    /// **Throws**: `invalidData` and others with the decoder's last line; `missingCodec`, `missingLibrary`.
    package static func decode(
        _ bytes: some RandomAccessCollection<UInt8>, with name: Name, maximumPixels: Int, isStrict: Bool,
        subject: String
    ) throws(FFmpegError) -> Frame {
        let library = try unsafe Libraries.codec()
        guard let codec = unsafe library.pointee.avcodec_find_decoder_by_name(name.rawValue) else {
            throw .missingCodec("avcodec_find_decoder_by_name", name.rawValue)
        }
        let context = try unsafe CodecContext.allocate(for: codec, subject: subject)
        unsafe context.raw.pointee.thread_count = 1
        unsafe context.raw.pointee.max_pixels = Int64(clamping: maximumPixels)
        if isStrict { unsafe context.raw.pointee.err_recognition = cffmpeg_strict_detection }
        try unsafe context.open(codec, options: [:], subject: subject)

        let packet = try Packet.copying(bytes, subject: subject)
        let frame = try Frame.empty()
        let (decoder, input, output) = unsafe (context.raw, packet.raw, frame.raw)
        try check("avcodec_send_packet", subject) { unsafe library.pointee.avcodec_send_packet(decoder, input) }
        try check("avcodec_send_packet", subject) { unsafe library.pointee.avcodec_send_packet(decoder, nil) }
        try check("avcodec_receive_frame", subject) { unsafe library.pointee.avcodec_receive_frame(decoder, output) }
        if frame.isCorrupt {
            throw FFmpegError(
                "avcodec_receive_frame", code: cffmpeg_error_invalid_data, subject: subject, detail: "corrupt picture")
        }
        return frame
    }
}
