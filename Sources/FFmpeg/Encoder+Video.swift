import CFFmpeg

extension Encoder {
    /// What video is to become, beside 4:2:0 of 8 bits, progressive, in square pixels, limited-range, in BT.709's colours.
    package struct Video: Sendable {
        package var width: Int
        package var height: Int
        /// Frames a second; the time base is its inverse.
        package var frameRate: (num: Int, den: Int)
        /// Frames from one key frame to the next, at most.
        package var keyFrameInterval: Int
        /// Bits a second that are kept to over any stretch that fills the buffer.
        package var maximumBitRate: Int
        package var bufferBits: Int
        /// Bits a second to aim at, for encoders that know no constant quality; nil for those that do.
        package var averageBitRate: Int?
        /// As the coding standard numbers it, such as 100 for H.264's High.
        package var profile: Int
        /// What only this encoder knows, in its own words.
        package var options: [String: String]
        /// As many as there are processors where it is 0.
        package var threads = 0
        /// VP8 has no word for any matrix but BT.601's.
        package var matrix = Colorimetry.Matrix.bt709

        package init(
            width: Int, height: Int, frameRate: (num: Int, den: Int), keyFrameInterval: Int, maximumBitRate: Int,
            bufferBits: Int, averageBitRate: Int?, profile: Int, options: [String: String]
        ) {
            self.width = width
            self.height = height
            self.frameRate = frameRate
            self.keyFrameInterval = keyFrameInterval
            self.maximumBitRate = maximumBitRate
            self.bufferBits = bufferBits
            self.averageBitRate = averageBitRate
            self.profile = profile
            self.options = options
        }
    }

    /// **Throws**: `missingCodec` with the name when this build of FFmpeg has none of it, and what the encoder refuses.
    package static func video(_ name: String, _ settings: Video) throws(FFmpegError) -> Encoder {
        let codec = try unsafe find(name)
        let context = try unsafe CodecContext.allocate(for: codec, subject: name)
        let (num, den) = (Int32(clamping: settings.frameRate.num), Int32(clamping: settings.frameRate.den))
        unsafe context.raw.pointee.width = Int32(clamping: settings.width)
        unsafe context.raw.pointee.height = Int32(clamping: settings.height)
        unsafe context.raw.pointee.pix_fmt = AV_PIX_FMT_YUV420P
        unsafe context.raw.pointee.time_base = AVRational(num: den, den: num)
        unsafe context.raw.pointee.framerate = AVRational(num: num, den: den)
        unsafe context.raw.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
        unsafe context.raw.pointee.colorspace = settings.matrix.code ?? AVCOL_SPC_BT709
        unsafe context.raw.pointee.color_primaries = AVCOL_PRI_BT709
        unsafe context.raw.pointee.color_trc = AVCOL_TRC_BT709
        unsafe context.raw.pointee.color_range = AVCOL_RANGE_MPEG
        unsafe context.raw.pointee.chroma_sample_location = AVCHROMA_LOC_LEFT
        unsafe context.raw.pointee.gop_size = Int32(clamping: settings.keyFrameInterval)
        unsafe context.raw.pointee.rc_max_rate = Int64(clamping: settings.maximumBitRate)
        unsafe context.raw.pointee.rc_buffer_size = Int32(clamping: settings.bufferBits)
        if let rate = settings.averageBitRate { unsafe context.raw.pointee.bit_rate = Int64(clamping: rate) }
        unsafe context.raw.pointee.profile = Int32(clamping: settings.profile)
        unsafe context.raw.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER
        unsafe context.raw.pointee.thread_count = Int32(clamping: max(0, settings.threads))
        try unsafe context.open(codec, options: settings.options, subject: name)
        return Encoder(context, name: name)
    }
}
