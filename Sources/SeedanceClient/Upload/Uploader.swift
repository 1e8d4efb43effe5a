import SeedanceAPI

/// Hands local reference videos and sounds to the service's storage, each once.
///
/// An upload costs nothing, so that it may be repeated when nobody knows whether it arrived. What was sent is known by
/// the hash of its content: the same file is not sent again, whatever it is called and whichever task names it.
package struct Uploader: Sendable {
    package let service: Service
    package let ledger: Ledger
    private let profile: ModelProfile
    private let storage: UploadStorage

    package init(service: Service, ledger: Ledger, profile: ModelProfile = .seedance2Mini) {
        self.service = service
        self.ledger = ledger
        self.profile = profile
        storage = UploadStorage(service: service, ledger: ledger)
    }

    /// The places of a task that name local videos and sounds.
    package static func uploads(of task: VideoTask) -> [MediaInput] {
        task.mediaInputs.filter { !$0.role.isImage && LocalMedia(parsing: $0.text) != nil }
    }

    /// The task with the UUIDs of uploaded files in the place of `file:` references to videos and sounds.
    ///
    /// Nothing is sent before all of them have been looked at.
    /// - Parameter folder: what relative paths are relative to; empty for the working directory.
    /// **Throws**: `inputOutput` for a file that cannot be read, `invalidTask` for one that the service would not take,
    /// both before anything is sent; `refused` and what else keeps the service from taking it; `notFinished` after the
    /// deadline.
    package func uploadReferences(
        of task: VideoTask, relativeTo folder: String, deadline: ContinuousClock.Instant
    ) async throws(ClientError) -> VideoTask {
        try await storage.uploadReferences(of: task, relativeTo: folder, profile: profile, deadline: deadline)
    }

    /// Forgets those uploaded files of a task that the service says it does not have, so that the next
    /// `uploadReferences` sends them again.
    ///
    /// **Not an error**: an error about something else; nothing is forgotten then.
    /// - Returns: the UUIDs that were forgotten.
    package func forgetUploads(named error: ServiceError, of task: VideoTask) throws(ClientError) -> [String] {
        let lost = MissingMedia.uuids(in: error, of: task)
        for uuid in lost { try ledger.forget(upload: uuid) }
        return lost
    }
}
