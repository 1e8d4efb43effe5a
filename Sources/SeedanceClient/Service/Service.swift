import SeedanceAPI

/// The service, one question at a time. Nothing is repeated here: who asks knows whether that is safe.
package struct Service: Sendable {
    package let endpoint: Endpoint
    package let credential: Credential
    package let transport: any Transport
    package let pace: Pace

    package init(endpoint: Endpoint, credential: Credential, transport: any Transport, pace: Pace) {
        self.endpoint = endpoint
        self.credential = credential
        self.transport = transport
        self.pace = pace
    }

    /// What the service said about one task.
    package struct Answer: Sendable {
        /// The items of this task, in the order in which they came; empty for a bare acknowledgement.
        package var results: [VideoResult]
        /// Errors of this task; for a reply with one task in its request also those that name none.
        package var errors: [ServiceError]
    }

    /// Sends a task. An answer without errors is an acknowledgement; `conflictTaskUUID` is one, too.
    ///
    /// **Not an error**: an answer with results; the service may be done before it acknowledges.
    package func submit(_ task: VideoTask) async throws(ServiceFailure) -> Answer {
        let uuid = task.taskUUID ?? ""
        let exchanged = try await exchange(task.json, about: uuid)
        guard let reply = exchanged.reply else { throw exchanged.unreadable() }
        if exchanged.saysRepeated { return Answer(results: [], errors: []) }
        var answer = try exchanged.answer(reply)
        // A bare acknowledgement says nothing but that the task is there.
        answer.results.removeAll { $0.isAcknowledgement }
        return answer
    }

    /// Asks how far a task is. Nil when the service does not know it.
    package func poll(_ taskUUID: String) async throws(ServiceFailure) -> Answer? {
        let question: JSONValue = ["taskType": "getResponse", "taskUUID": .string(taskUUID)]
        let exchanged = try await exchange(question, about: taskUUID, limit: ReplyLimit.video)
        if exchanged.saysUnknownTask { return nil }
        guard let reply = exchanged.reply else { throw exchanged.unreadable() }
        if let failed = exchanged.failedTask(reply) { return failed }
        return try exchanged.answer(reply)
    }

    /// The archived request and response, as they come.
    package func details(of taskUUID: String) async throws(ServiceFailure) -> JSONValue {
        let question: JSONValue = ["taskType": "getTaskDetails", "taskUUID": .string(taskUUID)]
        let exchanged = try await exchange(question, about: taskUUID, limit: ReplyLimit.video)
        guard let reply = exchanged.reply else { throw exchanged.unreadable() }
        try exchanged.throwFailure(reply)
        return reply.json
    }

    /// Sends a task that is not to be run; whatever is answered comes back as it is.
    package func dryRun(_ task: VideoTask) async throws(ServiceFailure) -> JSONValue {
        let header = ["X-Runware-Dry-Run": "1"]
        let exchanged = try await exchange(task.json, about: task.taskUUID ?? "", headers: header)
        guard let reply = exchanged.reply else { throw exchanged.unreadable() }
        try exchanged.throwFailure(reply)
        return reply.json
    }

    /// Hands over a file's contents under `uploadUUID`, once.
    ///
    /// **Not an error**: nil, when the upload goes on in the service and `poll(uploadUUID)` will have its `mediaUUID`.
    package func upload(_ media: DataURI, as uploadUUID: String) async throws(ServiceFailure) -> String? {
        let question: JSONValue = [
            "taskType": "mediaStorage", "taskUUID": .string(uploadUUID), "operation": "upload",
            "media": .string(media.string),
        ]
        let exchanged = try await exchange(question, about: uploadUUID)
        guard let reply = exchanged.reply else { throw exchanged.unreadable() }
        if exchanged.saysRepeated { return nil }
        let answer = try exchanged.answer(reply)
        if let error = answer.errors.first { throw exchanged.failure(.refused, .refused, error) }
        return answer.results.lazy.compactMap(\.mediaUUID).first { $0.isRealUUID }
    }

    /// Takes an uploaded file out of the service's storage.
    ///
    /// **Not an error**: a file that is not there any more.
    package func delete(_ mediaUUID: String) async throws(ServiceFailure) {
        let uuid = VideoTask.newUUID()
        let question: JSONValue = [
            "taskType": "mediaStorage", "taskUUID": .string(uuid), "operation": "delete",
            "mediaUUID": .string(mediaUUID),
        ]
        let exchanged = try await exchange(question, about: uuid)
        guard let reply = exchanged.reply else { throw exchanged.unreadable() }
        if reply.errors.contains(where: { $0.kind == .notFound }) { return }
        let answer = try exchanged.answer(reply)
        if let error = answer.errors.first { throw exchanged.failure(.refused, .refused, error) }
    }
}

extension String {
    /// A UUID, and not the one of zeros that stands for none.
    fileprivate var isRealUUID: Bool {
        UUIDFormat(self) != nil && contains { $0 != "0" && $0 != "-" }
    }
}

extension VideoResult {
    /// An item with nothing in it but which task it is about.
    fileprivate var isAcknowledgement: Bool {
        status == nil && video == nil && videoUUID == nil && mediaUUID == nil && error == nil
    }
}
