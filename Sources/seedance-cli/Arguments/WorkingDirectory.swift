#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the process was started.
enum WorkingDirectory {
    static let path: String = {
        guard let buffer = getcwd(nil, 0) else { return "." }
        defer { free(buffer) }
        return String(cString: buffer)
    }()

    static func absolute(_ name: String) -> String {
        name.hasPrefix("/") ? name : path + (path.hasSuffix("/") ? "" : "/") + name
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
