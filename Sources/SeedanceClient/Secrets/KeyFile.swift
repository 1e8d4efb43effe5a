import Foundation

/// A file with one line, the key.
enum KeyFile {
    /// Keys have a few dozen characters.
    private static let longest = 4096

    /// Symbolic links are followed, because mounted secrets are links: what counts is who can read and change the file
    /// behind them, and that is asked of the opened file.
    ///
    /// **Throws**: `unsafeKeyFile`; `missingKey` when there is no such file, or it is not one line.
    static func read(_ path: String) throws(ClientError) -> String {
        // Without waiting: somebody else may never write into a pipe.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw ClientError(
                .missingKey, path, "The file with the key cannot be opened: \(String(cString: strerror(errno))).",
                hint: "RUNWARE_API_KEY_FILE names it.")
        }
        defer { close(descriptor) }
        try check(descriptor, path)
        var bytes = [UInt8](repeating: 0, count: longest + 1)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes {
                Foundation.read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            count += got
        }
        guard count <= longest else { throw notOneLine(path) }
        var line = bytes[..<count]
        if line.last == 0x0A { line.removeLast() }
        if line.last == 0x0D { line.removeLast() }
        guard !line.contains(0x0A) else { throw notOneLine(path) }
        return String(decoding: line, as: UTF8.self)
    }

    private static func check(_ descriptor: Int32, _ path: String) throws(ClientError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw unsafe(path, "It is no regular file.")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw unsafe(path, "It belongs to another user, who can change the key.")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw unsafe(path, "Others than its owner have access to it.")
        }
    }

    private static func unsafe(_ path: String, _ message: String) -> ClientError {
        ClientError(.unsafeKeyFile, path, message, hint: "The file with the key has to be yours alone: chmod 600.")
    }

    private static func notOneLine(_ path: String) -> ClientError {
        ClientError(
            .missingKey, path, "The file with the key has more than one line in it, or more than \(longest) bytes.")
    }
}
