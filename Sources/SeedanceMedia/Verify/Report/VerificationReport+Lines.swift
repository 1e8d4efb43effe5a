extension VerificationReport {
    /// For people: one line for the file, and an indented one for each check that failed or warned, failures first.
    public var lines: [String] {
        let problems = problems
        let width = problems.map(\.id.count).max() ?? 0
        let summary = ([facts.joined(separator: ", ")].filter { !$0.isEmpty } + [tally]).joined(separator: "; ")
        return ["\(input): \(verdict.rawValue): \(summary)"]
            + problems.map { finding in
                let name = "\(finding.id):" + String(repeating: " ", count: width - finding.id.count)
                let places = ReportText.spans(finding.at).map { " (\($0))" } ?? ""
                // A sentence that goes on in brackets has not ended.
                let ends = places.isEmpty || !finding.message.hasSuffix(".")
                let message = ends ? finding.message : String(finding.message.dropLast())
                return "  \(finding.status.rawValue) \(name) \(message)\(places)"
            }
    }

    /// Failures, then warnings, in the order of the checks.
    var problems: [Finding] { checks(.fail) + checks(.warn) }

    func checks(_ status: Finding.Status) -> [Finding] { checks.filter { $0.status == status } }

    /// `MP4`, `1280x720`, `5.042 s`, `24 frames/s`, `H.264 + AAC`; what is not known is absent.
    var facts: [String] {
        var facts: [String] = []
        if let container { facts.append(ReportText.container(container)) }
        if let size { facts.append(size.description) }
        if let duration, duration.isFinite { facts.append("\(duration.brief) s") }
        if let frameRate, frameRate.isFinite { facts.append("\(frameRate.brief) frames/s") }
        let codecs = [videoCodec, audioCodec].compactMap { $0 }.map(ReportText.codec)
        if !codecs.isEmpty { facts.append(codecs.joined(separator: " + ")) }
        return facts
    }

    /// `31 checks passed, 2 warnings, 1 failure, 3 skipped`; what there is none of is absent.
    var tally: String {
        func count(_ status: Finding.Status) -> Int { checks(status).count }
        var parts = ["\(ReportText.count(count(.pass), "check", "checks")) passed"]
        if count(.warn) > 0 { parts.append(ReportText.count(count(.warn), "warning", "warnings")) }
        if count(.fail) > 0 { parts.append(ReportText.count(count(.fail), "failure", "failures")) }
        if count(.skipped) > 0 { parts.append("\(count(.skipped)) skipped") }
        return parts.joined(separator: ", ")
    }
}
