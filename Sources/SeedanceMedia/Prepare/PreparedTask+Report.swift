import SeedanceAPI

extension PreparedTask.Input {
    init(path: String, report: FitReport) { self.init(path: path, report: .fitted(report)) }

    /// What a picture was made into; nil for videos and sounds.
    public var fitted: FitReport? {
        if case .fitted(let report) = report { report } else { nil }
    }

    /// What a video or a sound is; nil for pictures.
    public var inspected: MediaReport? {
        if case .inspected(let report, _) = report { report } else { nil }
    }

    /// The file as its owner named it.
    public var input: String {
        switch report {
        case .fitted(let report): report.input
        case .inspected(_, let input): input
        }
    }

    public var warnings: [MediaWarning] { fitted?.warnings ?? inspected?.warnings ?? [] }

    /// One line for people.
    public var sentence: String {
        switch report {
        case .fitted(let report): report.sentence
        case .inspected(let report, let input): report.sentence(input)
        }
    }

    /// The object that the command line prints, without the path.
    public var json: JSONValue {
        switch report {
        case .fitted(let report): report.json()
        case .inspected(let report, let input): report.json(input: input)
        }
    }
}
