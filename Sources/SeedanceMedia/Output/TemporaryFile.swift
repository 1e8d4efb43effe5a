#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sole owner of a file that has no final name yet, and that is gone if it never gets one.
struct TemporaryFile: ~Copyable {
    let descriptor: Int32
    /// Nil while the file has no name at all, which leaves nothing behind even when the process is killed.
    private let path: String?
    private let target: String

    private init(adopting descriptor: Int32, path: String?, target: String) {
        self.descriptor = descriptor
        self.path = path
        self.target = target
    }

    deinit {
        // After publishing, the temporary name is gone and this finds nothing.
        if let path {
            unlink(path)
            TemporaryNames.remove(path)
        }
        close(descriptor)
    }

    /// Throws: `cannotCreate`.
    static func create(beside target: String) throws(MediaError) -> TemporaryFile {
        let folder = OutputFile.folder(of: target)
        #if os(Linux)
            // O_TMPFILE; the headers' definition is a macro that Swift cannot see.
            // It gets its name through /proc, which some containers do not have.
            let canName = access("/proc/self/fd", X_OK) == 0
            let nameless = !canName ? -1 : open(folder, 0o20_000_000 | O_DIRECTORY | O_RDWR | O_CLOEXEC, 0o666)
            if nameless >= 0 { return TemporaryFile(adopting: nameless, path: nil, target: target) }
        #endif
        // File systems without nameless files, and other systems.
        for _ in 0..<16 {
            let path = temporaryName(in: folder)
            var (descriptor, code) = (Int32(-1), Int32(0))
            let isCreated = TemporaryNames.add(path) {
                descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o666)
                code = errno
                return descriptor >= 0
            }
            if isCreated { return TemporaryFile(adopting: descriptor, path: path, target: target) }
            if code != EEXIST { throw .cannotCreate(target, code) }
        }
        throw .cannotCreate(target, EEXIST)
    }

    private static func temporaryName(in folder: String) -> String {
        "\(folder)/.seedance-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
    }

    /// Throws: `writeFailed`.
    func write(_ bytes: [UInt8]) throws(MediaError) {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                systemWrite(descriptor, buffer.baseAddress.map { $0 + offset }, bytes.count - offset)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .writeFailed(target, errno) }
            offset += written
        }
    }

    /// Waits until the disk has it. Throws: `writeFailed`.
    func synchronize() throws(MediaError) {
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw .writeFailed(target, errno) }
    }

    /// Gives the file its final name, in one step.
    ///
    /// Throws: `fileExists` when something took the name meanwhile and may not be replaced; `writeFailed`.
    func publish(as target: String, replacing replaces: Bool) throws(MediaError) {
        if try link(to: target) { return }
        guard replaces else {
            throw MediaError(
                .fileExists, target, "The file exists already.", hint: "Name another, or replace it with --force.")
        }
        // A name can only be given where none is, so the file gets a passing one and then takes the target's place.
        let folder = OutputFile.folder(of: target)
        let passing: String
        if let path { passing = path } else { passing = try passingName(in: folder) }
        defer { TemporaryNames.remove(passing) }
        guard rename(passing, target) == 0 else {
            let code = errno
            unlink(passing)
            throw .writeFailed(target, code)
        }
    }

    private func passingName(in folder: String) throws(MediaError) -> String {
        for _ in 0..<16 {
            let name = TemporaryFile.temporaryName(in: folder)
            var failure: MediaError?
            let isCreated = TemporaryNames.add(name) {
                do throws(MediaError) {
                    return try link(to: name)
                } catch {
                    failure = error
                    return false
                }
            }
            if let failure { throw failure }
            if isCreated { return name }
        }
        throw .writeFailed(target, EEXIST)
    }

    /// False when there is something of that name already.
    private func link(to name: String) throws(MediaError) -> Bool {
        let result: Int32
        if let path {
            result = systemLink(path, name)
        } else {
            result = linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW)
        }
        if result == 0 { return true }
        let code = errno
        if code == EEXIST { return false }
        // FAT and some network file systems know no second names.
        var status = stat()
        if let path, [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(code), lstat(name, &status) != 0 {
            if rename(path, name) == 0 { return true }
        }
        throw .writeFailed(name, code)
    }
}

/// The system call, whose name the method above hides.
private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, start, count)
}

private func systemLink(_ path: String, _ name: String) -> Int32 { link(path, name) }
