import SeedanceAPI

/// One file on its way into the service's storage, through whatever happens to it there.
struct UploadRun: Sendable {
    let storage: UploadStorage
    /// The file as the user named it.
    let name: String
    let deadline: ContinuousClock.Instant

    /// How often the service may say that it does not know an upload that it was sent, before it is sent anew.
    private static let patience = 3

    /// What asking for an upload came to.
    private enum Outcome {
        case uuid(String)
        /// The service does not know it.
        case lost
    }

    func upload(_ media: DataURI) async throws(ClientError) -> String {
        var uploadUUID = VideoTask.newUUID()
        var repetition = 0
        while true {
            do throws(ServiceFailure) {
                if let uuid = checked(try await storage.send(media, uploadUUID)) { return uuid }
            } catch {
                // It came that far before, and the answer was lost.
                if error.error.service?.isRepeatedSubmission != true {
                    guard error.nature != .refused else { throw named(error.error) }
                    try await wait(storage.pace.retry(repetition, after: error.retryAfter), after: error.error)
                    repetition += 1
                    // With the same UUID: if it did arrive, the service says so.
                    continue
                }
            }
            switch try await outcome(of: uploadUUID) {
            case .uuid(let uuid): return uuid
            case .lost:
                uploadUUID = VideoTask.newUUID()
                try await wait(storage.pace.retry(repetition), after: nil)
                repetition += 1
            }
        }
    }

    /// Asks until the service has taken the file in.
    private func outcome(of uploadUUID: String) async throws(ClientError) -> Outcome {
        var (question, unknown, repetition) = (0, 0, 0)
        var pause = storage.pace.poll(0)
        var obstacle: ClientError?
        while true {
            try await wait(pause, after: obstacle)
            do throws(ServiceFailure) {
                let answer = try await storage.poll(uploadUUID)
                (obstacle, repetition) = (nil, 0)
                question += 1
                pause = storage.pace.poll(question)
                unknown = answer == nil ? unknown + 1 : 0
                if unknown >= UploadRun.patience { return .lost }
                if let uuid = answer?.results.lazy.compactMap({ checked($0.mediaUUID) }).first { return .uuid(uuid) }
                if let error = answer?.errors.first { throw ServiceFailure(.refused, refusal(error)) }
            } catch {
                guard error.nature != .refused else { throw named(error.error) }
                pause = storage.pace.retry(repetition, after: error.retryAfter)
                obstacle = error.error
                repetition += 1
            }
        }
    }

    /// A UUID that can be put into a task; an upload that is not finished may show something else.
    private func checked(_ uuid: String?) -> String? {
        uuid.flatMap { UUIDFormat($0) == nil ? nil : $0 }
    }

    private func refusal(_ error: ServiceError) -> ClientError {
        ClientError(
            .refused, name, "The service did not take the file: \(storage.redact(error.description))",
            hint: "Look at it with `seedance inspect`.", service: error)
    }

    /// What went wrong, under the file's name.
    private func named(_ error: ClientError) -> ClientError {
        var error = error
        if error.subject != name {
            error.message = "It cannot be uploaded: \(error.message)"
            error.subject = name
        }
        return error
    }
}
