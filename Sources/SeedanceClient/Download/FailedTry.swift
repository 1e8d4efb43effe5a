/// Why one try ended before the result was whole, and what it means for the next.
struct FailedTry: Error {
    enum Nature: Hashable {
        /// It may go better next time.
        case passing
        /// The address is held to be no longer good, after this many tries in a row that say so.
        case expired(after: Int)
        /// It will not get better, after this many tries in a row that say so.
        case final(after: Int)
    }

    var nature: Nature
    var error: ClientError
    /// Seconds that the server asks to wait.
    var retryAfter: Double?

    init(_ nature: Nature, _ error: ClientError, retryAfter: Double? = nil) {
        self.nature = nature
        self.error = error
        self.retryAfter = retryAfter
    }

    static func passing(_ host: String, _ message: String) -> FailedTry {
        FailedTry(.passing, ClientError(.downloadFailed, host, message, hint: "Run resume to go on."))
    }
}

extension FailedTry {
    /// What a status that brings no video means.
    ///
    /// - 404 just after success can be a network of caches that does not have the file yet: two more tries.
    /// - 400 is what object stores say of an expired token (Amazon S3's `ExpiredToken`): like 404.
    /// - Other 4xx say that the question is wrong, and it will be the same question next time. They get one repetition,
    ///   because gateways in front of a store answer for it while it starts; after that only time is lost.
    /// - 422 and 502 are what the service's own store says just after success; they, 408, 425, 429 and 5xx pass.
    /// - Other 2xx and 3xx carry no video, and are no verdict on the address either.
    ///
    /// Source: RFC 9110, section 15; Amazon S3, Error responses; api-facts, Protocol.
    init(status: Int, host: String, retryAfter: String?) {
        let error = ClientError(
            .downloadFailed, host, "The server answered with HTTP status \(status).", hint: "Run resume to go on.")
        let nature: Nature =
            switch status {
            case 401, 403, 410: .expired(after: 1)
            case 400, 404: .expired(after: 3)
            case 408, 422, 425, 429: .passing
            case 400..<500: .final(after: 2)
            default: .passing
            }
        self.init(nature, error, retryAfter: DownloadField.retryAfter(retryAfter))
    }

    init(_ failure: TransportError, host: String) {
        switch failure.kind {
        case .receiver(let thrown as FailedTry): self = thrown
        case .receiver(let thrown as ClientError): self.init(.final(after: 1), thrown)
        case .receiver: self.init(.final(after: 1), ClientError(.internalDefect, host, failure.message))
        case .unsafeAddress:
            self.init(.final(after: 1), ClientError(.unsafeAddress, host, failure.message))
        case .unreachable:
            self.init(
                .passing, ClientError(.noConnection, host, failure.message, hint: "Check the network; then run resume.")
            )
        case .interrupted, .cancelled: self = .passing(host, failure.message)
        }
    }
}
