import FFmpeg
import SeedanceAPI

/// Looks at media files without decoding them.
public struct MediaInspector: Sendable {
    public var limits: Limits
    public var profile: ModelProfile
    /// Where files are read; nil for this process.
    public var cage: DecoderCage?

    public init(limits: Limits = .standard, profile: ModelProfile = .seedance2Mini, cage: DecoderCage? = nil) {
        self.limits = limits
        self.profile = profile
        self.cage = cage
    }

    /// Of a video every frame is counted, in the index of MP4 and QuickTime, packet by packet in other containers.
    ///
    /// **Throws**: `MediaError` when it cannot be read, or is neither a picture nor a video nor a sound.
    /// **Not an error**: a file that the service would refuse; see the report's limits. A file that is cut off or lies
    /// about itself, as long as some of it can be read; see the report's warnings.
    public func inspect(_ source: MediaSource) throws(MediaError) -> MediaReport {
        if let cage {
            let files = JobFiles([try source.reread(limit: limits.pictureBytes)])
            return try InspectJob(limits: limits, profile: profile).run(
                on: files, in: cage, name: source.name, seconds: limits.seconds)
        }
        guard let file = try source.file() else {
            let bytes = try source.read(limit: limits.pictureBytes)
            return try inspect(MediaSource(bytes: bytes, name: source.name), beginning: bytes)
        }
        let beginning = try FileReader.prefix(of: file.descriptor, name: source.name)
        return try inspect(MediaSource(.opened(file), name: source.name), beginning: beginning)
    }

    private func inspect(_ source: MediaSource, beginning: [UInt8]) throws(MediaError) -> MediaReport {
        switch SniffedFormat.sniff(beginning) {
        case .video(let container): try videoOrSound(source, container)
        case .audio(let container): try sound(source, container)
        case .other(let format): throw MediaError(inspecting: format, source.name)
        case nil where !beginning.isEmpty: throw .unknown(source.name)
        case .image, nil: try picture(source)
        }
    }

    private func picture(_ source: MediaSource) throws(MediaError) -> MediaReport {
        let bytes = try source.read(limit: limits.pictureBytes)
        let header = try PictureOpener.header(of: bytes, name: source.name, limits: limits)
        let size = header.displaySize
        var report = MediaReport(kind: .image, mediaType: header.format.mediaType, bytes: bytes.count)
        report.size = size
        report.orientation = header.orientation.rawValue
        report.profile = header.colorName
        report.nearest = FrameSize.nearest(to: size, resolution: profile.defaultResolution, among: profile.sizes)
        report.limits = profile.limits.images.checks(size, mediaType: report.mediaType, bytes: report.bytes)
        return report
    }

    private func videoOrSound(_ source: MediaSource, _ container: VideoContainer) throws(MediaError) -> MediaReport {
        do throws(MediaError) {
            return try video(source)
        } catch {
            guard error.code == .noVideo else { throw error }
            let nothing = error
            do throws(MediaError) {
                return try sound(source, .withoutVideo(container))
            } catch {
                throw error.code == .unsupportedFormat ? nothing : error
            }
        }
    }

    private func video(_ source: MediaSource) throws(MediaError) -> MediaReport {
        let file = try VideoFile.open(source, limits: limits)
        let measured = try VideoMeasurement(of: file)
        let geometry = FrameGeometry(file)
        var report = MediaReport(kind: .video, mediaType: file.container.mediaType, bytes: file.bytes)
        report.container = file.container.rawValue
        report.size = geometry.upright
        report.duration = measured.timing?.duration
        report.frameRate = measured.timing?.rate
        report.frameRateMode = measured.timing.map { $0.isConstant ? .constant : .variable }
        report.frames = measured.timing?.frames ?? 0
        report.video = VideoTrack(file.video)
        report.audio = file.streams.soundIndex.map {
            AudioTrack(file.streams[$0], duration: measured.soundDuration)
        }
        report.warnings = measured.warnings + (geometry.isOddlyTurned ? [.oddlyTurned(file.video.rotation)] : [])
        report.limits = profile.limits.videos.checks(report)
        return report
    }

    private func sound(_ source: MediaSource, _ container: AudioContainer) throws(MediaError) -> MediaReport {
        let file = try AudioFile.open(source, as: container, limits: limits)
        let measured = try SoundMeasurement(of: file)
        var report = MediaReport(kind: .audio, mediaType: container.mediaType, bytes: file.bytes)
        report.container = container.identifier
        report.duration = measured.duration
        report.audio = AudioTrack(file.streams[file.soundIndex], duration: measured.duration)
        report.warnings = measured.warnings
        report.limits = profile.limits.audios.checks(report)
        return report
    }
}

extension FrameGeometry {
    fileprivate init(_ file: borrowing VideoFile) {
        let stored = PixelSize(width: file.video.width, height: file.video.height)
        let aperture = file.aperture(of: stored)
        self.init(
            stored: stored, cleanAperture: aperture.rect,
            sampleAspectRatio: aperture.sampleAspectRatio ?? file.video.sampleAspectRatio,
            matrix: file.video.displayMatrix)
    }
}

extension MediaWarning {
    fileprivate static func oddlyTurned(_ degrees: Double) -> MediaWarning {
        MediaWarning(.oddRotation, "The video is turned by \(degrees.magnitude.brief) degrees, which is no quarter.")
    }
}
