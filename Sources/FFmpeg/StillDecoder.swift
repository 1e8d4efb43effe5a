import CFFmpeg

/// Coded pictures that do not refer to each other, as HEIF files hold them, to frames.
@safe package struct StillDecoder: ~Copyable {
    package enum Codec: Hashable, Sendable { case hevc, av1 }

    private let context: CodecContext
    private let log: LogCapture
    private let subject: String
    private let codec: Codec

    private init(_ context: consuming CodecContext, _ log: LogCapture, _ codec: Codec, subject: String) {
        self.context = context
        self.log = log
        self.codec = codec
        self.subject = subject
    }

    deinit { unsafe log.release(context.raw) }

    /// Whether this build of FFmpeg reads the codec. Throws: `missingLibrary`.
    package static func isAvailable(_ codec: Codec) throws(FFmpegError) -> Bool {
        let library = try unsafe Libraries.codec()
        return codec.names.contains { unsafe library.pointee.avcodec_find_decoder_by_name($0) != nil }
    }

    /// - Parameters:
    ///   - threads: 0 for as many as suit the machine.
    ///   - isOneOfMany: threads work on several pictures at a time; else on parts of one.
    ///   - maximumPixels: refused before the picture is allocated.
    package static func open(
        _ codec: Codec, threads: Int, isOneOfMany: Bool, maximumPixels: Int, subject: String
    ) throws(FFmpegError) -> StillDecoder {
        let library = try unsafe Libraries.codec()
        let found = unsafe codec.names.lazy.compactMap { unsafe library.pointee.avcodec_find_decoder_by_name($0) }.first
        guard let decoder = unsafe found else {
            throw .missingCodec("avcodec_find_decoder_by_name", codec.names.joined(separator: " or "))
        }
        let context = try unsafe CodecContext.allocate(for: decoder, subject: subject)
        let raw = unsafe context.raw
        unsafe raw.pointee.thread_count = Int32(clamping: max(0, threads))
        unsafe raw.pointee.thread_type = isOneOfMany ? FF_THREAD_FRAME : FF_THREAD_SLICE
        // Else a crop at the left edge is rounded to what suits the processor.
        unsafe raw.pointee.flags |= AV_CODEC_FLAG_UNALIGNED
        // Otherwise dav1d makes ready to decode several pictures at a time, in twice the memory; its threads share one
        // better. libavcodec's own decoders would do without threads.
        if codec == .av1 { unsafe raw.pointee.flags |= AV_CODEC_FLAG_LOW_DELAY }
        unsafe raw.pointee.max_pixels = Int64(clamping: maximumPixels)
        unsafe raw.pointee.err_recognition = cffmpeg_strict_detection
        let log = LogCapture()
        unsafe log.adopt(raw)
        do {
            try unsafe context.open(decoder, options: [:], subject: subject)
        } catch {
            unsafe log.release(raw)
            throw error
        }
        return StillDecoder(context, log, codec, subject: subject)
    }

    /// Hands over the next picture. All that were ready must have been received before.
    ///
    /// - Parameter bytes: for HEVC units with their length in four bytes before each; for AV1 open bitstream units.
    package func send(_ bytes: [UInt8]) throws(FFmpegError) {
        let packet = try Packet.copying(bytes, subject: subject)
        guard let start = unsafe packet.raw.pointee.data else { throw .damaged(subject, "it has no data") }
        let data = unsafe UnsafeMutableBufferPointer(start: start, count: Int(max(0, packet.raw.pointee.size)))
        if let defect = unsafe codec == .hevc ? HEVCUnits.startCodes(in: data) : AV1Units.defect(of: data) {
            throw .damaged(subject, defect)
        }
        let (raw, library, input) = unsafe (context.raw, context.library, packet.raw)
        try check("avcodec_send_packet", subject) { unsafe library.pointee.avcodec_send_packet(raw, input) }
    }

    /// No more pictures will come; what is left can be received.
    package func finish() throws(FFmpegError) {
        let (raw, library) = unsafe (context.raw, context.library)
        try check("avcodec_send_packet", subject) {
            let code = unsafe library.pointee.avcodec_send_packet(raw, nil)
            return code == cffmpeg_error_eof ? 0 : code
        }
    }

    /// The next picture; nil when more is needed first, or at the end.
    ///
    /// **Throws**: also for damage that the decoder only speaks of, or fills with guesses.
    package func receive() throws(FFmpegError) -> Frame? {
        let frame = try Frame.empty()
        let (raw, library, output) = unsafe (context.raw, context.library, frame.raw)
        let code = log.during { unsafe library.pointee.avcodec_receive_frame(raw, output) }
        if let line = log.takeLastLine(), code >= 0 || code == cffmpeg_error_again || code == cffmpeg_error_eof {
            throw .damaged(subject, line)
        }
        if code == cffmpeg_error_again || code == cffmpeg_error_eof { return nil }
        guard code >= 0 else {
            throw FFmpegError("avcodec_receive_frame", code: code, subject: subject, detail: log.takeLastLine())
        }
        if frame.isCorrupt { throw .damaged(subject, "parts of the picture are missing") }
        return frame
    }
}

extension StillDecoder.Codec {
    /// The better one first. Source: `Codecs.video`.
    fileprivate var names: [String] {
        switch self {
        case .hevc: ["hevc"]
        case .av1: ["libdav1d", "libaom-av1"]
        }
    }
}

extension FFmpegError {
    /// The time that was allowed is over.
    package static func tooSlow(_ subject: String) -> FFmpegError {
        FFmpegError("decode", code: cffmpeg_error_exit, subject: subject, detail: "it takes too long")
    }
}
