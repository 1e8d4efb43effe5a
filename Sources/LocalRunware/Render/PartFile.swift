#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sole owner of a file beside its final name, gone unless it is published.
struct PartFile: ~Copyable {
    let descriptor: Int32
    private let path: String

    private init(adopting descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        close(descriptor)
        // After publishing, this finds nothing.
        unlink(path)
    }

    static func create(beside target: String) throws -> PartFile {
        let path = "\(target).\(String(UInt64.random(in: 0 ... .max), radix: 36)).part"
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw RenderError("\(target): \(String(cString: strerror(errno))).") }
        return PartFile(adopting: descriptor, path: path)
    }

    /// Gives it its final name, in the place of what had it.
    func publish(as target: String) throws {
        guard rename(path, target) == 0 else { throw RenderError("\(target): \(String(cString: strerror(errno))).") }
    }
}
