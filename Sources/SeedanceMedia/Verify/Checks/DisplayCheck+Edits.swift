/// What is worth a word in an edit list.
extension EditSummary {
    /// For a video.
    func complaints(_ context: CheckContext) -> (sentences: [String], status: Finding.Status) {
        var (sentences, status) = (common, common.isEmpty ? Finding.Status.pass : .warn)
        for (hidden, end) in [(hiddenStart, "beginning"), (hiddenEnd, "end")] where hidden > 0 {
            // Without a table nothing is known of how long a picture is; one of ten in a second is the longest usual.
            let found = sample > 0 ? context.status(of: pictures(hidden)) : hidden > 0.1 ? .warn : .pass
            guard found != .pass else { continue }
            status = .worse(status, found)
            let what = sample > 0 ? counted(Int(exactly: pictures(hidden)) ?? .max, "picture") : "\(text(hidden)) s"
            sentences.append("An edit list hides \(what) at the \(end).")
        }
        if pause >= max(sample, 0.001) + tick {
            status = .worse(status, .warn)
            sentences.append("An edit list lets the video begin only after \(text(pause)) s.")
        }
        return (sentences, status)
    }

    /// For sound, which needs a little hidden at both ends.
    func soundComplaints(_ context: CheckContext) -> (sentences: [String], status: Finding.Status) {
        var (sentences, status) = (common, common.isEmpty ? Finding.Status.pass : .warn)
        for (hidden, end) in [(hiddenStart, "beginning"), (hiddenEnd, "end")] {
            let found = context.status(of: hidden, "sound")
            guard found != .pass else { continue }
            status = .worse(status, found)
            sentences.append("An edit list hides \(text(hidden)) s of the sound at the \(end).")
        }
        return (sentences, status)
    }

    private var common: [String] {
        var sentences: [String] = []
        if parts > 1 {
            sentences.append(
                "An edit list puts \(parts) parts in a row\(isRepeated ? ", some of them again" : ""); not every player does."
            )
        }
        if let oddRate {
            sentences.append(
                oddRate == 0
                    ? "An edit list holds a picture still." : "An edit list plays at \(text(oddRate)) times the speed.")
        }
        return sentences
    }
}
