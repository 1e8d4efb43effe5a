import FFmpeg
import SeedanceAPI

/// An opened sound file: told by its first bytes, within the limits, nothing decoded yet.
struct AudioFile: ~Copyable {
    let name: String
    let container: AudioContainer
    let bytes: Int
    /// How long the file would be if it were whole, where its beginning says so.
    let promisedBytes: Int?
    let demuxer: Demuxer
    let streams: [StreamInfo]
    /// The one to be heard, by its place among `streams`.
    let soundIndex: Int
    /// Held open for as long as the demuxer reads from it.
    private let file: InputFile?

    private init(
        _ file: InputFile?, _ demuxer: consuming Demuxer, _ container: AudioContainer, bytes: Int,
        promised: Int?, _ streams: [StreamInfo], _ soundIndex: Int, _ name: String
    ) {
        promisedBytes = promised
        self.file = file
        self.demuxer = demuxer
        self.container = container
        self.bytes = bytes
        self.streams = streams
        self.soundIndex = soundIndex
        self.name = name
    }

    /// **Throws**: `limitExceeded`, `unsupportedFormat` when there is no sound in it, `damaged`, `timeout` and what
    /// opening throws.
    static func open(_ source: MediaSource, as container: AudioContainer, limits: Limits) throws(MediaError)
        -> AudioFile
    {
        let deadline = ByteSource.now + limits.seconds
        let name = source.name
        guard let file = try source.file() else {
            let bytes = try source.read(limit: limits.pictureBytes)
            return try open(
                nil, ByteSource(bytes: bytes, deadline: deadline), prefix: bytes, container, bytes: bytes.count, name,
                limits)
        }
        if file.size > limits.videoBytes { throw .tooLarge(name, bytes: file.size, limit: limits.videoBytes) }
        let prefix = try FileReader.prefix(of: file.descriptor, name: name)
        let (descriptor, size) = (file.descriptor, file.size)
        return try open(
            file, ByteSource(descriptor: descriptor, count: Int64(size), deadline: deadline), prefix: prefix, container,
            bytes: size, name, limits)
    }

    private static func open(
        _ file: InputFile?, _ source: ByteSource, prefix: [UInt8], _ container: AudioContainer, bytes: Int,
        _ name: String, _ limits: Limits
    ) throws(MediaError) -> AudioFile {
        let demuxer: Demuxer
        do throws(FFmpegError) {
            demuxer = try Demuxer.open(source, format: container.demuxer, subject: name)
        } catch {
            throw MediaError(error, reading: "sound", input: name)
        }
        let streams = demuxer.streams
        if streams.count > limits.streams {
            throw MediaError(
                .limitExceeded, name, "The file has \(streams.count) streams; the limit is \(limits.streams).",
                hint: "Keep only the sound.")
        }
        guard let soundIndex = streams.soundIndex else {
            throw MediaError(
                .unsupportedFormat, name, "This is \(container.description) without sound in it.",
                hint: "Name a picture, a video or a sound.")
        }
        try limits.checkDuration(demuxer.statedDuration, of: "sound", name)
        return AudioFile(
            file, demuxer, container, bytes: bytes, promised: container.promisedBytes(prefix), streams, soundIndex, name
        )
    }
}
