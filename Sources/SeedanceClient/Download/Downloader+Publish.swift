#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Downloader {
    /// Gives a whole part file its final name, durably, and never in the place of another file: when there is one, it
    /// must be the very same content, left by a process that died in between.
    ///
    /// A second name is given first (`link`, which never replaces anything), the folder is synchronized, and only then
    /// the first name is taken away. Killed at any point, the content has at least one of the names, and the next call
    /// finds out which:
    ///
    /// - only the part: nothing was done;
    /// - both: the target is the same content, so the part goes;
    /// - only the target: everything was done but the entry in the ledger.
    ///
    /// **Throws**: `cannotCreate` when a file with another content has the name; `downloadFailed` when the content is gone,
    /// so that it has to be fetched again; `inputOutput`.
    package static func publish(_ part: String, as target: String, _ fetched: Fetched) throws(ClientError) {
        var status = stat()
        guard lstat(part, &status) == 0 else {
            guard errno == ENOENT, try holds(target, fetched) else {
                throw ClientError(
                    .downloadFailed, part, "The downloaded file is gone.", hint: "Run resume to fetch it again.")
            }
            return try synchronize(folderOf: target)
        }
        guard status.st_mode & S_IFMT == S_IFREG, Int(clamping: status.st_size) == fetched.byteCount else {
            throw ClientError(
                .inputOutput, part, "The downloaded file was changed by another program.",
                hint: "Remove it, and run resume to fetch it again.")
        }
        if try name(part, target) {
            try synchronize(folderOf: target)
        } else if try !holds(target, fetched) {
            throw ClientError(
                .cannotCreate, target, "Another file has this name; the result is in \(part).",
                hint: "Move one of them away, and run resume.")
        }
        guard unlink(part) == 0 || errno == ENOENT else { throw PartFile.cannotWrite(part, errno) }
        try synchronize(folderOf: target)
    }

    /// False when something has the name already.
    private static func name(_ part: String, _ target: String) throws(ClientError) -> Bool {
        if link(part, target) == 0 { return true }
        let code = errno
        if code == EEXIST { return false }
        // FAT and some network file systems know no second names. What takes the name between the two calls is lost;
        // the call that would prevent that (renameat2) is one that such file systems mostly do not have either.
        var status = stat()
        if [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(code) {
            if lstat(target, &status) == 0 { return false }
            if rename(part, target) == 0 { return true }
            throw PartFile.cannotOpen(target, errno)
        }
        throw PartFile.cannotOpen(target, code)
    }

    /// Whether anything has this name. **Throws**: `inputOutput` when that cannot be found out.
    static func isThere(_ path: String) throws(ClientError) -> Bool {
        var status = stat()
        if lstat(path, &status) == 0 { return true }
        guard errno == ENOENT else { throw PartFile.cannotWrite(path, errno) }
        return false
    }

    /// Whether a file is there with exactly this content.
    private static func holds(_ path: String, _ fetched: Fetched) throws(ClientError) -> Bool {
        guard let file = try PartFile.openExisting(path) else { return false }
        return try file.matches(fetched)
    }

    /// Waits until the disk has the names in the folder of a file.
    static func synchronize(folderOf path: String) throws(ClientError) {
        let folder = folder(of: path)
        let descriptor = PartFile.retrying { openFolder(folder) }
        guard descriptor >= 0 else { throw PartFile.cannotOpen(folder, errno) }
        defer { close(descriptor) }
        let isDurable = PartFile.retrying { fsync(descriptor) } == 0 || errno == EINVAL || errno == ENOTSUP
        if !isDurable { throw PartFile.cannotWrite(folder, errno) }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

private func openFolder(_ path: String) -> Int32 { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
