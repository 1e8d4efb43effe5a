import SeedanceAPI

extension PreparedTask.Input {
    init(path: String, report: FitReport) { self.init(path: path, report: .fitted(report)) }

    /// What a picture was made into; nil for videos and sounds.
    public var fitted: FitReport? {
        if case .fitted(let report) = report { report } else { nil }
    }

    /// What a video or a sound is, or the one that was made of it; nil for pictures.
    public var inspected: MediaReport? {
        switch report {
        case .inspected(let report, _), .conformed(_, let report): report
        case .fitted: nil
        }
    }

    /// What a reference video was made into; nil where none was made.
    public var conformed: ConformReport? {
        if case .conformed(let report, _) = report { report } else { nil }
    }

    /// The file as its owner named it.
    public var input: String {
        switch report {
        case .fitted(let report): report.input
        case .conformed(let report, _): report.input
        case .inspected(_, let input): input
        }
    }

    public var warnings: [MediaWarning] { fitted?.warnings ?? conformed?.warnings ?? inspected?.warnings ?? [] }

    /// One line for people.
    public var sentence: String {
        switch report {
        case .fitted(let report): report.sentence
        case .conformed(let report, _): report.sentence
        case .inspected(let report, let input): report.sentence(input)
        }
    }

    /// The object that the command line prints, without the path.
    public var json: JSONValue {
        switch report {
        case .fitted(let report): report.json()
        case .conformed(let report, _): report.json
        case .inspected(let report, let input): report.json(input: input)
        }
    }
}
