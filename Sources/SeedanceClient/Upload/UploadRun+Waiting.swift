import SeedanceAPI

extension UploadRun {
    /// Waits, if there is as much time left.
    ///
    /// **Throws**: `notFinished`, with what was last in the way; `noConnection` when that was it.
    func wait(_ seconds: Double, after error: ClientError?) async throws(ClientError) {
        let end = ContinuousClock.now + .seconds(max(0, seconds))
        guard end < deadline else {
            throw ClientError(
                error?.code == .noConnection ? .noConnection : .notFinished, name,
                "The upload was not finished before the deadline." + (error.map { " \($0.message)" } ?? ""),
                hint: "Try again: what arrived is not sent twice.")
        }
        do {
            try await Task.sleep(until: end, clock: .continuous)
        } catch {
            throw ClientError(.notFinished, name, "The upload was stopped.", hint: "Try again.")
        }
    }
}
