#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Owner of the descriptor of an opened regular file, which all who read from it share: each says where it reads.
final class InputFile: Sendable {
    let descriptor: Int32
    let size: Int
    private let isOwned: Bool

    /// The caller vouches for a regular file.
    init(adopting descriptor: Int32, size: Int) {
        self.descriptor = descriptor
        self.size = size
        isOwned = true
    }

    /// A file that stays open for as long as this is used, and that somebody else closes.
    init(borrowing descriptor: Int32, size: Int) {
        self.descriptor = descriptor
        self.size = size
        isOwned = false
    }

    deinit { if isOwned { close(descriptor) } }

    /// Opens without ever waiting: a FIFO or a device would block, so it is found out before anything is read.
    static func open(_ path: String, name: String) throws(MediaError) -> InputFile {
        #if canImport(Glibc)
            let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        #else
            let descriptor = Darwin.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        #endif
        guard descriptor >= 0 else { throw .cannotOpen(name, errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw .cannotOpen(name, code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            let kind = kindName(status.st_mode & S_IFMT)
            throw MediaError(.notAFile, name, "This is \(kind), not a file.", hint: "Name a regular file.")
        }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        return InputFile(adopting: descriptor, size: Int(clamping: status.st_size))
    }

    private static func kindName(_ type: mode_t) -> String {
        switch type {
        case S_IFDIR: "a directory"
        case S_IFIFO: "a named pipe (FIFO)"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }
}

/// The same file opened twice is two.
extension InputFile: Hashable {
    static func == (left: InputFile, right: InputFile) -> Bool { left === right }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension MediaError {
    static func cannotOpen(_ path: String, _ code: Int32) -> MediaError {
        switch code {
        case ENOENT where path.contains("\u{FFFD}"):
            MediaError(
                .notFound, path, "There is no such file. Its name seems not to be UTF-8, which cannot be passed on.",
                hint: "Rename it, or give it on standard input: seedance fit - -o OUT.jpg < FILE.")
        case _ where path.hasPrefix("data:"):
            MediaError(.notFound, path, "This is a Data URI, not a path.", hint: "Name a file.")
        case ENOENT where path.contains("://"):
            MediaError(.notFound, path, "This is an address, not a path.", hint: "Download it first and name the file.")
        case ENOENT, ENOTDIR:
            MediaError(.notFound, path, "There is no such file.", hint: "Check the path.")
        case EACCES, EPERM:
            MediaError(.permissionDenied, path, "You may not read this file.", hint: "Check its permissions.")
        case ENXIO:
            MediaError(.notAFile, path, "This is a socket or a device, not a file.", hint: "Name a regular file.")
        default:
            MediaError(
                .readFailed, path, "The file cannot be opened: \(String(cString: strerror(code))).",
                hint: "Copy it to another place, or name another.")
        }
    }
}
