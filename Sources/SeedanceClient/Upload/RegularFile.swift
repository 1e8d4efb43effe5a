#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sole owner of the descriptor of a regular file that is read.
struct RegularFile: ~Copyable {
    private let descriptor: Int32
    private let name: String
    /// Bytes, when it was opened.
    let count: Int

    private init(adopting descriptor: Int32, count: Int, name: String) {
        self.descriptor = descriptor
        self.count = count
        self.name = name
    }

    deinit { close(descriptor) }

    /// Opens without ever waiting: a FIFO or a device would block, so it is found out before anything is read.
    ///
    /// **Throws**: `inputOutput`.
    static func open(_ path: String, name: String) throws(ClientError) -> RegularFile {
        #if canImport(Glibc)
            let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        #else
            let descriptor = Darwin.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        #endif
        guard descriptor >= 0 else { throw .unreadable(name, errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw .unreadable(name, code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ClientError(
                .inputOutput, name, "This is a folder, a pipe or a device, not a file.", hint: "Name a regular file.")
        }
        return RegularFile(adopting: descriptor, count: Int(clamping: status.st_size), name: name)
    }

    /// Bytes from a place on; fewer at the end, none beyond it.
    func read(at offset: Int, upTo most: Int) throws(ClientError) -> [UInt8] {
        var got = 0
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, most)) { buffer, count in
            repeat {
                got = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
                code = errno
            } while got < 0 && code == EINTR
            count = max(0, got)
        }
        guard got >= 0 else { throw .unreadable(name, code) }
        return bytes
    }

    /// Everything, in one piece of memory; never more than `limit` bytes.
    func readAll(limit: Int) throws(ClientError) -> [UInt8] {
        let capacity = max(0, min(count, limit - 1)) + 1
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
            while filled < capacity {
                let got = pread(descriptor, buffer.baseAddress.map { $0 + filled }, capacity - filled, off_t(filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { code = errno }
                guard got > 0 else { break }
                filled += got
            }
        }
        guard code == 0 else { throw .unreadable(name, code) }
        guard bytes.count <= count else {
            throw ClientError(
                .inputOutput, name, "The file grows while it is read.", hint: "Try again when it is whole.")
        }
        return bytes
    }
}

extension ClientError {
    fileprivate static func unreadable(_ name: String, _ code: Int32) -> ClientError {
        switch code {
        case ENOENT, ENOTDIR: ClientError(.inputOutput, name, "There is no such file.", hint: "Check the path.")
        case EACCES, EPERM:
            ClientError(.inputOutput, name, "You may not read this file.", hint: "Check its permissions.")
        default:
            ClientError(
                .inputOutput, name, "The file cannot be read: \(String(cString: strerror(code))).",
                hint: "Copy it to another place, or name another.")
        }
    }
}
