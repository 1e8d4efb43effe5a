/// What one worker may use up.
package struct CageLimits: Hashable, Sendable {
    /// Bytes of memory that can be written to (`RLIMIT_DATA`).
    package var memory: Int
    /// Bytes that a file may grow to (`RLIMIT_FSIZE`).
    package var fileBytes: Int
    package var descriptors: Int

    package init(memory: Int, fileBytes: Int, descriptors: Int = 64) {
        self.memory = memory
        self.fileBytes = fileBytes
        self.descriptors = descriptors
    }
}
