import CFFmpeg

/// Packets of one stream to frames: what decoders of pictures and of sound have in common.
@safe struct StreamDecoder: ~Copyable {
    let context: CodecContext
    private let subject: String
    private let log: LogCapture

    private init(_ context: consuming CodecContext, _ log: LogCapture, subject: String) {
        self.context = context
        self.log = log
        self.subject = subject
    }

    deinit { unsafe log.release(context.raw) }

    /// - Parameters:
    ///   - names: the decoders that read a stream, the better one first.
    ///   - configure: sets what the decoder is to know before it is opened.
    /// **Throws**: `missingCodec` with the format's name when no decoder of ours reads it, and what the decoder refuses.
    static func open(
        stream index: Int, of demuxer: borrowing Demuxer, names: (StreamInfo) -> [String],
        configure: (UnsafeMutablePointer<AVCodecContext>, StreamInfo) -> Void
    ) throws(FFmpegError) -> StreamDecoder {
        let subject = demuxer.subject
        guard index >= 0, index < demuxer.streamCount, let stream = unsafe demuxer.raw.pointee.streams?[index] else {
            throw FFmpegError("avcodec_open2", code: 0, subject: subject, detail: "there is no stream \(index)")
        }
        let info = unsafe StreamInfo(stream, in: demuxer.raw, demuxer.library)
        let library = try unsafe Libraries.codec()
        let found = unsafe names(info).lazy.compactMap { unsafe library.pointee.avcodec_find_decoder_by_name($0) }.first
        guard let codec = unsafe found else { throw .missingCodec("avcodec_find_decoder", info.codec) }

        let context = try unsafe CodecContext.allocate(for: codec, subject: subject)
        let (raw, parameters) = unsafe (context.raw, stream.pointee.codecpar)
        try check("avcodec_parameters_to_context", subject) {
            unsafe library.pointee.avcodec_parameters_to_context(raw, parameters)
        }
        // Without it a decoder of sound cannot cut off what an encoder put before it.
        unsafe raw.pointee.pkt_timebase = stream.pointee.time_base
        unsafe configure(raw, info)
        let log = LogCapture()
        unsafe log.adopt(context.raw)
        do {
            try unsafe context.open(codec, options: [:], subject: subject)
        } catch {
            unsafe log.release(context.raw)
            throw error
        }
        return StreamDecoder(context, log, subject: subject)
    }

    /// What the decoder logged, at level error or worse, since this was asked before; the last line of it.
    func takeLogLine() -> String? { log.takeLastLine() }

    /// All different lines that it has logged, in the order of the alphabet.
    var logLines: [String] { log.distinctLines }

    func send(_ packet: borrowing Packet) throws(FFmpegError) {
        let (raw, library, input) = unsafe (context.raw, context.library, packet.raw)
        try check("avcodec_send_packet", subject) { unsafe library.pointee.avcodec_send_packet(raw, input) }
    }

    /// No more packets will come; what is left can be received.
    func finish() throws(FFmpegError) {
        let (raw, library) = unsafe (context.raw, context.library)
        try check("avcodec_send_packet", subject) {
            let code = unsafe library.pointee.avcodec_send_packet(raw, nil)
            return code == cffmpeg_error_eof ? 0 : code
        }
    }

    /// The next frame; nil when more packets are needed first, or at the end.
    func receive() throws(FFmpegError) -> Frame? {
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
}
