import CFFmpeg

/// Sole owner of a configured chain of filters with one source and one sink.
///
/// Frames go in with `send`, and come out of `receive` when the filters have enough of them; after `finish` the rest
/// comes out.
@safe package struct FilterGraph: ~Copyable {
    private let raw: UnsafeMutablePointer<AVFilterGraph>
    private let source: UnsafeMutablePointer<AVFilterContext>
    private let sink: UnsafeMutablePointer<AVFilterContext>
    private let library: Libraries.Filter
    private let shape: FrameShape
    private let subject: String

    private init(
        adopting raw: UnsafeMutablePointer<AVFilterGraph>, source: UnsafeMutablePointer<AVFilterContext>,
        sink: UnsafeMutablePointer<AVFilterContext>, _ library: Libraries.Filter, _ shape: FrameShape, _ subject: String
    ) {
        unsafe self.raw = raw
        unsafe self.source = source
        unsafe self.sink = sink
        unsafe self.library = library
        self.shape = shape
        self.subject = subject
    }

    deinit {
        var raw: UnsafeMutablePointer<AVFilterGraph>? = unsafe raw
        unsafe library.pointee.avfilter_graph_free(&raw)
    }

    /// Opens libavfilter ahead of its first use, which takes some 30 ms. Not an error: that it is missing.
    package static func prepare() { _ = try? unsafe Libraries.filter() }

    /// A chain of filters for pictures of the size, format and sample aspect ratio that `frame` has.
    ///
    /// - Parameters:
    ///   - filters: in libavfilter's language, for example `bwdif,scale=640:360`. Not from untrusted text.
    ///   - timeBase: of the timestamps that the frames carry.
    ///   - frameRate: what the filters are told about the source; nil when it is unknown or varies.
    ///   - threads: at most so many for one filter; 0 for as many as there are processors.
    ///   - subject: what errors are about.
    /// **Throws**: `missingCodec` with a filter's name when this build of FFmpeg has none of that name.
    package static func video(
        _ filters: String, like frame: borrowing Frame, timeBase: (num: Int, den: Int),
        frameRate: (num: Int, den: Int)? = nil, threads: Int = 0, subject: String
    ) throws(FFmpegError) -> FilterGraph {
        let shape = FrameShape(videoLike: frame)
        var source = "buffer@source=video_size=\(shape.width)x\(shape.height):pix_fmt=\(shape.format)"
        source += ":time_base=\(timeBase.num)/\(timeBase.den):pixel_aspect=\(frame.sampleAspect)"
        if let frameRate { source += ":frame_rate=\(frameRate.num)/\(frameRate.den)" }
        if cffmpeg_graph_source_takes_color() { source += ":colorspace=\(shape.matrix):range=\(shape.range)" }
        return try make(source, filters, "buffersink@sink", shape, threads, subject)
    }

    /// A chain of filters for sound with the sample rate, format and channels that `frame` has.
    ///
    /// - Parameters:
    ///   - samplesPerFrame: how many samples each frame that comes out has, but for the last; nil to leave it open.
    ///   - filters: in libavfilter's language, for example `aresample=48000`. Not from untrusted text.
    /// **Throws**: as `video`.
    package static func audio(
        _ filters: String, like frame: borrowing Frame, timeBase: (num: Int, den: Int), samplesPerFrame: Int? = nil,
        subject: String
    ) throws(FFmpegError) -> FilterGraph {
        let shape = FrameShape(audioLike: frame)
        let source =
            "abuffer@source=time_base=\(timeBase.num)/\(timeBase.den):sample_rate=\(shape.sampleRate)"
            + ":sample_fmt=\(shape.format):channel_layout=\(shape.channels)"
        let graph = try make(source, filters, "abuffersink@sink", shape, 1, subject)
        if let samplesPerFrame {
            unsafe graph.library.pointee.av_buffersink_set_frame_size(graph.sink, UInt32(clamping: samplesPerFrame))
        }
        return graph
    }

    private static func make(
        _ source: String, _ filters: String, _ sink: String, _ shape: FrameShape, _ threads: Int, _ subject: String
    ) throws(FFmpegError) -> FilterGraph {
        let library = try unsafe Libraries.filter()
        guard let raw = unsafe library.pointee.avfilter_graph_alloc() else {
            throw .outOfMemory("avfilter_graph_alloc", subject)
        }
        var isAdopted = false
        defer {
            if !isAdopted {
                var raw: UnsafeMutablePointer<AVFilterGraph>? = unsafe raw
                unsafe library.pointee.avfilter_graph_free(&raw)
            }
        }
        unsafe raw.pointee.nb_threads = Int32(clamping: threads)
        do {
            try check("avfilter_graph_parse_ptr", subject) {
                unsafe library.pointee.avfilter_graph_parse_ptr(raw, "\(source),\(filters),\(sink)", nil, nil, nil)
            }
        } catch {
            // Versions of FFmpeg differ in the code for a filter that they do not have.
            if let name = unsafe missing(in: filters, library) { throw .missingCodec("avfilter_get_by_name", name) }
            throw error
        }
        try check("avfilter_graph_config", subject) { unsafe library.pointee.avfilter_graph_config(raw, nil) }
        guard let first = unsafe library.pointee.avfilter_graph_get_filter(raw, "\(source.prefix { $0 != "=" })"),
            let last = unsafe library.pointee.avfilter_graph_get_filter(raw, sink)
        else { throw FFmpegError("avfilter_graph_get_filter", code: 0, subject: subject, detail: "no source or sink") }
        isAdopted = true
        return unsafe FilterGraph(adopting: raw, source: first, sink: last, library, shape, subject)
    }

    /// The first filter of a chain that this build of FFmpeg does not have.
    private static func missing(in filters: String, _ library: Libraries.Filter) -> String? {
        filters.split(separator: ",").map { String($0.prefix { $0 != "=" && $0 != "@" }) }
            .first { unsafe library.pointee.avfilter_get_by_name($0) == nil }
    }

    /// Whether `send` takes this frame: filters are set up for one size and format, and rely on them.
    package func accepts(_ frame: borrowing Frame) -> Bool { shape.matches(frame) }

    /// Hands a frame to the filters. The caller's frame stays as it is; both share its samples.
    ///
    /// **Throws**: `invalidData` for a frame that is not like the one that the chain was made for.
    package func send(_ frame: borrowing Frame) throws(FFmpegError) {
        guard accepts(frame) else {
            throw FFmpegError(
                "av_buffersrc_add_frame_flags", code: cffmpeg_error_invalid_data, subject: subject,
                detail: "size or format change midway")
        }
        let (source, library, input) = unsafe (source, library, frame.raw)
        try check("av_buffersrc_add_frame_flags", subject) {
            unsafe library.pointee.av_buffersrc_add_frame_flags(source, input, Int32(AV_BUFFERSRC_FLAG_KEEP_REF))
        }
    }

    /// Says that no frame follows.
    ///
    /// - Parameter end: when the last one ends, in ticks of the frames' time base. A filter that makes a frame rate
    ///   leaves the last one out where it does not know that.
    package func finish(at end: Int64? = nil) throws(FFmpegError) {
        let (source, library) = unsafe (source, library)
        try check("av_buffersrc_close", subject) {
            unsafe library.pointee.av_buffersrc_close(source, end ?? cffmpeg_no_timestamp, 0)
        }
    }

    /// The next frame, its timestamp in ticks of `timeBase`; nil when the filters want more first, or are at the end.
    package func receive() throws(FFmpegError) -> Frame? {
        let frame = try Frame.empty()
        let (sink, library, output) = unsafe (sink, library, frame.raw)
        var isThere = true
        try check("av_buffersink_get_frame", subject) {
            let code = unsafe library.pointee.av_buffersink_get_frame(sink, output)
            guard code == cffmpeg_error_again || code == cffmpeg_error_eof else { return code }
            isThere = false
            return 0
        }
        return if isThere { consume frame } else { nil }
    }

    /// Of the timestamps of the frames that come out.
    package var timeBase: (num: Int, den: Int) {
        let base = unsafe library.pointee.av_buffersink_get_time_base(sink)
        return (Int(base.num), Int(base.den))
    }
}
