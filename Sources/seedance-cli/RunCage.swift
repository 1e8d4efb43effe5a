import SeedanceMedia

/// The cage of this run, in which every input is decoded.
enum RunCage {
    /// Verbs that decode what the arguments name.
    private static let verbs: Set<String> = ["inspect", "fit", "frames", "prepare", "verify"]

    /// More are started when they are needed; each copy takes a millisecond in which nothing else happens.
    private static let mostCopies = 4

    /// Makes workers before the arguments are parsed, where they will ask for some.
    static func forkWorkers(for arguments: some Collection<String>) {
        guard let verb = arguments.first, verbs.contains(verb), arguments.count > 1 else { return }
        var files = 0
        for (word, next) in zip(arguments, arguments.dropFirst()) {
            if word == "--isolation" && next == "off" || next == "--isolation=off" || next == "--help" { return }
            // What follows an option may be its value.
            if !next.hasPrefix("-"), !word.hasPrefix("-") { files += 1 }
        }
        DecoderCage.forkWorkers(max(1, min(files, mostCopies)))
    }

    /// One cage for all inputs, with a worker for each that is decoded at a time.
    ///
    /// **Throws**: `isolationUnavailable`.
    static func make(_ isolation: Isolation, _ limits: Limits = .standard) throws(MediaError) -> DecoderCage {
        let cage = try DecoderCage(isolation, limits: limits, workers: Batch.cores)
        if isolation == .auto { cage.warmUp() }
        return cage
    }
}
