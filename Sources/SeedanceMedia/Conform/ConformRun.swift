import FFmpeg

/// One execution of a plan: reads, decodes, filters, encodes and writes, packet by packet.
struct ConformRun {
    private let plan: ConformPlan
    private let source: MediaSource
    private var limits: Limits
    private let progress: ProgressMeter

    init(_ plan: ConformPlan, _ source: MediaSource, limits: Limits, _ progress: ProgressMeter) {
        self.plan = plan
        self.source = source
        self.limits = limits
        self.limits.seconds *= 20
        self.progress = progress
    }

    /// What there is to say afterwards.
    struct Outcome {
        var bytes = 0
        var warnings: [MediaWarning] = []
        /// The time up to which there are pictures, in seconds.
        fileprivate var end = 0.0
    }

    func run(to descriptor: Int32, path: String) throws(MediaError) -> Outcome {
        let video = try VideoFile.open(source, limits: limits)
        let sink = ByteSink(descriptor: descriptor)
        var outcome: Outcome
        do throws(FFmpegError) {
            outcome = try convert(video, to: sink)
        } catch {
            if let code = sink.failure { throw .writeFailed(path, code) }
            throw MediaError(error, conforming: video.name, video.container)
        }
        guard outcome.end > plan.seconds - ConformRun.tolerance else {
            throw MediaError(
                .truncated, source.name,
                "The video cannot be read to its end: of \(text(plan.seconds)) s \(text(outcome.end)) s are there.",
                hint: "Copy or download it again.")
        }
        guard sink.count <= plan.byteLimit else {
            throw MediaError(
                .cannotFit, source.name,
                "The result has \(sink.count) bytes; the service takes \(plan.byteLimit).", hint: "Give a shorter one.")
        }
        outcome.bytes = Int(sink.count)
        return outcome
    }

    /// By how many seconds the last picture may fall short of what the file's index says.
    private static let tolerance = 0.5

    /// When there are pictures up to a time that is too early, nothing is complete.
    private func convert(_ video: borrowing VideoFile, to sink: ByteSink) throws(FFmpegError) -> Outcome {
        let pictures = try PictureTrack(plan, of: video)
        let soundIndex = plan.hasSound ? video.streams.soundIndex : nil
        let sounds = try soundIndex.map { index throws(FFmpegError) in try SoundTrack(plan, stream: index, of: video) }
        let muxer = try Muxer.mp4(to: sink, subject: source.name)
        try muxer.addStream(of: pictures.encoder)
        if let sounds { try muxer.addStream(of: sounds.encoder) }
        try muxer.begin(indexBytes: plan.indexBytes)

        func wanted() -> Set<Int> {
            var streams: Set<Int> = []
            if !pictures.isComplete { streams.insert(video.videoIndex) }
            if let soundIndex, sounds?.isComplete == false { streams.insert(soundIndex) }
            return streams
        }
        var streams = wanted()
        video.demuxer.keepOnly(streams: streams)
        progress.advance(to: 0)
        let packet = try Packet.empty()
        while !streams.isEmpty, try video.demuxer.read(into: packet) {
            try video.checkDeadline()
            if packet.stream == video.videoIndex {
                if !pictures.isComplete { try pictures.take(packet, into: muxer) }
            } else if packet.stream == soundIndex, let sounds, !sounds.isComplete {
                try sounds.take(packet, into: muxer)
            }
            progress.advance(to: Double(pictures.count) / Double(plan.frameCount))
            if wanted() != streams {
                streams = wanted()
                video.demuxer.keepOnly(streams: streams)
            }
        }
        guard pictures.isComplete || pictures.end > plan.seconds - ConformRun.tolerance else {
            return Outcome(end: pictures.end)
        }
        try pictures.finish(into: muxer)
        try sounds?.finish(into: muxer)
        try muxer.finish()
        progress.end()
        return Outcome(warnings: pictures.complaint.map { [.concealed($0)] } ?? [], end: plan.seconds)
    }
}

extension MediaWarning {
    fileprivate static func concealed(_ complaint: String) -> MediaWarning {
        MediaWarning(
            .damaged,
            "The decoder reports damage that it has concealed (\(complaint)): look at the result before it is sent.")
    }
}
