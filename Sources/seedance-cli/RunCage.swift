import SeedanceMedia
import Synchronization

/// The cage of this run, in which every input is decoded.
enum RunCage {
    private static let early = Mutex<DecoderCage?>(nil)

    /// Verbs that decode what the arguments name.
    private static let verbs: Set<String> = ["inspect", "fit", "frames", "prepare", "verify"]
    /// What makes a cage other than the standard one, or needs none.
    private static let others = ["--isolation", "--max-memory", "--max-megapixels", "--help", "-h", "--version"]

    /// Starts a worker while the arguments are still being parsed, where they will not ask for another one.
    static func warmUp(for arguments: some Collection<String>) {
        guard let verb = arguments.first, verbs.contains(verb), arguments.count > 1,
            !arguments.contains(where: { argument in others.contains { argument.hasPrefix($0) } }),
            let cage = try? DecoderCage(.auto, workers: Batch.cores)
        else { return }
        cage.warmUp()
        early.withLock { $0 = cage }
    }

    /// One cage for all inputs, with a worker for each that is decoded at a time.
    ///
    /// **Throws**: `isolationUnavailable`.
    static func make(_ isolation: Isolation, _ limits: Limits = .standard) throws(MediaError) -> DecoderCage {
        if isolation == .auto, limits.memory == Limits.standard.memory, let cage = early.withLock({ $0 }) {
            return cage
        }
        let cage = try DecoderCage(isolation, limits: limits, workers: Batch.cores)
        if isolation == .auto { cage.warmUp() }
        return cage
    }
}
