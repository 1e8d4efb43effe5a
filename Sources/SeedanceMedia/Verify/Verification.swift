import Dispatch

/// One file's verification while it runs: its findings as they are made, then its report.
///
/// Findings about the container come first, those that need all pictures last. To end the loop, or to cancel the task
/// that it runs in, stops decoding.
public final class Verification: AsyncSequence, Sendable {
    public typealias Element = Finding
    public typealias Failure = any Error

    private let stream: AsyncThrowingStream<Finding, any Error>
    private let work: Task<VerificationReport, any Error>
    private let control = VerificationControl()

    init(
        _ run:
            @escaping @Sendable (
                _ control: VerificationControl, _ found: @escaping (Finding) -> Void
            ) throws -> VerificationReport
    ) {
        let (stream, continuation) = AsyncThrowingStream<Finding, any Error>.makeStream()
        let control = control
        let work = Task {
            do {
                let report = try await Self.onThreadOfItsOwn(control) { try run(control) { continuation.yield($0) } }
                continuation.finish()
                return report
            } catch {
                continuation.finish(throwing: error)
                throw error
            }
        }
        continuation.onTermination = { if case .cancelled = $0 { work.cancel() } }
        self.stream = stream
        self.work = work
    }

    /// Decoding takes a second or more; the threads that all tasks share are not for that.
    private static func onThreadOfItsOwn(
        _ control: VerificationControl, _ run: @escaping @Sendable () throws -> VerificationReport
    ) async throws -> VerificationReport {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue(label: "verification").async { continuation.resume(with: Result { try run() }) }
            }
        } onCancel: {
            control.cancel()
        }
    }

    /// How much of the file has been read, from 0 to 1.
    public var fractionCompleted: Double { control.fraction }

    /// The whole result, when it is there. Cancelling the task that waits for it stops decoding.
    ///
    /// **Throws**: as `Verifier.verify`.
    public var report: VerificationReport {
        get async throws {
            try await withTaskCancellationHandler {
                try await work.value
            } onCancel: {
                work.cancel()
            }
        }
    }

    /// Stops decoding; `report` and the findings then throw `CancellationError`.
    public func cancel() { work.cancel() }

    public func makeAsyncIterator() -> AsyncThrowingStream<Finding, any Error>.Iterator { stream.makeAsyncIterator() }
}
