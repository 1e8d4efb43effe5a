import CFFmpeg

/// Packets of one stream of sound to frames of samples.
@safe package struct AudioDecoder: ~Copyable {
    private let context: CodecContext
    private let subject: String

    private init(_ context: consuming CodecContext, subject: String) {
        self.context = context
        self.subject = subject
    }

    /// Throws: `missingCodec` with the format's name when no decoder of ours reads it, and what the decoder refuses.
    package static func open(
        stream index: Int, of demuxer: borrowing Demuxer
    ) throws(FFmpegError) -> AudioDecoder {
        let subject = demuxer.subject
        guard index >= 0, index < demuxer.streamCount, let stream = unsafe demuxer.raw.pointee.streams?[index] else {
            throw FFmpegError("avcodec_open2", code: 0, subject: subject, detail: "there is no stream \(index)")
        }
        let info = unsafe StreamInfo(stream, in: demuxer.raw, demuxer.library)
        let library = try unsafe Libraries.codec()
        let names = Codecs.sound(info.codec)
        guard
            let codec = unsafe names.lazy.compactMap({ unsafe library.pointee.avcodec_find_decoder_by_name($0) }).first
        else { throw .missingCodec("avcodec_find_decoder", info.codec) }
        let context = try unsafe CodecContext.allocate(for: codec, subject: subject)
        let (raw, parameters) = unsafe (context.raw, stream.pointee.codecpar)
        try check("avcodec_parameters_to_context", subject) {
            unsafe library.pointee.avcodec_parameters_to_context(raw, parameters)
        }
        // Without it the decoder cannot cut off what an encoder put before the sound.
        unsafe raw.pointee.pkt_timebase = stream.pointee.time_base
        unsafe raw.pointee.thread_count = 1
        try unsafe context.open(codec, options: [:], subject: subject)
        return AudioDecoder(context, subject: subject)
    }

    /// Hands over a packet. All frames that were ready must have been received before.
    package func send(_ packet: borrowing Packet) throws(FFmpegError) {
        let (raw, library, input) = unsafe (context.raw, context.library, packet.raw)
        try check("avcodec_send_packet", subject) { unsafe library.pointee.avcodec_send_packet(raw, input) }
    }

    /// No more packets will come; what is left can be received.
    package func finish() throws(FFmpegError) {
        let (raw, library) = unsafe (context.raw, context.library)
        try check("avcodec_send_packet", subject) { unsafe library.pointee.avcodec_send_packet(raw, nil) }
    }

    /// The next frame; nil when more packets are needed first, or at the end.
    package func receive() throws(FFmpegError) -> Frame? {
        let frame = try Frame.empty()
        let (raw, library, output) = unsafe (context.raw, context.library, frame.raw)
        var isThere = true
        try check("avcodec_receive_frame", subject) {
            let code = unsafe library.pointee.avcodec_receive_frame(raw, output)
            guard code == cffmpeg_error_again || code == cffmpeg_error_eof else { return code }
            isThere = false
            return 0
        }
        return if isThere { consume frame } else { nil }
    }
}

extension Codecs {
    /// For a coding format of sound by FFmpeg's name, the decoders that read it, the better one first.
    package static func sound(_ format: String) -> [String] {
        switch format {
        case "mp3": ["mp3float", "mp3"]
        case "mp2": ["mp2float"]
        case "opus": ["opus", "libopus"]
        default: decoders.contains(format) ? [format] : []
        }
    }
}
