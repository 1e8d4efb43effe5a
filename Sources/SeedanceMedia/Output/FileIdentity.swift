#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One key for every spelling of a path, whether or not there is such a file yet.
enum FileIdentity {
    static func key(of path: String) -> String {
        if let real = resolve(path) { return real }
        let name = path.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init) ?? path
        let folder = OutputFile.folder(of: path)
        let parts = folder.split(separator: "/", omittingEmptySubsequences: true).filter { $0 != "." }
        return (resolve(folder) ?? (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")) + "/" + name
    }

    private static func resolve(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
