import SeedanceAPI

/// What to do about the errors that people meet.
enum ServiceAdvice {
    /// Words in an error's code or message, in letters alone, and the advice; the first row that has one counts.
    ///
    /// Source: Runware's documentation, Errors; the codes that its published clients know.
    private static let byWords: [(words: [String], hint: String)] = [
        (
            ["realperson", "realpeople", "celebrity", "publicfigure", "likeness", "humanface", "identifiableperson"],
            "The service does not take pictures of real people: use a drawn, generated or clearly fictional person."
        ),
        (
            ["invalidvalueuploadfailed", "uploadfailed"],
            "The service could not take one of the media: send PNG, JPEG or WebP (seedance fit makes one), or an address "
                + "that anybody can fetch."
        ),
        (
            ["toolarge", "sizeexceed", "payload"],
            "It is too large for the service: seedance inspect says what the limits are, seedance fit --max-bytes keeps them."
        ),
        (
            ["queuefull", "concurrency", "toomanyconcurrent"],
            "The queue is full: send fewer tasks at a time, two to four are usual, and go on with seedance resume."
        ),
        (
            ["copyright", "trademark"], "The service takes the prompt or a picture for somebody's property: change it."
        ),
        (
            ["tasknotfound", "unknowntask"],
            "The service does not know the task: look it up at https://my.runware.ai before sending it again."
        ),
        (
            ["medianotfound", "imagenotfound", "uuidnotfound"],
            "The service has no such medium any more: seedance submit uploads it again."
        ),
    ]

    /// The advice for an error; nil where its own words have to do.
    static func hint(for error: ServiceError, code: ClientError.Code) -> String? {
        let letters = ((error.code ?? "") + " " + (error.message ?? "")).lowercased().filter(\.isLetter)
        if let row = byWords.first(where: { $0.words.contains { letters.contains($0) } }) { return row.hint }
        switch code {
        case .refusedKey:
            return "Check the key in RUNWARE_API_KEY, or make a new one at https://my.runware.ai."
        case .balance:
            return "Top up at https://my.runware.ai, and then go on with seedance resume."
        case .busy:
            return "Send fewer tasks at a time, and go on with seedance resume."
        case .noConnection:
            return "The service has trouble: seedance resume asks again, and pays for nothing twice."
        default:
            return hint(for: error.kind, status: error.httpStatus)
        }
    }

    private static func hint(for kind: ServiceError.Kind, status: Int?) -> String? {
        switch kind {
        case .safety: "The service holds the prompt or a picture to be unsafe: change it."
        case .validation: "seedance validate says what the service takes."
        case .provider: "The model's maker failed, not the task: send it again as a new task."
        case .timeout: "The model took too long: send it again as a new task, perhaps a shorter one."
        case .notFound where status == 404: "Is RUNWARE_BASE_URL right?"
        case .credentials: "Check the key in RUNWARE_API_KEY, or make a new one at https://my.runware.ai."
        case .balance: "Top up at https://my.runware.ai, and then go on with seedance resume."
        case .rate: "Send fewer tasks at a time, and go on with seedance resume."
        case .notFound, .server, .unknown: nil
        }
    }
}
