import CFFmpeg

/// Sole owner of an opened encoder of video or sound: frames in, packets out.
@safe package struct Encoder: ~Copyable {
    let context: CodecContext
    private let name: String

    init(_ context: consuming CodecContext, name: String) {
        self.context = context
        self.name = name
    }

    /// The names of those that this build of FFmpeg has, in the same order. Throws: `missingLibrary`.
    package static func available(_ names: [String]) throws(FFmpegError) -> [String] {
        let library = try unsafe Libraries.codec()
        return names.filter { unsafe library.pointee.avcodec_find_encoder_by_name($0) != nil }
    }

    /// Throws: `missingCodec`.
    static func find(_ name: String) throws(FFmpegError) -> UnsafePointer<AVCodec> {
        guard let codec = try unsafe Libraries.codec().pointee.avcodec_find_encoder_by_name(name) else {
            throw .missingCodec("avcodec_find_encoder_by_name", name)
        }
        return unsafe codec
    }

    /// Of the timestamps of frames and packets.
    package var timeBase: (num: Int, den: Int) {
        let base = unsafe context.raw.pointee.time_base
        return (Int(base.num), Int(base.den))
    }

    /// Samples that every frame of sound but the last must have; nil where any number will do.
    package var samplesPerFrame: Int? {
        let count = unsafe context.raw.pointee.frame_size
        return count > 0 ? Int(count) : nil
    }

    /// Hands over a frame, shown at `time` in ticks of the time base. All packets that were ready must have been
    /// received before.
    ///
    /// The frame's own time is changed to that, and what its decoder said of its kind is taken away: an encoder would
    /// read it as an order.
    package func send(_ frame: borrowing Frame, at time: Int64) throws(FFmpegError) {
        let (raw, library, input) = unsafe (context.raw, context.library, frame.raw)
        unsafe input.pointee.pts = time
        unsafe input.pointee.pict_type = AV_PICTURE_TYPE_NONE
        try check("avcodec_send_frame", name) { unsafe library.pointee.avcodec_send_frame(raw, input) }
    }

    /// No more frames will come; what is left can be received.
    package func finish() throws(FFmpegError) {
        let (raw, library) = unsafe (context.raw, context.library)
        try check("avcodec_send_frame", name) { unsafe library.pointee.avcodec_send_frame(raw, nil) }
    }

    /// The next packet, into `packet`; false when more frames are needed first, or at the end.
    package func receive(into packet: borrowing Packet) throws(FFmpegError) -> Bool {
        let (raw, library, output) = unsafe (context.raw, context.library, packet.raw)
        var isThere = true
        try check("avcodec_receive_packet", name) {
            let code = unsafe library.pointee.avcodec_receive_packet(raw, output)
            guard code == cffmpeg_error_again || code == cffmpeg_error_eof else { return code }
            isThere = false
            return 0
        }
        return isThere
    }
}
