#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Downloader {
    /// Finds out before anything is sent whether results can be written to a folder, by creating a file there.
    ///
    /// Asking for permissions would not do: root has them all, also where nothing can be written.
    /// **Throws**: `cannotCreate`.
    package static func checkFolder(_ folder: String) throws(ClientError) {
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw ClientError(
                .cannotCreate, folder, "There is no such folder.", hint: "Create it first, or name another.")
        }
        #if os(Linux)
            // O_TMPFILE, whose definition is a macro that Swift cannot see: a file without a name, which leaves nothing
            // behind even when the process is killed here.
            let nameless = PartFile.retrying { open(folder, 0o20_000_000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC, 0o600) }
            if nameless >= 0 {
                close(nameless)
                return
            }
        #endif
        // File systems without nameless files, and other systems.
        let name = "\(folder)/.seedance-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
        let named = PartFile.retrying { open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600) }
        guard named >= 0 else {
            let full = [ENOSPC, EDQUOT].contains(errno)
            throw ClientError(
                .cannotCreate, folder, "The folder cannot be written to: \(String(cString: strerror(errno))).",
                hint: full ? "Make room, or name another folder." : "Name a folder that you may write to.")
        }
        close(named)
        unlink(name)
    }
}
