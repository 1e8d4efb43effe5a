#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes files that appear whole or not at all.
public enum OutputFile {
    /// Writes `bytes` to `path`, through a file beside it that no one sees before it is complete.
    ///
    /// - Parameter replaces: whether a file that is already there may be replaced; it stays as it was until the new
    ///   one is complete, also when the disk fills up.
    /// **Throws**: `fileExists`, `cannotCreate`, `writeFailed`.
    public static func write(_ bytes: [UInt8], to path: String, replacing replaces: Bool) throws(MediaError) {
        try check(path, replacing: replaces)
        let temporary = try TemporaryFile.create(beside: path)
        try temporary.write(bytes)
        // What is there must not give way to what a power cut would leave half-written.
        if replaces { try temporary.synchronize() }
        try temporary.publish(as: path, replacing: replaces)
    }

    /// **Throws**: `conflictingOutputs` when both are the same file, however they are spelled.
    public static func checkDistinct(_ output: String, from input: String) throws(MediaError) {
        guard FileIdentity.key(of: output) == FileIdentity.key(of: input) else { return }
        throw MediaError(.conflictingOutputs, output, "This would replace the input.", hint: "Give it another name.")
    }

    /// Finds out before the work what writing would find out after it.
    public static func check(_ path: String, replacing replaces: Bool) throws(MediaError) {
        guard !path.isEmpty, !path.hasSuffix("/") else {
            throw MediaError(
                .cannotCreate, path, "This is not the name of a file.", hint: "Name a file inside a folder.")
        }
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return try checkFolder(of: path) }
            throw .cannotCreate(path, errno)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG, S_IFLNK:
            if !replaces {
                throw MediaError(
                    .fileExists, path, "The file exists already.", hint: "Name another, or replace it with --force.")
            }
        case S_IFDIR:
            throw MediaError(.cannotCreate, path, "This is a directory.", hint: "Name a file inside it.")
        default:
            throw MediaError(
                .cannotCreate, path, "This is a device or a pipe; results are written to files only.",
                hint: "Name a file.")
        }
    }

    private static func checkFolder(of path: String) throws(MediaError) { try checkFolder(folder(of: path)) }

    /// **Throws**: `cannotCreate` when there is no such folder.
    public static func checkFolder(_ folder: String) throws(MediaError) {
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw MediaError(
                .cannotCreate, folder, "There is no such folder.", hint: "Create it first, or name another.")
        }
    }

    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

extension MediaError {
    static func cannotCreate(_ path: String, _ code: Int32) -> MediaError {
        MediaError(
            .cannotCreate, path, "The file cannot be created: \(String(cString: strerror(code))).",
            hint: code == ENAMETOOLONG
                ? "Give a shorter name with -o."
                : code == ENOSPC || code == EDQUOT
                    ? "Make room, or write to another disk." : "Choose a folder that you may write to.")
    }

    static func writeFailed(_ path: String, _ code: Int32) -> MediaError {
        MediaError(
            .writeFailed, path, "Writing failed: \(String(cString: strerror(code))). Nothing was changed.",
            hint: code == ENOSPC || code == EDQUOT || code == EFBIG ? "Make room, or write to another disk." : nil)
    }
}
