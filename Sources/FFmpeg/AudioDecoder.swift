import CFFmpeg

/// Packets of one stream of sound to frames of samples.
@safe package struct AudioDecoder: ~Copyable {
    private let decoder: StreamDecoder

    private init(_ decoder: consuming StreamDecoder) { self.decoder = decoder }

    /// - Parameter isStrict: stop at the first sign of damage, instead of guessing on.
    /// **Throws**: `missingCodec` with the format's name when no decoder of ours reads it, and what the decoder refuses.
    package static func open(
        stream index: Int, of demuxer: borrowing Demuxer, isStrict: Bool = false
    ) throws(FFmpegError) -> AudioDecoder {
        AudioDecoder(
            try unsafe StreamDecoder.open(stream: index, of: demuxer) {
                Codecs.sound($0.codec)
            } configure: { raw, _ in
                unsafe raw.pointee.thread_count = 1
                if isStrict { unsafe raw.pointee.err_recognition = cffmpeg_strict_detection }
            })
    }

    /// All different lines that it has logged as errors.
    package var logLines: [String] { decoder.logLines }

    /// Hands over a packet. All frames that were ready must have been received before.
    package func send(_ packet: borrowing Packet) throws(FFmpegError) { try decoder.send(packet) }

    /// No more packets will come; what is left can be received.
    package func finish() throws(FFmpegError) { try decoder.finish() }

    /// The next frame; nil when more packets are needed first, or at the end.
    package func receive() throws(FFmpegError) -> Frame? { try decoder.receive() }
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
