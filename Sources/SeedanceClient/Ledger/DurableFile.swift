import Foundation

/// Files that are whole and on the disk, or not there at all.
enum DurableFile {
    /// Writes a file of mode 0600: first under a passing name in `temporary`, on the same file system.
    static func save(_ bytes: [UInt8], to path: String, by temporary: String) throws(FileFailure) {
        let passing = "\(temporary)/\(UUID().uuidString)"
        let descriptor = open(passing, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFailure("create", path) }
        do throws(FileFailure) {
            defer { close(descriptor) }
            try fill(descriptor, with: bytes, path)
            guard fsync(descriptor) == 0 else { throw FileFailure("write", path) }
        } catch {
            unlink(passing)
            throw error
        }
        guard rename(passing, path) == 0 else {
            let failure = FileFailure("create", path)
            unlink(passing)
            throw failure
        }
        try synchronize(folderOf: path)
    }

    private static func fill(_ descriptor: Int32, with bytes: [UInt8], _ path: String) throws(FileFailure) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress.map { $0 + offset }, bytes.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileFailure("write", path, count == 0 ? ENOSPC : errno) }
            offset += count
        }
    }

    /// The whole contents; nil when there is no such file.
    static func contents(of path: String) throws(FileFailure) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw FileFailure("read", path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileFailure("read", path) }
        guard status.st_mode & S_IFMT == S_IFREG, let size = Int(exactly: status.st_size) else {
            throw FileFailure("read", path, EINVAL)
        }
        var (offset, code) = (0, Int32(0))
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while offset < size {
                let count = read(descriptor, buffer.baseAddress.map { $0 + offset }, size - offset)
                if count < 0, errno == EINTR { continue }
                if count < 0 { code = errno }
                if count <= 0 { break }
                offset += count
            }
            filled = offset
        }
        guard code == 0 else { throw FileFailure("read", path, code) }
        return bytes
    }

    /// Makes a folder of mode 0700, and what is missing above it. Each is on the disk before the next is made.
    static func makeFolder(_ path: String) throws(FileFailure) {
        if mkdir(path, 0o700) == 0 { return try synchronize(folderOf: path) }
        let code = errno
        if code == EEXIST {
            var status = stat()
            guard stat(path, &status) == 0 else { throw FileFailure("create", path) }
            guard status.st_mode & S_IFMT == S_IFDIR else { throw FileFailure("create", path, ENOTDIR) }
            return
        }
        let parent = folder(of: path)
        guard code == ENOENT, parent != path else { throw FileFailure("create", path, code) }
        try makeFolder(parent)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileFailure("create", path) }
        try synchronize(folderOf: path)
    }

    /// Waits until the disk has the names in a folder. Some file systems cannot, and need not.
    static func synchronize(folderOf path: String) throws(FileFailure) {
        let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure("write", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw FileFailure("write", path) }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
