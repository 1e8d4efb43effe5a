import CFFmpeg

/// Packets of one video stream to pictures, in the order in which they are shown.
@safe package struct VideoDecoder: ~Copyable {
    private let context: CodecContext
    private let subject: String
    private let log: LogCapture

    package struct Options: Hashable, Sendable {
        /// Refused before a picture is allocated.
        package var maximumPixels: Int
        package var threads: Int
        /// Stop at the first sign of damage, instead of guessing on.
        package var isStrict = false

        package init(maximumPixels: Int, threads: Int, isStrict: Bool = false) {
            self.maximumPixels = maximumPixels
            self.threads = threads
            self.isStrict = isStrict
        }
    }

    private init(_ context: consuming CodecContext, _ log: LogCapture, subject: String) {
        self.context = context
        self.log = log
        self.subject = subject
    }

    deinit { unsafe log.release(context.raw) }

    /// What the decoder said of damage since this was asked before, where it returned no error: FFmpeg's decoders for
    /// HEVC and FFV1 conceal it, and only their log tells. H.264's complains of healthy files, and has other signs.
    package func takeComplaint() -> String? { listensToLog ? log.takeLastLine() : nil }

    private var listensToLog: Bool { unsafe context.raw.pointee.codec_id != AV_CODEC_ID_H264 }

    /// Throws: `missingCodec` with the format's name when no decoder of ours reads it, and what the decoder refuses.
    package static func open(
        stream index: Int, of demuxer: borrowing Demuxer, _ options: Options
    ) throws(FFmpegError) -> VideoDecoder {
        let subject = demuxer.subject
        guard index >= 0, index < demuxer.streamCount, let stream = unsafe demuxer.raw.pointee.streams?[index] else {
            throw FFmpegError("avcodec_open2", code: 0, subject: subject, detail: "there is no stream \(index)")
        }
        let info = unsafe StreamInfo(stream, in: demuxer.raw, demuxer.library)
        let library = try unsafe Libraries.codec()
        let names = Codecs.video(info.codec, hasSeparateAlpha: info.hasSeparateAlpha)
        let found = unsafe names.lazy.compactMap { unsafe library.pointee.avcodec_find_decoder_by_name($0) }.first
        guard let codec = unsafe found else { throw .missingCodec("avcodec_find_decoder", info.codec) }

        let context = try unsafe CodecContext.allocate(for: codec, subject: subject)
        let (raw, parameters) = unsafe (context.raw, stream.pointee.codecpar)
        try check("avcodec_parameters_to_context", subject) {
            unsafe library.pointee.avcodec_parameters_to_context(raw, parameters)
        }
        unsafe raw.pointee.pkt_timebase = stream.pointee.time_base
        // FFmpeg 5.1 aborts on damaged MPEG-4 with several threads and strict detection (an assertion in decode.c).
        unsafe raw.pointee.thread_count = info.codec == "mpeg4" ? 1 : Int32(clamping: options.threads)
        // Else a crop at the left edge is rounded to what suits the processor.
        unsafe raw.pointee.flags |= AV_CODEC_FLAG_UNALIGNED
        unsafe raw.pointee.max_pixels = Int64(clamping: options.maximumPixels)
        if options.isStrict {
            // MPEG-2 of constant rate is filled up with zeros, which that flag takes for damage.
            let isStuffed = info.codec == "mpeg2video" || info.codec == "mpeg1video"
            unsafe raw.pointee.err_recognition =
                isStuffed ? cffmpeg_strict_detection & ~AV_EF_BITSTREAM : cffmpeg_strict_detection
        }
        // H.264 need not say how far its pictures are out of order. A decoder that guesses drops some until it knows.
        if info.codec == "h264" { unsafe raw.pointee.strict_std_compliance = FF_COMPLIANCE_STRICT }
        let log = LogCapture()
        unsafe log.adopt(context.raw)
        try unsafe context.open(codec, options: [:], subject: subject)
        return VideoDecoder(context, log, subject: subject)
    }

    /// Hands over a packet. All pictures that were ready must have been received before.
    ///
    /// - Parameter isWanted: false for a picture that need not come out; it is decoded only if others depend on it.
    /// **Throws**: `invalidData` and others for a damaged packet; with threads it may be an earlier one that is damaged.
    package func send(_ packet: borrowing Packet, isWanted: Bool = true) throws(FFmpegError) {
        let (raw, library, input) = unsafe (context.raw, context.library, packet.raw)
        unsafe raw.pointee.skip_frame = isWanted ? AVDISCARD_DEFAULT : AVDISCARD_NONREF
        try check("avcodec_send_packet", subject) { unsafe library.pointee.avcodec_send_packet(raw, input) }
    }

    /// No more packets will come; what is left can be received.
    package func finish() throws(FFmpegError) {
        let (raw, library) = unsafe (context.raw, context.library)
        try check("avcodec_send_packet", subject) {
            let code = unsafe library.pointee.avcodec_send_packet(raw, nil)
            return code == cffmpeg_error_eof ? 0 : code
        }
    }

    /// The next picture in the order of showing; nil while more packets are needed, and at the end. **Throws**: as `send`.
    package func receive() throws(FFmpegError) -> Frame? {
        let frame = try Frame.empty()
        let (raw, library, output) = unsafe (context.raw, context.library, frame.raw)
        let log = LogCapture()
        let code = log.during { unsafe library.pointee.avcodec_receive_frame(raw, output) }
        if code == cffmpeg_error_again || code == cffmpeg_error_eof { return nil }
        guard code >= 0 else {
            throw FFmpegError("avcodec_receive_frame", code: code, subject: subject, detail: log.lastLine)
        }
        return frame
    }

    /// Forgets everything, to begin at another key frame.
    package func reset() {
        unsafe context.library.pointee.avcodec_flush_buffers(context.raw)
    }
}
