extension PictureEvidence {
    /// Consecutive pictures for which `holds`, by their numbers.
    func runs(_ holds: (PictureMeasurement) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for (number, picture) in pictures.enumerated() {
            if holds(picture) {
                start = start ?? number
            } else if let first = start {
                runs.append(first..<number)
                start = nil
            }
        }
        if let start { runs.append(start..<pictures.count) }
        return runs
    }

    /// When pictures are shown: from the beginning of the first to the end of the last.
    func span(_ run: Range<Int>) -> TimeSpan {
        guard !run.isEmpty, run.lowerBound >= 0, run.upperBound <= pictures.count else {
            return TimeSpan(from: 0, to: 0)
        }
        let last = pictures[run.upperBound - 1]
        return TimeSpan(from: pictures[run.lowerBound].time, to: last.time + last.duration)
    }

    /// Seconds to the microsecond, so that 48 pictures of a 24th last two seconds and no trifle less.
    func seconds(_ span: TimeSpan?) -> Double { span.map { ($0.length * 1e6).rounded() / 1e6 } ?? 0 }

    /// The share of the video's time that a span takes.
    func share(_ seconds: Double) -> Double {
        duration > 0 ? min(max((seconds / duration * 1e6).rounded() / 1e6, 0), 1) : 0
    }
}

extension PictureMeasurement {
    /// 98 % of the pixels are below a tenth of the range, as libavfilter's `blackdetect` has it.
    var isBlack: Bool { blackShare >= 0.98 }

    /// One colour over more than nine tenths of the area; black is one, too.
    var isFlat: Bool { flatShare > 0.9 }

    /// Nothing is on it, be it black or one other colour.
    var isBlank: Bool { isBlack || isFlat }
}
