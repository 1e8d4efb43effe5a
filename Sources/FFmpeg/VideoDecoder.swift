import CFFmpeg

/// Packets of one video stream to pictures, in the order in which they are shown.
@safe package struct VideoDecoder: ~Copyable {
    private let decoder: StreamDecoder

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

    private init(_ decoder: consuming StreamDecoder) { self.decoder = decoder }

    /// What the decoder said of damage since this was asked before, where it returned no error: FFmpeg's decoders for
    /// HEVC and FFV1 conceal it, and only their log tells. H.264's complains of healthy files too where decoding begins
    /// midway, and has other signs.
    package func takeComplaint() -> String? { listensToLog ? decoder.takeLogLine() : nil }

    /// All different lines that it has logged as errors, of every codec: for who decodes from the beginning of the file.
    package var logLines: [String] { decoder.logLines }

    private var listensToLog: Bool { unsafe decoder.context.raw.pointee.codec_id != AV_CODEC_ID_H264 }

    /// Throws: `missingCodec` with the format's name when no decoder of ours reads it, and what the decoder refuses.
    package static func open(
        stream index: Int, of demuxer: borrowing Demuxer, _ options: Options
    ) throws(FFmpegError) -> VideoDecoder {
        VideoDecoder(
            try unsafe StreamDecoder.open(stream: index, of: demuxer) { info in
                Codecs.video(info.codec, hasSeparateAlpha: info.hasSeparateAlpha)
            } configure: { raw, info in
                // FFmpeg 5.1 aborts on damaged MPEG-4 with several threads and strict detection (an assertion in
                // decode.c).
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
                // H.264 need not say how far its pictures are out of order. A decoder that guesses drops some until it
                // knows.
                if info.codec == "h264" { unsafe raw.pointee.strict_std_compliance = FF_COMPLIANCE_STRICT }
            })
    }

    /// Hands over a packet. All pictures that were ready must have been received before.
    ///
    /// - Parameter isWanted: false for a picture that need not come out; it is decoded only if others depend on it.
    /// **Throws**: `invalidData` and others for a damaged packet; with threads it may be an earlier one that is damaged.
    package func send(_ packet: borrowing Packet, isWanted: Bool = true) throws(FFmpegError) {
        unsafe decoder.context.raw.pointee.skip_frame = isWanted ? AVDISCARD_DEFAULT : AVDISCARD_NONREF
        let codec = unsafe decoder.context.raw.pointee.codec_id
        if codec == AV_CODEC_ID_PNG || codec == AV_CODEC_ID_APNG { packet.dropPackedTextOfPNG() }
        try decoder.send(packet)
    }

    /// No more packets will come; what is left can be received.
    package func finish() throws(FFmpegError) { try decoder.finish() }

    /// The next picture in the order of showing; nil while more packets are needed, and at the end. **Throws**: as `send`.
    package func receive() throws(FFmpegError) -> Frame? { try decoder.receive() }

    /// Forgets everything, to begin at another key frame.
    package func reset() {
        unsafe decoder.context.library.pointee.avcodec_flush_buffers(decoder.context.raw)
    }
}
