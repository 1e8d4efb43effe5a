/// What a track's edit list does to it.
///
/// **Units**: seconds. Source: ISO/IEC 14496-12, 8.6.6.
struct EditSummary {
    /// Before the track begins.
    private(set) var pause = 0.0
    /// At its beginning and its end.
    private(set) var hiddenStart = 0.0
    private(set) var hiddenEnd = 0.0
    /// Parts that are shown, and how fast the first one that is not at normal speed is.
    private(set) var parts = 0
    private(set) var oddRate: Double?
    private(set) var isRepeated = false
    /// How long one sample is.
    private(set) var sample = 0.0
    /// Movie times are rounded to this.
    let tick: Double
    private let hasEdits: Bool

    init(_ track: ISOStructure.Track, in iso: ISOStructure) {
        let movie = Double(max(1, iso.timescale))
        let media = Double(max(1, track.timescale))
        tick = 1 / movie
        hasEdits = !track.edits.isEmpty && track.timescale > 0 && iso.timescale > 0
        let samples = track.samples
        let isListed = samples.timed > 0
        if isListed { sample = Double(samples.ticks) / media / Double(samples.timed) }
        guard hasEdits else { return }
        var shown: (from: Double, to: Double)?
        for edit in track.edits {
            let duration = Double(edit.duration) / movie
            guard let time = edit.mediaTime else {
                if parts == 0 { pause += duration }
                continue
            }
            if edit.rate != 1 { oddRate = oddRate ?? edit.rate }
            let from = Double(time) / media
            // Of no length: to the end, as where fragments follow.
            let to = edit.duration == 0 ? Double.infinity : from + duration
            parts += 1
            if let before = shown, from < before.to - sample { isRepeated = true }
            shown = (min(shown?.from ?? from, from), max(shown?.to ?? to, to))
        }
        guard let shown else { return }
        let begin = Double(samples.firstOffset) / media
        hiddenStart = max(0, shown.from - begin)
        if isListed, samples.fragmented == 0, shown.to.isFinite {
            hiddenEnd = max(0, begin + Double(samples.ticks) / media - shown.to)
        }
    }

    /// Whole pictures at both ends; nil where their length is not known.
    ///
    /// What rounding makes of an edit's end is taken off, and a picture of which only that much is left counts.
    var hiddenPictures: Double? {
        guard sample > 0 else { return hasEdits ? nil : 0 }
        return pictures(hiddenStart) + pictures(hiddenEnd)
    }

    func pictures(_ seconds: Double) -> Double {
        guard sample > 0, seconds.isFinite else { return 0 }
        return ((seconds + min(1.5 * tick, sample / 4)) / sample).rounded(.down)
    }
}
