import FFmpeg

/// How many threads decode the pictures of one file.
enum DecodingThreads {
    /// One more than there are processors: one of them waits for the measuring thread most of the time.
    static let count = max(1, min(16, Processors.count + 1))
}
