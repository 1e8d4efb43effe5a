import CFFmpeg

/// Encodes one picture to a whole file in memory.
package enum ImageEncoder {
    package enum Format: Hashable, Sendable {
        /// zlib level 0…9.
        case png(level: Int)
        /// Lossy, quality 0…100.
        case webp(quality: Int)

        var name: String {
            switch self {
            case .png: "png"
            case .webp: "libwebp"
            }
        }

        /// What the encoder takes without a conversion that we have not chosen ourselves.
        package var pixelFormat: PixelFormat {
            switch self {
            case .png: .rgb
            case .webp: .bgra
            }
        }

        var options: [String: String] {
            switch self {
            // The best filter for each row, which halves photographs.
            case .png(let level): ["compression_level": "\(level)", "pred": "mixed"]
            // Method 4 is libwebp's own default.
            case .webp(let quality): ["quality": "\(quality)", "lossless": "0", "compression_level": "4"]
            }
        }
    }

    /// Throws: `missingCodec` when this build of FFmpeg has no such encoder, and whatever the encoder refuses.
    package static func encode(_ frame: borrowing Frame, as format: Format) throws(FFmpegError) -> [UInt8] {
        let library = try unsafe Libraries.codec()
        guard let codec = unsafe library.pointee.avcodec_find_encoder_by_name(format.name) else {
            throw .missingCodec("avcodec_find_encoder_by_name", format.name)
        }
        let context = try unsafe CodecContext.allocate(for: codec, subject: format.name)
        unsafe context.raw.pointee.thread_count = 1
        unsafe context.raw.pointee.width = Int32(clamping: frame.width)
        unsafe context.raw.pointee.height = Int32(clamping: frame.height)
        unsafe context.raw.pointee.pix_fmt = frame.format.raw
        // Else the PNG says that its pixels are 0 wide.
        unsafe context.raw.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
        unsafe context.raw.pointee.time_base = AVRational(num: 1, den: 1)
        try unsafe context.open(codec, options: format.options, subject: format.name)

        let packet = try Packet.empty()
        let (encoder, input, output) = unsafe (context.raw, frame.raw, packet.raw)
        try check("avcodec_send_frame", format.name) { unsafe library.pointee.avcodec_send_frame(encoder, input) }
        try check("avcodec_send_frame", format.name) { unsafe library.pointee.avcodec_send_frame(encoder, nil) }
        try check("avcodec_receive_packet", format.name) {
            unsafe library.pointee.avcodec_receive_packet(encoder, output)
        }
        return packet.bytes
    }
}
