import FFmpeg

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

enum FileReader {
    /// Reads to the end, at most one byte beyond `limit`, which is how the caller learns that there was more.
    ///
    /// - Parameters:
    ///   - isStream: whether it can be read only where it stands; else it is read from its beginning, and again.
    ///   - expecting: only how much room to begin with: a file can grow or shrink while it is read.
    static func readAll(
        _ descriptor: Int32, isStream: Bool = false, expecting: Int, limit: Int, name: String
    ) throws(MediaError) -> [UInt8] {
        let limit = min(limit, Int.max / 4)
        var capacity = min(max(expecting, 0), limit) + 1
        var bytes = [UInt8]()
        while bytes.count <= limit {
            if bytes.count == capacity { capacity = min(max(capacity * 2, 1 << 16), limit + 1) }
            let (start, room) = (bytes.count, capacity - bytes.count)
            var got = 0
            if start == 0 {
                bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                    LargePages.prefer(for: UnsafeRawBufferPointer(buffer))
                    got = FileReader.readOnce(descriptor, buffer.baseAddress, room, at: isStream ? nil : start)
                    count = max(0, got)
                }
            } else {
                let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                    got = FileReader.readOnce(descriptor, buffer.baseAddress, room, at: isStream ? nil : start)
                    count = max(0, got)
                }
                bytes.append(contentsOf: chunk)
            }
            guard got >= 0 else {
                throw MediaError(
                    .readFailed, name, "Reading failed: \(String(cString: strerror(errno))).",
                    hint: "Copy the file to another disk and try again.")
            }
            if got == 0 { break }
        }
        return bytes
    }

    /// One `read`, taken up again when a signal came between.
    private static func readOnce(
        _ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ count: Int, at offset: Int?
    ) -> Int {
        while true {
            let got =
                offset.map { pread(descriptor, buffer, count, off_t($0)) } ?? read(descriptor, buffer, count)
            if got >= 0 || errno != EINTR { return got }
        }
    }
}

extension FileReader {
    /// The first bytes, enough to tell what a file is; the position stays where it was.
    static func prefix(of descriptor: Int32, name: String) throws(MediaError) -> [UInt8] {
        var got = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            got = pread(descriptor, buffer.baseAddress, buffer.count, 0)
            count = max(0, got)
        }
        guard got >= 0 else {
            throw MediaError(
                .readFailed, name, "Reading failed: \(String(cString: strerror(errno))).",
                hint: "Copy the file to another disk and try again.")
        }
        return bytes
    }
}
