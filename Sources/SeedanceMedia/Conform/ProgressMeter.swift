import FFmpeg

/// Tells how far something is, about ten times a second.
final class ProgressMeter {
    private let report: (Double) -> Void
    private var lastTime = -Double.infinity

    init(_ report: @escaping (Double) -> Void) { self.report = report }

    /// - Parameter part: what is done, from 0 to 1.
    func advance(to part: Double) {
        let now = ByteSource.now
        guard now - lastTime >= 0.1 else { return }
        lastTime = now
        report(min(1, max(0, part)))
    }

    func end() { report(1) }
}
