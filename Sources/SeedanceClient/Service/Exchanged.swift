import SeedanceAPI

/// A reply to a question about one task, and how to sort it.
///
/// Statuses decide before codes do, with three exceptions that hold under any status but 5xx: that a task is there
/// already, that it is not known, and what a reply says of results. A 5xx stays ambiguous even where its body has a
/// definite error: Runware's published clients take such an error for final, but asking first costs nothing, and the
/// same UUID is not charged twice.
/// Source: Runware's documentation, Errors; sdk-js `asyncRetry`, sdk-python `_retry_async_with_reconnect`.
struct Exchanged {
    let head: ResponseHead
    let taskUUID: String
    let redactor: Redactor
    /// Nil when the body is no JSON, or says nothing.
    let reply: ServiceReply?
    private let isBodyEmpty: Bool

    init(head: ResponseHead, body: [UInt8], taskUUID: String, redactor: Redactor) {
        self.head = head
        self.taskUUID = taskUUID
        self.redactor = redactor
        isBodyEmpty = body.isEmpty
        let parsed = try? ServiceReply(parsing: body, httpStatus: head.status)
        reply = parsed.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The results of the task, and its errors with those that name no task, without secrets.
    private func parts(_ reply: ServiceReply) -> (results: [VideoResult], errors: [ServiceError]) {
        // What has neither a code nor a message is no verdict on anything.
        let nameless = reply.requestErrors.filter { $0.code != nil || $0.message != nil }
        let errors = reply.errors(for: taskUUID) + nameless
        return (reply.results(for: taskUUID), errors.map { redactor($0) })
    }

    /// What the reply says of the task.
    ///
    /// **Throws**: when the status or an error is about the question rather than about the task, and when the reply is
    /// about something else.
    func answer(_ reply: ServiceReply) throws(ServiceFailure) -> Service.Answer {
        let (results, errors) = parts(reply)
        if !(200..<300).contains(head.status), results.isEmpty || head.status >= 500 {
            throw byStatus(errors.first)
        }
        if results.isEmpty, let failure = errors.lazy.compactMap(failureByKind).first { throw failure }
        guard !results.isEmpty || !errors.isEmpty else { throw unreadable() }
        return Service.Answer(results: results, errors: errors)
    }

    /// The errors of a task that failed, when they come with a status as if the question were wrong; nil otherwise.
    func failedTask(_ reply: ServiceReply) -> Service.Answer? {
        guard (400..<500).contains(head.status), ![401, 402, 403, 408, 429].contains(head.status) else { return nil }
        let errors = reply.errors(for: taskUUID).filter { $0.taskType != "getResponse" && failureByKind($0) == nil }
        guard !errors.isEmpty else { return nil }
        return Service.Answer(results: reply.results(for: taskUUID), errors: errors.map { redactor($0) })
    }

    /// Whether the task is there already: an earlier submission was accepted.
    var saysRepeated: Bool {
        reply.map { parts($0).errors.contains(where: \.isRepeatedSubmission) } ?? false
    }

    /// For questions whose answer is taken as it comes: throws what a status or an error is about.
    func throwFailure(_ reply: ServiceReply) throws(ServiceFailure) {
        let errors = parts(reply).errors
        guard (200..<300).contains(head.status) else { throw byStatus(errors.first) }
        if let failure = errors.lazy.compactMap(failureByKind).first { throw failure }
    }

    /// Whether the service does not know the task. [open]: what it says then; this is the one place that decides.
    ///
    /// A 404 with something else than JSON comes from something else than the service.
    var saysUnknownTask: Bool {
        guard head.status < 500 else { return false }
        guard let reply else { return head.status == 404 && isBodyEmpty }
        let (results, errors) = parts(reply)
        return results.isEmpty && (head.status == 404 || errors.contains { Self.isUnknownTask($0) })
    }

    /// A failed task can also lack a medium or a model, so not every "not found" is meant.
    private static func isUnknownTask(_ error: ServiceError) -> Bool {
        let letters = (error.code ?? "").lowercased().filter(\.isLetter)
        let words = [
            "tasknotfound", "taskuuidnotfound", "unknowntask", "responsenotfound", "resultnotfound", "nosuchtask",
        ]
        return letters == "notfound" || words.contains { letters.contains($0) }
    }
}
