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

    /// Gives the number of bytes written.
    func run(to file: borrowing TemporaryFile, path: String) throws(MediaError) -> Int {
        let video = try VideoFile.open(source, limits: limits)
        let sink = ByteSink(descriptor: file.descriptor)
        let isWhole: Bool
        do throws(FFmpegError) {
            isWhole = try convert(video, to: sink)
        } catch {
            if let code = sink.failure { throw .writeFailed(path, code) }
            throw MediaError(error, conforming: video.name, video.container)
        }
        guard isWhole else { throw .endsEarly(video.name) }
        guard sink.count <= plan.byteLimit else {
            throw MediaError(
                .cannotFit, source.name,
                "The result has \(sink.count) bytes; the service takes \(plan.byteLimit).", hint: "Give a shorter one.")
        }
        return Int(sink.count)
    }

    /// False when the file turns out to end before its time.
    private func convert(_ video: borrowing VideoFile, to sink: ByteSink) throws(FFmpegError) -> Bool {
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
        guard pictures.isComplete || pictures.end > plan.seconds - ConformPlan.tolerance else { return false }
        try pictures.finish(into: muxer)
        try sounds?.finish(into: muxer)
        try muxer.finish()
        progress.end()
        return true
    }
}
