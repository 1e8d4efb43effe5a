import SeedanceAPI

/// What an upload needs of the service and of the ledger.
struct UploadStorage: Sendable {
    /// The UUID under which the service has this content.
    var known: @Sendable (_ sha256: String) throws(ClientError) -> String?
    var remember: @Sendable (_ mediaUUID: String, _ sha256: String) throws(ClientError) -> Void
    /// Nil when the upload goes on in the service.
    var send: @Sendable (_ media: DataURI, _ uploadUUID: String) async throws(ServiceFailure) -> String?
    /// Nil when the service does not know the upload.
    var poll: @Sendable (_ uploadUUID: String) async throws(ServiceFailure) -> Service.Answer?
    var redact: @Sendable (_ text: String) -> String
    var pace: Pace
    /// Tells services apart, so that the same content may go to two of them at once.
    var endpoint: String

    init(service: Service, ledger: Ledger) {
        let endpoint = service.endpoint.address
        let redactor = service.credential.redactor
        known = { sha256 throws(ClientError) in try ledger.upload(sha256: sha256, endpoint: endpoint) }
        remember = { uuid, sha256 throws(ClientError) in
            try ledger.remember(upload: uuid, sha256: sha256, endpoint: endpoint)
        }
        send = { media, uuid throws(ServiceFailure) in try await service.upload(media, as: uuid) }
        poll = { uuid throws(ServiceFailure) in try await service.poll(uuid) }
        redact = { redactor($0) }
        pace = service.pace
        self.endpoint = endpoint
    }

    init(
        pace: Pace, endpoint: String = "test",
        known: @escaping @Sendable (String) throws(ClientError) -> String?,
        remember: @escaping @Sendable (String, String) throws(ClientError) -> Void,
        send: @escaping @Sendable (DataURI, String) async throws(ServiceFailure) -> String?,
        poll: @escaping @Sendable (String) async throws(ServiceFailure) -> Service.Answer?,
        redact: @escaping @Sendable (String) -> String = { $0 }
    ) {
        self.known = known
        self.remember = remember
        self.send = send
        self.poll = poll
        self.redact = redact
        self.pace = pace
        self.endpoint = endpoint
    }

    func uploadReferences(
        of task: VideoTask, relativeTo folder: String, profile: ModelProfile, deadline: ContinuousClock.Instant
    ) async throws(ClientError) -> VideoTask {
        var files: [(input: MediaInput, file: UploadFile)] = []
        for input in Uploader.uploads(of: task) {
            guard let local = LocalMedia(parsing: input.text) else { continue }
            files.append((input, try UploadFile(local, as: input.role, relativeTo: folder, profile: profile)))
        }
        var task = task
        var uuids: [String: String] = [:]
        for (input, file) in files {
            let uuid: String
            if let done = uuids[file.sha256] {
                uuid = done
            } else {
                uuid = try await self.uuid(of: file, deadline: deadline)
                uuids[file.sha256] = uuid
            }
            task.setMedia(uuid, for: input)
        }
        return task
    }

    /// From the ledger, else from the service. Who asks for a content that is being sent waits for that.
    private func uuid(of file: UploadFile, deadline: ContinuousClock.Instant) async throws(ClientError) -> String {
        if let known = try known(file.sha256) { return known }
        let key = "\(endpoint) \(file.sha256)"
        await Turns.uploads.take(key)
        let result: Result<String, ClientError>
        do throws(ClientError) {
            result = .success(try await sentUUID(of: file, deadline: deadline))
        } catch {
            result = .failure(error)
        }
        await Turns.uploads.giveBack(key)
        return try result.get()
    }

    private func sentUUID(of file: UploadFile, deadline: ContinuousClock.Instant) async throws(ClientError) -> String {
        if let known = try known(file.sha256) { return known }
        let content = try file.content()
        // It may have been exchanged for another since it was looked at.
        if content.sha256 != file.sha256, let known = try known(content.sha256) { return known }
        let run = UploadRun(storage: self, name: file.name, deadline: deadline)
        let uuid = try await run.upload(content.media)
        try remember(uuid, content.sha256)
        return uuid
    }
}
