/// Where a media file comes from.
public struct MediaSource: Hashable, Sendable {
    enum Origin: Hashable, Sendable {
        case path(String)
        case standardInput
        case bytes([UInt8])
        /// A file that somebody has opened.
        case opened(InputFile)
        /// What became of opening it.
        case failed(MediaError)
    }

    let origin: Origin
    /// How errors and reports name it.
    public let name: String

    /// A file. Nothing is opened yet; every kind of file but a regular one will be refused.
    ///
    /// - Parameter name: how errors and reports name it; the path itself unless given.
    public init(path: String, name: String? = nil) {
        origin = .path(path)
        self.name = name ?? path
    }

    /// Bytes in memory, such as the payload of a Data URI; `name` is a label for errors.
    public init(bytes: [UInt8], name: String) {
        origin = .bytes(bytes)
        self.name = name
    }

    init(_ origin: Origin, name: String) {
        self.origin = origin
        self.name = name
    }

    private init(standardInputNamed name: String) {
        origin = .standardInput
        self.name = name
    }

    /// Standard input, read to its end.
    public static let standardInput = MediaSource(standardInputNamed: "-")

    /// The file, opened where it was not; nil for what is none.
    ///
    /// **Throws**: `notFound`, `permissionDenied`, `notAFile`, `readFailed`.
    func file() throws(MediaError) -> InputFile? {
        switch origin {
        case .path(let path): return try InputFile.open(path, name: name)
        case .opened(let file): return file
        case .failed(let error): throw error
        case .standardInput, .bytes: return nil
        }
    }

    /// All bytes, never more than `limit`.
    ///
    /// **Throws**: `notFound`, `permissionDenied`, `notAFile`, `empty`, `limitExceeded`, `readFailed`.
    public func read(limit: Int) throws(MediaError) -> [UInt8] {
        let bytes: [UInt8]
        switch origin {
        case .bytes(let stored): bytes = stored
        case .standardInput:
            bytes = try FileReader.readAll(0, isStream: true, expecting: 0, limit: limit, name: name)
        case .path, .opened, .failed:
            guard let file = try file() else { return [] }
            if file.size > limit { throw .tooLarge(name, bytes: file.size, limit: limit) }
            bytes = try FileReader.readAll(file.descriptor, expecting: file.size, limit: limit, name: name)
        }
        if bytes.isEmpty { throw MediaError(.empty, name, "The file is empty.", hint: "Copy or download it again.") }
        if bytes.count > limit { throw .tooLarge(name, bytes: bytes.count, limit: limit) }
        return bytes
    }
}

extension MediaSource {
    /// The same for a source that can be read only once. **Throws**: as `read`.
    func reread(limit: Int) throws(MediaError) -> MediaSource {
        guard case .standardInput = origin else { return self }
        return MediaSource(bytes: try read(limit: limit), name: name)
    }
}

extension MediaError {
    static func tooLarge(_ name: String, bytes: Int, limit: Int) -> MediaError {
        MediaError(
            .limitExceeded, name, "The file has \(bytes) bytes; the limit is \(limit).",
            hint: "Give a smaller file, or raise the limit (--max-input-bytes) if you trust it.")
    }
}
