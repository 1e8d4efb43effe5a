import FFmpeg

/// What the index of an MP4 or QuickTime file lists of one stream, edit lists applied.
///
/// Every frame has its entry, so that nothing of the media data need be read.
struct MovieIndex {
    private let stream: StreamInfo
    /// In the order of decoding: when each frame is due, counted in ticks from one to the next; nil at a step back,
    /// which is where an edit list jumps.
    private var spans = [Int64?]()
    /// Whether the last entry is a frame that is shown.
    private var endsShown = false
    private var hasHidden = false
    /// An edit list puts several parts in a row. What its packets say then of the times at which they are shown is less
    /// reliable than the sum of the frames.
    private(set) var jumps = false
    /// Frames whose data is in the file, and those whose data would lie behind its end.
    private(set) var shown = 0
    private(set) var missing = 0

    /// - Parameter bytes: how long the file is.
    init(_ entries: [Demuxer.IndexEntry], of stream: StreamInfo, bytes: Int) {
        self.stream = stream
        let end = Int64(bytes)
        var previous: (time: Int64, isShown: Bool)?
        for entry in entries {
            let isThere = entry.position >= 0 && entry.position <= end - Int64(entry.size)
            if let previous {
                let span = Int64(stepFrom: previous.time, to: entry.timestamp)
                if previous.isShown { spans.append(span) }
                if span == nil { jumps = true }
            }
            let isShown = isThere && !entry.isDiscarded
            if isShown { shown += 1 }
            if !isThere, !entry.isDiscarded { missing += 1 }
            hasHidden = hasHidden || !isShown
            endsShown = isShown
            previous = (entry.timestamp, isShown)
        }
    }

    /// Nil when there is no frame.
    var timing: FrameTiming? {
        guard shown > 0 else { return nil }
        guard endsShown else {
            return FrameTiming(
                spans: spans.dropLast(), last: spans.last ?? nil, tick: stream.tick, stated: stream.frameRate)
        }
        return FrameTiming(spans: spans, last: last, tick: stream.tick, stated: stream.frameRate)
    }

    /// The index says when frames begin. When the last one ends follows from the stream's duration, unless parts of it
    /// are hidden: an edit list can begin and end in the middle of a frame.
    private var last: Int64? {
        guard !hasHidden, let duration = stream.duration, stream.tick > 0 else { return nil }
        let ticks = (duration / stream.tick).rounded()
        let before = spans.reduce(0.0) { $0 + Double($1 ?? 0) }
        return ticks > before ? Int64(exactly: ticks - before) : nil
    }
}
