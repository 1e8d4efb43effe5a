import FFmpeg

/// Encodes a film, picture by picture, with the sound that belongs to each.
final class FilmWriter {
    private let plan: RenderPlan
    private let pictures: Encoder
    private let sounds: SoundWriter?
    private let muxer: Muxer
    private let packet: Packet

    init(_ plan: RenderPlan, to sink: ByteSink) throws(FFmpegError) {
        self.plan = plan
        pictures = try plan.pictureEncoder()
        sounds = plan.hasSound ? try SoundWriter(plan) : nil
        muxer = try Muxer.make(plan.container, to: sink, subject: "video")
        packet = try Packet.empty()
        try muxer.addStream(of: pictures)
        if let sounds { try muxer.addStream(of: sounds.encoder) }
        try muxer.begin(indexBytes: plan.indexBytes)
    }

    /// - Parameter isCancelled: is asked before every picture.
    /// **Throws**: `CancellationError`, and what libav refuses.
    func write(_ film: borrowing Film, isCancelled: () -> Bool) throws {
        let graph = try FilterGraph.video(
            film.filters, like: film.atlas, timeBase: (1, RenderPlan.rate), frameRate: (RenderPlan.rate, 1), threads: 1,
            subject: "film")
        var count = 0
        for number in 0..<plan.frameCount {
            if isCancelled() { throw CancellationError() }
            film.atlas.retime(Int64(number))
            try graph.send(film.atlas)
            try drain(graph, &count)
        }
        try graph.finish()
        try drain(graph, &count)
        guard count == plan.frameCount else {
            throw RenderError("The filters gave \(count) pictures of \(plan.frameCount).")
        }
        try pictures.finish()
        try write()
        try sounds?.finish(into: muxer)
        try muxer.finish()
    }

    private func drain(_ graph: borrowing FilterGraph, _ count: inout Int) throws(FFmpegError) {
        while let frame = try graph.receive() {
            try pictures.send(frame, at: Int64(count))
            count += 1
            try write()
            try sounds?.advance(to: count * RenderPlan.samplesPerPicture, into: muxer)
        }
    }

    private func write() throws(FFmpegError) {
        while try pictures.receive(into: packet) {
            try muxer.write(packet, stream: 0, timeBase: pictures.timeBase)
        }
    }
}

/// The sound of a film on its way to packets.
final class SoundWriter {
    let encoder: Encoder
    private var chord: Chord
    private var pending: [Float] = []
    /// Samples that were drawn, and that the encoder was given.
    private var (drawn, given) = (0, 0)
    private let packet: Packet

    init(_ plan: RenderPlan) throws(FFmpegError) {
        encoder = try plan.soundEncoder()
        var random = plan.random("sound")
        chord = Chord(&random, sampleRate: RenderPlan.sampleRate, samples: plan.sampleCount)
        packet = try Packet.empty()
    }

    /// - Parameter end: samples from the beginning.
    func advance(to end: Int, into muxer: borrowing Muxer) throws(FFmpegError) {
        pending += chord.samples(end - drawn)
        drawn = end
        let length = encoder.samplesPerFrame ?? 1024
        while pending.count >= length { try encode(length, into: muxer) }
    }

    /// Gives out what is left.
    func finish(into muxer: borrowing Muxer) throws(FFmpegError) {
        if !pending.isEmpty { try encode(pending.count, into: muxer) }
        try encoder.finish()
        try write(into: muxer)
    }

    private func encode(_ count: Int, into muxer: borrowing Muxer) throws(FFmpegError) {
        let frame = try Frame.mono(pending.prefix(count), for: encoder)
        pending.removeFirst(count)
        try encoder.send(frame, at: Int64(given))
        given += count
        try write(into: muxer)
    }

    private func write(into muxer: borrowing Muxer) throws(FFmpegError) {
        while try encoder.receive(into: packet) {
            try muxer.write(packet, stream: 1, timeBase: encoder.timeBase)
        }
    }
}
