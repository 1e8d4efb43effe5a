import FFmpeg

/// A video file that has been opened and of which only the first bytes have been looked at.
struct OpenedMedia: ~Copyable {
    let name: String
    let limits: Limits
    let bytes: Int
    /// Enough to tell what the file is.
    let prefix: [UInt8]
    let source: ByteSource
    /// Held open for as long as the source reads from it.
    private let file: InputFile?

    private init(
        _ file: InputFile?, _ source: ByteSource, prefix: [UInt8], bytes: Int, _ name: String,
        _ limits: Limits
    ) {
        self.name = name
        self.limits = limits
        self.bytes = bytes
        self.prefix = prefix
        self.source = source
        self.file = file
    }

    /// The time that is allowed begins now.
    ///
    /// **Throws**: `notFound`, `permissionDenied`, `notAFile`, `empty`, `limitExceeded`, `readFailed`.
    static func open(_ source: MediaSource, limits: Limits) throws(MediaError) -> OpenedMedia {
        let deadline = ByteSource.now + limits.seconds
        let name = source.name
        guard let file = try source.file() else {
            let bytes = try memory(source, limits)
            return OpenedMedia(
                nil, ByteSource(bytes: bytes, deadline: deadline), prefix: bytes, bytes: bytes.count, name, limits)
        }
        if file.size == 0 { throw MediaError(.empty, name, "The file is empty.", hint: "Copy or download it again.") }
        let prefix = try FileReader.prefix(of: file.descriptor, name: name)
        if file.size > limits.videoBytes { throw .tooLarge(name, bytes: file.size, limit: limits.videoBytes) }
        let (descriptor, size) = (file.descriptor, file.size)
        return OpenedMedia(
            file, ByteSource(descriptor: descriptor, count: Int64(size), deadline: deadline), prefix: prefix,
            bytes: size, name, limits)
    }

    fileprivate static func memory(_ source: MediaSource, _ limits: Limits) throws(MediaError) -> [UInt8] {
        do throws(MediaError) {
            return try source.read(limit: limits.pictureBytes)
        } catch {
            guard error.code == .limitExceeded else { throw error }
            throw MediaError(
                .limitExceeded, source.name,
                "The video has more than \(limits.pictureBytes) bytes, too many for memory.",
                hint: "Name the file instead; it is not read whole then.")
        }
    }
}

extension MediaSource {
    /// The same, where that fails with the failure in place of the bytes.
    func settled(_ limits: Limits) -> MediaSource {
        do throws(MediaError) {
            return try rereadable(limits)
        } catch {
            return MediaSource(.failed(error), name: name)
        }
    }

    /// The same for a source that can be read only once. **Throws**: as opening it does.
    func rereadable(_ limits: Limits) throws(MediaError) -> MediaSource {
        guard case .standardInput = origin else { return self }
        return MediaSource(bytes: try OpenedMedia.memory(self, limits), name: name)
    }
}
