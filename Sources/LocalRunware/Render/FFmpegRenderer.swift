import Dispatch
import FFmpeg
import SeedanceAPI
import Synchronization

/// Renders with FFmpeg: from the first frame to the last one, or a scene that the prompt decides; 24 frames a second,
/// with sound when that is asked for.
///
/// The same task and number give the same bytes; other numbers give visibly other videos.
public struct FFmpegRenderer: VideoRendering {
    public init() {}

    /// Renders off the threads that serve requests. A cancelled Swift task ends it before the next picture, and leaves
    /// no file behind.
    public func render(
        _ task: VideoTask, number: Int, to path: String, media: @escaping @Sendable (String) -> String?
    ) async throws {
        let isCancelled = Flag()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                FFmpegRenderer.queue.async {
                    continuation.resume(
                        with: Result {
                            try FFmpegRenderer.render(task, number, to: path, media: media) { isCancelled.isSet }
                        })
                }
            }
        } onCancel: {
            isCancelled.set()
        }
    }

    private static let queue = DispatchQueue(label: "seedance.render", attributes: .concurrent)

    private static func render(
        _ task: VideoTask, _ number: Int, to path: String, media: (String) -> String?, isCancelled: () -> Bool
    ) throws {
        if isCancelled() { throw CancellationError() }
        let file = try PartFile.create(beside: path)
        let sink = ByteSink(descriptor: file.descriptor)
        do {
            let frames = try SentFrames(task, media: media)
            let plan = try RenderPlan(task, number: number, shape: frames.shape)
            let film = try frames.film(plan) ?? Landscape.make(plan, card: SentFrames.card(task, plan, media: media))
            try FilmWriter(plan, to: sink).write(film, isCancelled: isCancelled)
        } catch let error as FFmpegError {
            throw RenderError(sink.failure == nil ? error.description : "The video cannot be written.")
        }
        try file.publish(as: path)
    }
}

/// Something that was asked for, from whatever thread.
private final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .relaxed) }
    func set() { value.store(true, ordering: .relaxed) }
}
