#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension PartFile {
    /// Opens a file to be compared; nil for anything but an ordinary file that can be read.
    static func openExisting(_ path: String) throws(ClientError) -> PartFile? {
        let descriptor = retrying { openToRead(path) }
        guard descriptor >= 0 else { return nil }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        let file = PartFile(adopting: descriptor, path: path, count: Int(clamping: status.st_size))
        guard isKnown, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return file
    }

    /// Whether this is exactly what was fetched. The file is read in pieces, and only if the length is right.
    consuming func matches(_ fetched: Downloader.Fetched) throws(ClientError) -> Bool {
        guard count == fetched.byteCount else { return false }
        var offset = 0
        while offset < count { offset = try hash(from: offset, limit: 1 << 20) }
        return sha256 == fetched.sha256
    }
}

private func openToRead(_ path: String) -> Int32 { open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
