import CFFmpeg

/// Sole owner of an opened container: AVFormatContext, its AVIOContext and the bytes under it.
@safe package struct Demuxer: ~Copyable {
    let raw: UnsafeMutablePointer<AVFormatContext>
    private let io: UnsafeMutablePointer<AVIOContext>
    private let source: Unmanaged<ByteSource>
    let library: Libraries.Format
    /// How errors name the file.
    let subject: String
    let progress = Progress()

    /// What reading has come to.
    final class Progress {
        /// Nothing has been read since the file was opened.
        var isAtStart = true
        var complaints: Set<String> = []
    }

    private init(
        adopting raw: UnsafeMutablePointer<AVFormatContext>, io: UnsafeMutablePointer<AVIOContext>,
        source: Unmanaged<ByteSource>, library: Libraries.Format, subject: String
    ) {
        self.subject = subject
        unsafe self.raw = raw
        unsafe self.io = io
        unsafe self.source = source
        unsafe self.library = library
    }

    deinit {
        var raw: UnsafeMutablePointer<AVFormatContext>? = unsafe raw
        unsafe library.pointee.avformat_close_input(&raw)
        unsafe Demuxer.free(io, library)
        unsafe source.release()
    }

    private static func free(_ io: UnsafeMutablePointer<AVIOContext>, _ library: Libraries.Format) {
        // FFmpeg may have exchanged the buffer for a larger one, so the context's own pointer is the one to free.
        unsafe av_freep(&io.pointee.buffer)
        var io: UnsafeMutablePointer<AVIOContext>? = unsafe io
        unsafe library.pointee.avio_context_free(&io)
    }

    /// Opens `source` as the named input format and no other, with nothing else within reach: no probing, no protocol,
    /// no file that the container names.
    ///
    /// - Parameter looksInside: whether to read on until the streams' own headers have been seen, which can mean to
    ///   decode a picture. Without it only what the container says is known.
    /// **Throws**: `invalidData` and others with the last line logged; `interrupted` after the source's deadline.
    package static func open(
        _ source: ByteSource, format name: String, looksInside: Bool = true, subject: String
    ) throws(FFmpegError) -> Demuxer {
        let library = try unsafe Libraries.format()
        guard let format = unsafe library.pointee.av_find_input_format(name) else {
            throw .missingCodec("av_find_input_format", name)
        }
        let retained = unsafe Unmanaged.passRetained(source)
        guard let io = unsafe makeIO(retained, library) else {
            unsafe retained.release()
            throw .outOfMemory("avio_alloc_context", subject)
        }
        guard let context = unsafe library.pointee.avformat_alloc_context() else {
            unsafe free(io, library)
            unsafe retained.release()
            throw .outOfMemory("avformat_alloc_context", subject)
        }
        unsafe context.pointee.pb = io
        unsafe context.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
        unsafe context.pointee.io_open = { _, _, _, _, _ in cffmpeg_error_io }
        unsafe context.pointee.interrupt_callback = AVIOInterruptCB(
            callback: { opaque in
                guard let opaque = unsafe opaque else { return 0 }
                return unsafe Unmanaged<ByteSource>.fromOpaque(opaque).takeUnretainedValue().isPastDeadline ? 1 : 0
            }, opaque: retained.toOpaque())

        var options: OpaquePointer?
        for (key, value) in [
            ("protocol_whitelist", "none"), ("format_whitelist", name),
            // What is decoded for a first look goes past every check of ours, and PNG texts inflate without a limit.
            ("codec_whitelist", Codecs.decoders.filter { !$0.hasSuffix("png") }.joined(separator: ",")),
            ("max_streams", "64"),
        ] {
            unsafe av_dict_set(&options, key, value, 0)
        }
        defer { unsafe av_dict_free(&options) }
        var opened: UnsafeMutablePointer<AVFormatContext>? = unsafe context
        do {
            try check("avformat_open_input", subject) {
                unsafe library.pointee.avformat_open_input(&opened, nil, format, &options)
            }
        } catch {
            // avformat_open_input has freed the context, but not what is ours.
            unsafe free(io, library)
            unsafe retained.release()
            // Demuxers take an interrupted read for the end of the file, and that for damage.
            guard source.isPastDeadline else { throw error }
            throw FFmpegError("avformat_open_input", code: cffmpeg_error_exit, subject: subject, detail: nil)
        }
        let demuxer = unsafe Demuxer(adopting: context, io: io, source: retained, library: library, subject: subject)
        guard looksInside else { return demuxer }
        try check("avformat_find_stream_info", subject) {
            unsafe library.pointee.avformat_find_stream_info(context, nil)
        }
        return demuxer
    }

    private static func makeIO(
        _ source: Unmanaged<ByteSource>, _ library: Libraries.Format
    ) -> UnsafeMutablePointer<AVIOContext>? {
        let size = 64 << 10
        guard let buffer = unsafe av_malloc(size) else { return nil }
        let io = unsafe cffmpeg_io_context(
            library.pointee.avio_alloc_context, buffer.assumingMemoryBound(to: UInt8.self), Int32(size),
            source.toOpaque(),
            { opaque, buffer, size in
                guard let opaque = unsafe opaque, let buffer = unsafe buffer else { return cffmpeg_error_io }
                return unsafe Unmanaged<ByteSource>.fromOpaque(opaque).takeUnretainedValue()
                    .read(into: buffer, at: Int(size))
            },
            { opaque, offset, whence in
                guard let opaque = unsafe opaque else { return Int64(cffmpeg_error_io) }
                return unsafe Unmanaged<ByteSource>.fromOpaque(opaque).takeUnretainedValue()
                    .seek(to: offset, whence: whence)
            })
        if unsafe io == nil { unsafe av_free(buffer) }
        return unsafe io
    }

    /// How long the container says that it runs, in seconds; nil if it does not say.
    package var duration: Double? {
        let ticks = unsafe raw.pointee.duration
        return ticks == cffmpeg_no_timestamp || ticks < 0 ? nil : Double(ticks) / Double(cffmpeg_time_base)
    }

    /// When the first of its streams begins, in seconds; nil if the container does not say.
    package var startTime: Double? {
        let ticks = unsafe raw.pointee.start_time
        return ticks == cffmpeg_no_timestamp ? nil : Double(ticks) / Double(cffmpeg_time_base)
    }

    var isPastDeadline: Bool { unsafe source.takeUnretainedValue().isPastDeadline }

    var streamCount: Int { unsafe Int(raw.pointee.nb_streams) }

    /// What the container says of its streams, in its own order.
    package var streams: [StreamInfo] {
        (0..<streamCount).compactMap { index in
            unsafe raw.pointee.streams?[index].map { unsafe StreamInfo($0, in: raw, library) }
        }
    }
}
