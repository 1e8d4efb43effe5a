import FFmpeg
import SeedanceAPI

/// Looks at media files without decoding them.
public struct MediaInspector: Sendable {
    public var limits: Limits
    public var profile: ModelProfile

    public init(limits: Limits = .standard, profile: ModelProfile = .seedance2Mini) {
        self.limits = limits
        self.profile = profile
    }

    /// **Throws**: `MediaError` when it cannot be read, or is neither a picture nor a video.
    /// **Not an error**: a file that the service would refuse; see the report's limits.
    public func inspect(_ source: MediaSource) throws(MediaError) -> MediaReport {
        let deadline = ByteSource.now + limits.seconds
        if case .path(let path) = source.origin {
            let file = try InputFile.open(path, name: source.name)
            let prefix = try FileReader.prefix(of: file.descriptor, name: path)
            if let container = SniffedFormat.sniff(prefix)?.video {
                if file.size > limits.videoBytes {
                    throw .tooLarge(path, bytes: file.size, limit: limits.videoBytes)
                }
                let bytes = ByteSource(descriptor: file.descriptor, count: Int64(file.size), deadline: deadline)
                return try inspect(bytes, size: file.size, container, path)
            }
        }
        let bytes = try source.read(limit: limits.pictureBytes)
        if let container = SniffedFormat.sniff(bytes)?.video {
            return try inspect(ByteSource(bytes: bytes, deadline: deadline), size: bytes.count, container, source.name)
        }
        let header = try PictureOpener.header(of: bytes, name: source.name, limits: limits)
        return report(header, bytes: bytes.count)
    }

    private func report(_ header: ImageHeader, bytes: Int) -> MediaReport {
        let size = header.displaySize
        return MediaReport(
            kind: .image, mediaType: header.format.mediaType, size: size, bytes: bytes,
            orientation: header.orientation.rawValue, profile: header.profile?.description,
            nearest: FrameSize.nearest(to: size, resolution: profile.defaultResolution, among: profile.sizes),
            duration: nil, frameRate: nil, frames: nil, videoCodec: nil, audioCodec: nil,
            limits: profile.limits.images.checks(size, mediaType: header.format.mediaType, bytes: bytes))
    }

    private func inspect(
        _ source: ByteSource, size: Int, _ container: VideoContainer, _ name: String
    ) throws(MediaError) -> MediaReport {
        do {
            let demuxer = try Demuxer.open(source, format: container.demuxer, subject: name)
            let streams = demuxer.streams
            if streams.count > limits.streams {
                throw MediaError(
                    .limitExceeded, name, "The file has \(streams.count) streams; the limit is \(limits.streams).")
            }
            guard let video = streams.first(where: { $0.kind == .video && !$0.isAttachedPicture }), video.width > 0,
                video.height > 0
            else {
                throw MediaError(
                    .unsupportedFormat, name, "The \(container.name) file has no video in it.",
                    hint: "Name a video or a picture.")
            }
            let shown = video.displayedSize
            let report = MediaReport(
                kind: .video, mediaType: container.mediaType, size: PixelSize(width: shown.width, height: shown.height),
                bytes: size, orientation: nil, profile: nil, nearest: nil, duration: demuxer.duration ?? video.duration,
                frameRate: video.frameRate, frames: video.frames, videoCodec: video.codec,
                audioCodec: streams.first { $0.kind == .audio }?.codec, limits: [])
            return report.with(limits: profile.limits.videos.checks(report))
        } catch let error as FFmpegError {
            throw MediaError(error, reading: "\(container.name) video", input: name)
        } catch let error as MediaError {
            throw error
        } catch {
            throw MediaError(.internalDefect, name, "\(error)")
        }
    }
}

extension VideoContainer {
    /// FFmpeg's name of the input format.
    fileprivate var demuxer: String {
        switch self {
        case .mp4, .mov: "mov"
        case .webm, .mkv: "matroska"
        case .avi: "avi"
        case .mpegts: "mpegts"
        }
    }
}

extension MediaReport {
    fileprivate func with(limits: [Limit]) -> MediaReport {
        MediaReport(
            kind: kind, mediaType: mediaType, size: size, bytes: bytes, orientation: orientation, profile: profile,
            nearest: nearest, duration: duration, frameRate: frameRate, frames: frames, videoCodec: videoCodec,
            audioCodec: audioCodec, limits: limits)
    }
}
