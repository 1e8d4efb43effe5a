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
        guard case .path = source.origin else {
            let bytes = try source.read(limit: limits.pictureBytes)
            let memory = MediaSource(bytes: bytes, name: source.name)
            return SniffedFormat.sniff(bytes)?.video == nil ? try picture(memory) : try video(memory)
        }
        return try isVideo(source) ? video(source) : picture(source)
    }

    private func isVideo(_ source: MediaSource) throws(MediaError) -> Bool {
        guard case .path(let path) = source.origin else { return false }
        let file = try InputFile.open(path, name: source.name)
        return SniffedFormat.sniff(try FileReader.prefix(of: file.descriptor, name: source.name))?.video != nil
    }

    private func picture(_ source: MediaSource) throws(MediaError) -> MediaReport {
        let bytes = try source.read(limit: limits.pictureBytes)
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

    private func video(_ source: MediaSource) throws(MediaError) -> MediaReport {
        let file = try VideoFile.open(source, limits: limits)
        let shown = file.video.displayedSize
        let report = MediaReport(
            kind: .video, mediaType: file.container.mediaType,
            size: PixelSize(width: shown.width, height: shown.height), bytes: file.bytes, orientation: nil,
            profile: nil,
            nearest: nil, duration: file.demuxer.duration ?? file.video.duration, frameRate: file.video.frameRate,
            frames: file.video.frames, videoCodec: file.video.codec,
            audioCodec: file.streams.first { $0.kind == .audio }?.codec, limits: [])
        return report.with(limits: profile.limits.videos.checks(report))
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
