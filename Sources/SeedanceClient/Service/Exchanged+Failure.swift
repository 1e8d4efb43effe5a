import SeedanceAPI

extension Exchanged {
    /// What a status that is no success means. Source: Runware's documentation, Errors; RFC 9110, section 15.
    func byStatus(_ error: ServiceError?) -> ServiceFailure {
        let error = error ?? ServiceError(httpStatus: head.status)
        switch head.status {
        case 401: return failure(.refused, .refusedKey, error)
        case 403: return failure(.refused, error.kind == .safety ? .refused : .refusedKey, error)
        case 402: return failure(.refused, .balance, error)
        case 429: return failure(.busy, .busy, error)
        case 408, 500...: return failure(.ambiguous, .noConnection, error)
        case 400..<500: return failure(.refused, .refused, error)
        default: return unreadable()
        }
    }

    /// What an error in a reply with a good status means for the question; nil for one that is about the task.
    func failureByKind(_ error: ServiceError) -> ServiceFailure? {
        switch error.kind {
        case .credentials: failure(.refused, .refusedKey, error)
        case .balance: failure(.refused, .balance, error)
        case .rate: failure(.busy, .busy, error)
        // The service failed, not the task: it may have taken it.
        case .server: failure(.ambiguous, .noConnection, error)
        case .safety, .validation, .provider, .timeout, .notFound, .unknown: nil
        }
    }

    /// - Parameter error: may still have secrets in it.
    func failure(_ nature: ServiceFailure.Nature, _ code: ClientError.Code, _ error: ServiceError) -> ServiceFailure {
        let error = redactor(error)
        let status = (200..<300).contains(head.status) ? "" : "HTTP status \(head.status)."
        // Without words of the service's own its description is the status.
        let words = error.message == nil && error.code == nil ? "" : error.description
        let message = [words, status].filter { !$0.isEmpty }.joined(separator: " ")
        let hint = ServiceAdvice.hint(for: error, code: code)
        return ServiceFailure(
            nature,
            ClientError(
                code, taskUUID, message.isEmpty ? "The service gave no reason." : message, hint: hint, service: error),
            retryAfter: RetryAfter.seconds(head))
    }

    /// What came back is not what the service answers, so nobody knows what it did.
    func unreadable() -> ServiceFailure {
        if head.status >= 400 { return byStatus(nil) }
        let isRedirect = (300..<400).contains(head.status)
        let what = isRedirect ? "a redirect" : "something else than a reply about this task"
        return ServiceFailure(
            .ambiguous,
            ClientError(
                .unreadableReply, taskUUID, "The service answered with \(what) (HTTP status \(head.status)).",
                hint: isRedirect
                    ? "RUNWARE_BASE_URL has to be the final address."
                    : "Is RUNWARE_BASE_URL right, and no proxy in between?"),
            retryAfter: RetryAfter.seconds(head))
    }
}
