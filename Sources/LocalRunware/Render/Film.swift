import FFmpeg

/// A video before it is encoded: one large picture with all that is ever to be seen, and the filters that make every
/// picture of the video from it.
///
/// All the work per pixel and picture is done by libavfilter, in one thread and with little memory.
struct Film: ~Copyable {
    /// Y′CbCr with alpha.
    let atlas: Frame
    /// In libavfilter's language. Numbers and names of ours only.
    let filters: String

    /// - Parameter drawing: RGBA of 8 bits.
    init(_ drawing: borrowing Frame, plan: RenderPlan, filters: String) throws(FFmpegError) {
        let matrix = plan.matrix == .bt601 ? "smpte170m" : "bt709"
        let graph = try FilterGraph.video(
            "scale=out_color_matrix=\(matrix):out_range=tv:flags=lanczos+accurate_rnd+full_chroma_inp,format=yuva420p",
            like: drawing, timeBase: (1, RenderPlan.rate), threads: 1, subject: "drawing")
        drawing.retime(0)
        try graph.send(drawing)
        try graph.finish()
        guard let atlas = try graph.receive() else { throw .damaged("drawing", "libavfilter gave no picture") }
        atlas.label(
            Colorimetry(matrix: plan.matrix, isFullRange: false, primaries: .bt709, transfer: .bt709))
        self.atlas = atlas
        self.filters = filters
    }
}
