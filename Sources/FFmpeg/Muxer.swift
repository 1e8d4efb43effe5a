import CFFmpeg

/// Sole owner of a container that is being written: AVFormatContext, its AVIOContext and what lies under it.
@safe package struct Muxer: ~Copyable {
    private let raw: UnsafeMutablePointer<AVFormatContext>
    private let io: UnsafeMutablePointer<AVIOContext>
    private let sink: Unmanaged<ByteSink>
    private let library: Libraries.Format
    private let codec: Libraries.Codec
    private let subject: String

    private init(
        adopting raw: UnsafeMutablePointer<AVFormatContext>, io: UnsafeMutablePointer<AVIOContext>,
        sink: Unmanaged<ByteSink>, _ library: Libraries.Format, _ codec: Libraries.Codec, _ subject: String
    ) {
        unsafe self.raw = raw
        unsafe self.io = io
        unsafe self.sink = sink
        unsafe self.library = library
        unsafe self.codec = codec
        self.subject = subject
    }

    deinit {
        unsafe library.pointee.avformat_free_context(raw)
        unsafe av_freep(&io.pointee.buffer)
        var io: UnsafeMutablePointer<AVIOContext>? = unsafe io
        unsafe library.pointee.avio_context_free(&io)
        unsafe sink.release()
    }

    /// What can be written.
    package enum Container: String, Sendable, CaseIterable {
        case mp4, mov, webm
    }

    /// An MP4 file without streams, of which nothing is written yet.
    ///
    /// - Parameter subject: how errors name the file.
    package static func mp4(to sink: ByteSink, subject: String) throws(FFmpegError) -> Muxer {
        try make(.mp4, to: sink, subject: subject)
    }

    /// A file without streams, of which nothing is written yet.
    ///
    /// - Parameter subject: how errors name the file.
    package static func make(
        _ container: Container, to sink: ByteSink, subject: String
    ) throws(FFmpegError) -> Muxer {
        let (library, codec) = try unsafe (Libraries.format(), Libraries.codec())
        var context: UnsafeMutablePointer<AVFormatContext>?
        try check("avformat_alloc_output_context2", subject) {
            unsafe library.pointee.avformat_alloc_output_context2(&context, nil, container.rawValue, nil)
        }
        guard let context = unsafe context else { throw .outOfMemory("avformat_alloc_output_context2", subject) }
        let retained = unsafe Unmanaged.passRetained(sink)
        guard let io = unsafe makeIO(retained, library) else {
            unsafe retained.release()
            unsafe library.pointee.avformat_free_context(context)
            throw .outOfMemory("avio_alloc_context", subject)
        }
        unsafe context.pointee.pb = io
        // The same input gives the same file, without the name and version of what wrote it.
        unsafe context.pointee.flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT
        return unsafe Muxer(adopting: context, io: io, sink: retained, library, codec, subject)
    }

    private static func makeIO(
        _ sink: Unmanaged<ByteSink>, _ library: Libraries.Format
    ) -> UnsafeMutablePointer<AVIOContext>? {
        let size = 256 << 10
        guard let buffer = unsafe av_malloc(size) else { return nil }
        let io = unsafe cffmpeg_output_context(
            library.pointee.avio_alloc_context, buffer.assumingMemoryBound(to: UInt8.self), Int32(size),
            sink.toOpaque(),
            { opaque, bytes, count in
                guard let opaque = unsafe opaque, let bytes = unsafe bytes else { return cffmpeg_error_io }
                return unsafe Unmanaged<ByteSink>.fromOpaque(opaque).takeUnretainedValue()
                    .write(UnsafeRawPointer(bytes), Int(count))
            },
            { opaque, offset, whence in
                guard let opaque = unsafe opaque else { return Int64(cffmpeg_error_io) }
                return unsafe Unmanaged<ByteSink>.fromOpaque(opaque).takeUnretainedValue()
                    .seek(to: offset, whence: whence)
            })
        if unsafe io == nil { unsafe av_free(buffer) }
        return unsafe io
    }

    /// A stream of what the encoder makes; streams are numbered from 0.
    package func addStream(of encoder: borrowing Encoder) throws(FFmpegError) {
        guard let stream = unsafe library.pointee.avformat_new_stream(raw, nil) else {
            throw .outOfMemory("avformat_new_stream", subject)
        }
        let (codec, context) = unsafe (codec, encoder.context.raw)
        try check("avcodec_parameters_from_context", subject) {
            unsafe codec.pointee.avcodec_parameters_from_context(stream.pointee.codecpar, context)
        }
        // A wish; the container may choose another.
        unsafe stream.pointee.time_base = context.pointee.time_base
        unsafe stream.pointee.avg_frame_rate = context.pointee.framerate
        unsafe stream.pointee.sample_aspect_ratio = context.pointee.sample_aspect_ratio
    }

    /// Begins the file, with its index in front of the data, so that it can be played before all of it is there.
    ///
    /// FFmpeg's own way to that, `faststart`, opens the finished file a second time by its name, and there is no name.
    /// So room is kept for the index, which has to be known large enough beforehand; what is left is marked as free.
    ///
    /// - Parameter indexBytes: room for the index. Finishing fails when it was too little; WebM, whose index may stand
    ///   at the end, takes no notice of it.
    package func begin(indexBytes: Int) throws(FFmpegError) {
        var options: OpaquePointer?
        unsafe av_dict_set(&options, "moov_size", "\(indexBytes)", 0)
        defer { unsafe av_dict_free(&options) }
        let (library, raw) = unsafe (library, raw)
        try check("avformat_write_header", subject) { unsafe library.pointee.avformat_write_header(raw, &options) }
    }

    /// Takes the packet, which is empty afterwards. Packets of one stream come in the order of decoding.
    ///
    /// - Parameters:
    ///   - stream: its number.
    ///   - timeBase: of the packet's times.
    package func write(
        _ packet: borrowing Packet, stream index: Int, timeBase: (num: Int, den: Int)
    ) throws(FFmpegError) {
        let count = unsafe Int(raw.pointee.nb_streams)
        guard index >= 0, index < count, let stream = unsafe raw.pointee.streams?[index] else {
            throw FFmpegError(
                "av_interleaved_write_frame", code: 0, subject: subject, detail: "there is no stream \(index)")
        }
        let (library, codec, raw, input) = unsafe (library, codec, raw, packet.raw)
        let base = AVRational(num: Int32(clamping: timeBase.num), den: Int32(clamping: timeBase.den))
        unsafe input.pointee.stream_index = Int32(clamping: index)
        unsafe codec.pointee.av_packet_rescale_ts(input, base, stream.pointee.time_base)
        try check("av_interleaved_write_frame", subject) {
            unsafe library.pointee.av_interleaved_write_frame(raw, input)
        }
    }

    /// Writes what is left and the index. Nothing can be written afterwards.
    package func finish() throws(FFmpegError) {
        let (library, raw) = unsafe (library, raw)
        try check("av_write_trailer", subject) { unsafe library.pointee.av_write_trailer(raw) }
    }
}
