extension Limits {
    /// What a process has before it decodes anything: heap, decoders' tables, stacks, the output and its encoder.
    ///
    /// Measured as the system counts it (`VmData`): 75–78 MB for pictures of 1280x720 in every format but JPEG, which
    /// takes 55. 50 of them are really used.
    static let overhead = 76 << 20
    /// Of a thread, which the system counts whether or not it is used.
    static let stack = 8 << 20

    /// Refuses what would need more memory than it may have.
    ///
    /// - Parameters:
    ///   - bytes: at once, as estimated; nil where the number is too large to be held.
    ///   - what: with its article, at the beginning of a sentence.
    /// **Throws**: `limitExceeded`.
    func checkMemory(_ bytes: Int?, of what: String, _ name: String) throws(MediaError) {
        let (needed, overflow) = (bytes ?? .max).addingReportingOverflow(Limits.overhead)
        guard overflow || needed > memory else { return }
        let amount = overflow ? "too much memory" : "about \(needed >> 20) MB of memory"
        throw MediaError(
            .limitExceeded, name, "\(what) takes \(amount) to decode; the limit is \(memory >> 20) MB.",
            hint: "Make it smaller first, or raise the limit (--max-memory) if you trust the file.")
    }
}

extension Limits {
    /// **Throws**: `limitExceeded` where a file says that it runs longer.
    func checkDuration(_ stated: Double?, of what: String, _ name: String) throws(MediaError) {
        guard let stated, stated > duration else { return }
        throw MediaError(
            .limitExceeded, name,
            "The \(what) says that it runs \(stated.rounded()) seconds; the limit is \(duration.rounded()).",
            hint: "Raise it with --max-duration if you trust the file.")
    }
}

extension Int {
    /// Nil where the product is too large.
    func times(_ other: Int) -> Int? {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? nil : product
    }
}
