import SeedanceAPI

/// Makes the videos that the stand-in delivers.
public protocol VideoRendering: Sendable {
    /// Renders result `number` (from 1) of a valid task to `path`, in the container, size and length that it asks for.
    ///
    /// - Parameter media: finds an uploaded file's path by its UUID.
    /// **Throws** whatever went wrong; the task then fails.
    func render(_ task: VideoTask, number: Int, to path: String, media: @escaping @Sendable (String) -> String?)
        async throws
}
