import Digest

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sole owner of an open part file: how long it is, and the SHA-256 of all that is in it.
///
/// It is created like any other file (0666 less the umask) and not made readable at the end: a step at the end is one
/// that a kill can leave out, and the result is no more secret than the folder that was named for it.
struct PartFile: ~Copyable {
    /// `pwrite`, or what a test has in its place.
    typealias Write = @Sendable (Int32, UnsafeRawPointer?, Int, off_t) -> Int
    static let systemWrite: Write = { pwrite($0, $1, $2, $3) }

    private let descriptor: Int32
    let path: String
    private let write: Write
    /// **Units**: bytes.
    private(set) var count: Int
    private var hasher = SHA256()

    init(adopting descriptor: Int32, path: String, count: Int, write: @escaping Write = PartFile.systemWrite) {
        self.descriptor = descriptor
        self.path = path
        self.count = count
        self.write = write
    }

    deinit { close(descriptor) }

    /// 64 hexadecimal digits, of everything that was read or written.
    var sha256: String { hasher.finalize().hexadecimal }

    /// Opens the file for one process, with all that is in it, and creates it where there is none.
    ///
    /// **Throws**: `cannotCreate` also for a link, a device or a folder of that name; `taskBusy`.
    static func open(_ path: String, write: @escaping Write) throws(ClientError) -> PartFile {
        for _ in 0..<8 {
            // A link could lead anywhere, and opening a pipe could take for ever.
            let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
            let descriptor = retrying { systemOpen(path, flags) }
            guard descriptor >= 0 else { throw Self.cannotOpen(path, errno) }
            var status = stat()
            let isKnown = fstat(descriptor, &status) == 0
            let file = PartFile(
                adopting: descriptor, path: path, count: Int(clamping: status.st_size), write: write)
            guard isKnown, status.st_mode & S_IFMT == S_IFREG else {
                throw ClientError(
                    .cannotCreate, path, "This is no ordinary file.", hint: "Move it away, and run resume.")
            }
            // Two ledgers can have the same task in the same folder. File systems without locks answer something else.
            if retrying({ flock(descriptor, LOCK_EX | LOCK_NB) }) != 0, errno == EWOULDBLOCK {
                throw ClientError(.taskBusy, path, "Another process is writing this file.", hint: "Wait for it.")
            }
            // Between opening and locking, the other process can have given the file its final name: then what is open
            // here is a result, and must not be written to. The same when the file has a second name.
            var named = stat()
            guard lstat(path, &named) == 0, named.st_ino == status.st_ino, named.st_dev == status.st_dev else {
                continue
            }
            if status.st_nlink > 1 {
                guard unlink(path) == 0 else { throw Self.cannotOpen(path, errno) }
                continue
            }
            return file
        }
        throw ClientError(.taskBusy, path, "Another process keeps replacing this file.", hint: "Wait for it.")
    }

    /// The first bytes.
    func head(_ length: Int) throws(ClientError) -> [UInt8] { try read(min(length, count), at: 0) }

    /// Takes what is in the file into the hash, up to `limit` more bytes after `offset`, and says where to go on.
    mutating func hash(from offset: Int, limit: Int) throws(ClientError) -> Int {
        let bytes = try read(min(limit, max(0, count - offset)), at: offset)
        hasher.update(data: bytes)
        return offset + bytes.count
    }

    private func read(_ length: Int, at offset: Int) throws(ClientError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: length)
        var done = 0
        while done < length {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress.map { $0 + done }, length - done, off_t(offset + done))
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw Self.cannotWrite(path, got == 0 ? EIO : errno) }
            done += got
        }
        return bytes
    }

    /// Puts bytes behind what is there. When it throws, the file ends with the last byte that could be written.
    mutating func append(_ bytes: [UInt8]) throws(ClientError) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress.map { $0 + done }, bytes.count - done, off_t(count))
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.cannotWrite(path, written == 0 ? ENOSPC : errno) }
            bytes.withUnsafeBytes {
                hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[done..<(done + written)]))
            }
            done += written
            count += written
        }
    }

    /// Takes everything out, and waits until the disk knows: after a power cut, the old bytes must not stand under an
    /// entity tag that was recorded after them.
    mutating func empty() throws(ClientError) {
        hasher = SHA256()
        guard count > 0 else { return }
        guard Self.retrying({ ftruncate(descriptor, 0) }) == 0 else { throw Self.cannotWrite(path, errno) }
        count = 0
        try synchronize()
    }

    /// Waits until the disk has it.
    func synchronize() throws(ClientError) {
        guard Self.retrying({ fsync(descriptor) }) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw Self.cannotWrite(path, errno)
        }
    }
}

/// The system call, whose name the method above hides.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o666) }

extension PartFile {
    /// Repeats a system call that a signal came in between.
    static func retrying(_ call: () -> Int32) -> Int32 {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }
}
