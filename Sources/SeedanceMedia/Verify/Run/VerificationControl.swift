import Synchronization

/// What a run and those who wait for it tell each other.
final class VerificationControl: Sendable {
    private let state = Mutex((fraction: 0.0, isCancelled: false))

    /// The part of the file that has been read, from 0 to 1.
    var fraction: Double { state.withLock(\.fraction) }

    var isCancelled: Bool { state.withLock(\.isCancelled) }

    func advance(to fraction: Double) { state.withLock { $0.fraction = max($0.fraction, min(1, fraction)) } }

    func cancel() { state.withLock { $0.isCancelled = true } }
}
