import CCage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files that lie in memory and have no name.
package enum CageMemory {
    /// The caller's to close. Nil where the system has no such files, or no memory.
    package static func file(holding bytes: [UInt8]) -> Int32? {
        let descriptor = unsafe ccage_memory_file("seedance: input")
        guard descriptor >= 0 else { return nil }
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe write(descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                close(descriptor)
                return nil
            }
            written += count
        }
        return descriptor
    }
}
