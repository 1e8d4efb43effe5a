import CFFmpeg

extension Encoder {
    /// FFmpeg's own AAC encoder, for frames of 32-bit floating-point samples, one plane for each channel; the time base
    /// is one sample.
    ///
    /// - Parameter bitRate: bits a second.
    package static func aac(sampleRate: Int, channels: Int, bitRate: Int) throws(FFmpegError) -> Encoder {
        let name = "aac"
        let codec = try unsafe find(name)
        let context = try unsafe CodecContext.allocate(for: codec, subject: name)
        unsafe context.raw.pointee.sample_rate = Int32(clamping: sampleRate)
        unsafe context.raw.pointee.sample_fmt = AV_SAMPLE_FMT_FLTP
        unsafe av_channel_layout_default(&context.raw.pointee.ch_layout, Int32(clamping: channels))
        unsafe context.raw.pointee.time_base = AVRational(num: 1, den: Int32(clamping: sampleRate))
        unsafe context.raw.pointee.bit_rate = Int64(clamping: bitRate)
        unsafe context.raw.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER
        try unsafe context.open(codec, options: [:], subject: name)
        return Encoder(context, name: name)
    }
}
