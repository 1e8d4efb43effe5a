import SeedanceAPI

extension Courier {
    /// Brings the task to the service, once.
    ///
    /// `sent` is in the ledger before the first byte goes out, and whatever may have been received is asked about before
    /// anything is sent again; and then only the same UUID is, which the service takes once.
    mutating func send() async throws(ClientError) {
        if mayBeThere, try await isKnown() { return try move(to: .accepted) }
        var uploaded = try await upload()
        var hasForgotten = false
        var repetition = Repetition(pace)
        while true {
            try move(to: .sent)
            guard let failure = await failure(of: uploaded) else { return try move(to: .accepted) }
            switch failure.nature {
            case .refused:
                // A refusal of this attempt says nothing of an earlier one.
                if mayBeThere, try await isKnown() { return try move(to: .accepted) }
                guard !hasForgotten, try forgetsUploads(of: uploaded, because: failure.error) else {
                    return try refuse(failure.error)
                }
                // Files can be deleted there; once is enough to find that out.
                hasForgotten = true
                uploaded = try await upload()
            case .notSent, .busy:
                if !mayBeThere { try move(to: .planned, because: failure.error) }
                try await repetition.wait(after: failure, until: deadline)
            case .ambiguous:
                mayBeThere = true
                try await repetition.wait(after: failure, until: deadline)
                if try await isKnown() { return try move(to: .accepted) }
            }
        }
    }

    private func upload() async throws(ClientError) -> VideoTask {
        try await client.uploader.uploadReferences(of: task, relativeTo: "", deadline: deadline.instant)
    }

    /// Whether the service refused the task for want of a file that was once uploaded.
    private func forgetsUploads(of uploaded: VideoTask, because error: ClientError) throws(ClientError) -> Bool {
        guard let error = error.service else { return false }
        return try !client.uploader.forgetUploads(named: error, of: uploaded).isEmpty
    }

    /// Sends the task, once. Nil when the service has it.
    private func failure(of task: VideoTask) async -> ServiceFailure? {
        do throws(ServiceFailure) {
            return try await service.submit(task).errors.first.map {
                ServiceFailure(.refused, ClientError(refusing: $0, task: record.taskUUID))
            }
        } catch {
            return error
        }
    }

    /// Key and balance can be mended, and then the same task goes out; every other refusal is for good.
    private mutating func refuse(_ error: ClientError) throws(ClientError) {
        guard [.refusedKey, .balance].contains(error.code) else {
            return try move(to: .refused, because: error)
        }
        try move(to: mayBeThere ? .sent : .planned, because: error)
        throw error
    }

    private func isKnown() async throws(ClientError) -> Bool { try await ask() != nil }

    /// Asks how far the task is, for as long as there is no answer. Nil when the service does not know it.
    func ask() async throws(ClientError) -> Service.Answer? {
        var repetition = Repetition(pace)
        while true {
            do throws(ServiceFailure) {
                return try await service.poll(record.taskUUID)
            } catch {
                if error.nature == .refused { throw error.error }
                try await repetition.wait(after: error, until: deadline)
            }
        }
    }
}

/// Waits that grow from failure to failure, until there is no more sense in waiting.
struct Repetition {
    private let pace: Pace
    private var failures = 0
    private var unreadable = 0

    /// So many replies in a row that cannot be read: this is not the service, or it will not recover by waiting.
    private static let mostUnreadable = 8

    init(_ pace: Pace) { self.pace = pace }

    /// **Throws** what to say when the deadline comes first.
    mutating func wait(after failure: ServiceFailure, until deadline: Deadline) async throws(ClientError) {
        unreadable = failure.error.code == .unreadableReply ? unreadable + 1 : 0
        if unreadable >= Repetition.mostUnreadable { throw failure.error }
        let seconds = pace.retry(failures, after: failure.retryAfter)
        failures += 1
        guard await deadline.wait(seconds) else {
            guard ![.noConnection, .unreadableReply].contains(failure.error.code) else { throw failure.error }
            throw ClientError(
                .notFinished, failure.error.subject, "No answer came before the deadline: \(failure.error.message)",
                hint: failure.error.hint ?? "`seedance resume` goes on.", service: failure.error.service)
        }
    }
}
