extension ServiceError {
    /// What an error means for whoever called.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// The key is missing, wrong, or not allowed to do this.
        case credentials
        /// The account has no money left.
        case balance
        /// Too many requests, or a full queue.
        case rate
        /// The prompt, the media or the result was held to be unsafe.
        case safety
        /// The request is wrong and stays wrong.
        case validation
        /// The model's maker failed.
        case provider
        case timeout
        /// No such task, media or model.
        case notFound = "not-found"
        /// The service failed.
        case server
        case unknown
    }

    /// The kind, by the code, then by the HTTP status. Codes are many and change, so this goes by the words in them.
    public var kind: Kind {
        if let code, let kind = Self.kind(ofCode: code) { return kind }
        return (status ?? httpStatus).flatMap(Self.kind(ofHTTPStatus:)) ?? .unknown
    }

    /// Words that decide, in this order: the first row that has one of its words in the code.
    ///
    /// Source: the codes that Runware's published clients know.
    private static let words: [(kind: Kind, words: [String])] = [
        (
            .safety,
            [
                "contentpolicy", "nsfwcontent", "unsafecontent", "sensitivecontent", "moderation", "promptblocked",
                "imageblocked",
                "invalidprovidercontent",
            ]
        ),
        (.balance, ["credits", "balance", "quotaexceeded", "payment", "billing"]),
        (.rate, ["ratelimit", "toomanyrequests", "throttl", "queuefull", "concurrency"]),
        (.provider, ["providerauth"]),  // the provider refused the service, not the user
        (
            .credentials,
            [
                "apikey", "authenticat", "authfailed", "authtimeout", "unauthorized", "forbidden", "permission",
                "tokenexpired", "suspended", "organizationdisabled",
            ]
        ),
        (.timeout, ["timeout", "timedout"]),
        (.notFound, ["notfound", "expired", "unknownmodel"]),
        (
            .validation,
            [
                "invalid", "missing", "unsupported", "unknownparameter", "conflict", "duplicate", "incompatible",
                "mismatch", "validation", "alreadyexists", "toolarge", "toosmall", "toolong", "tooshort", "exceeded",
                "required", "outofrange", "notallowed",
            ]
        ),
        (.server, ["internalserver", "serviceunavailable", "serverunavailable", "standarderror", "unknownerror"]),
        (
            .provider,
            ["provider", "inference", "processingfailed", "taskfailed", "noavailableserver", "modelunavailable"]
        ),
    ]

    private static func kind(ofCode code: String) -> Kind? {
        let letters = String(code.lowercased().filter { $0.isLetter })
        if letters.hasPrefix("provider"), letters.contains("unknownerror") || letters.contains("internal") {
            return .provider
        }
        return words.first { $0.words.contains { letters.contains($0) } }?.kind
    }

    /// The kind when nothing but the HTTP status is known; nil for a status that is no failure.
    ///
    /// Source: Runware's documentation, Errors; RFC 9110, section 15.
    public static func kind(ofHTTPStatus status: Int) -> Kind? {
        switch status {
        case 401, 403: .credentials
        case 402: .balance
        case 404: .notFound
        case 408, 504: .timeout
        case 429: .rate
        case 400..<500: .validation
        case 500..<600: .server
        default: nil
        }
    }
}
