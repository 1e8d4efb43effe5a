import CFFmpeg

extension Encoder {
    /// FFmpeg's own AAC encoder, for frames of 32-bit floating-point samples, one plane for each channel; the time base
    /// is one sample.
    ///
    /// - Parameter bitRate: bits a second.
    package static func aac(sampleRate: Int, channels: Int, bitRate: Int) throws(FFmpegError) -> Encoder {
        try sound("aac", AV_SAMPLE_FMT_FLTP, sampleRate: sampleRate, channels: channels, bitRate: bitRate)
    }

    /// libopus, for frames of 32-bit floating-point samples, those of all channels side by side; the time base is one
    /// sample.
    ///
    /// - Parameters:
    ///   - sampleRate: 48,000, or one of the few others that Opus knows.
    ///   - bitRate: bits a second.
    /// **Throws**: `missingCodec` when this build of FFmpeg has no libopus.
    package static func opus(sampleRate: Int, channels: Int, bitRate: Int) throws(FFmpegError) -> Encoder {
        try sound("libopus", AV_SAMPLE_FMT_FLT, sampleRate: sampleRate, channels: channels, bitRate: bitRate)
    }

    private static func sound(
        _ name: String, _ format: AVSampleFormat, sampleRate: Int, channels: Int, bitRate: Int
    ) throws(FFmpegError) -> Encoder {
        let codec = try unsafe find(name)
        let context = try unsafe CodecContext.allocate(for: codec, subject: name)
        unsafe context.raw.pointee.sample_rate = Int32(clamping: sampleRate)
        unsafe context.raw.pointee.sample_fmt = format
        unsafe av_channel_layout_default(&context.raw.pointee.ch_layout, Int32(clamping: channels))
        unsafe context.raw.pointee.time_base = AVRational(num: 1, den: Int32(clamping: sampleRate))
        unsafe context.raw.pointee.bit_rate = Int64(clamping: bitRate)
        unsafe context.raw.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER
        try unsafe context.open(codec, options: [:], subject: name)
        return Encoder(context, name: name)
    }
}
