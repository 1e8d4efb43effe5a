import Cage

extension MediaError {
    /// What became of a worker, told of the file that it was at.
    init(_ error: CageError, _ input: String, seconds: Double) {
        switch error {
        case .cannotStart(let reason):
            self.init(
                .isolationUnavailable, input, "No process can be started to decode it in: \(reason)",
                hint: "Without --isolation required it is decoded in this one.")
        case .missingProtections(let missing):
            self.init(
                .isolationUnavailable, input,
                "This system cannot isolate decoding as it should: \(missing.joined(separator: ", ")) cannot be had.",
                hint: "Without --isolation required what there is will do; see seedance doctor.")
        case .crashed(let signal, let status, let words):
            let how = signal.map { "signal \($0)" } ?? "exit code \(status ?? -1)"
            let last = words.isEmpty ? "" : " Its last words: \(words)"
            self.init(
                .decoderCrashed, input, "The decoder crashed on this file (\(how)).\(last)",
                hint: "The file is damaged or made to do harm; export or download it again.")
        case .timedOut:
            self.init(
                .decoderTimeout, input, "The decoder gave no answer within \(seconds.brief) s and was ended.",
                hint: "Give it more time with --timeout if you trust the file.")
        case .outOfLimit(.memory):
            self.init(
                .decoderLimit, input, "The decoder wanted more memory than it may have.",
                hint: "Allow more with --max-memory if you trust the file.")
        case .outOfLimit(.cpu):
            self.init(
                .decoderLimit, input, "The decoder wanted more processor time than it may have.",
                hint: "Give it more time with --timeout if you trust the file.")
        case .outOfLimit(.fileSize):
            self.init(
                .decoderLimit, input, "The decoder wrote more than it may.", hint: "Give a shorter video.")
        case .badReply(let what):
            self.init(
                .decoderCrashed, input, "The decoder answered with what is no answer: \(what).",
                hint: "The file is damaged or made to do harm; export or download it again.")
        case .cancelled: self.init(.timeout, input, "Decoding was cancelled.")
        }
    }
}
