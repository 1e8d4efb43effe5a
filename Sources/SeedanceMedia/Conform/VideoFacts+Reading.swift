import FFmpeg
import SeedanceAPI

extension VideoFacts {
    /// How long a video is and how regular is measured; its first pictures are decoded, because a container need not say
    /// what they are.
    ///
    /// - Parameter seconds: how much of the video will be needed at most.
    /// **Throws**: `noFrame`, `unsupportedColor`, `unsupportedCodec`, `truncated`, `damaged`, `timeout`.
    init(of source: MediaSource, limits: Limits, needing seconds: Double) throws(MediaError) {
        let timing = try VideoFacts.timing(of: source, limits: limits)
        let video = try VideoFile.open(source, limits: limits)
        let (stream, sound) = (video.video, video.streams.soundIndex)
        try video.checkSize(PixelSize(width: stream.width, height: stream.height))
        let beginning: Beginning
        do throws(FFmpegError) {
            beginning = try Beginning(of: video, sound: sound, within: seconds)
        } catch {
            throw MediaError(error, conforming: video.name, video.container)
        }
        guard let picture = beginning.picture, let length = timing?.duration else {
            throw MediaError(
                .noFrame, video.name, "No picture of the \(stream.codec) video can be decoded.",
                hint: "Copy or download it again, and look whether a player shows it.")
        }
        let treatment = ColorTreatment(
            frame: picture.colorimetry, stream: stream.colorimetry, lines: picture.size.height,
            format: picture.format, dolbyVision: stream.dolbyVision)
        if case .unsupported(let what) = treatment.way {
            throw MediaError(
                .unsupportedColor, video.name, "The video's colours are in \(what), which cannot be converted.",
                hint: "Export it as SDR (BT.709) first.")
        }
        let aperture = video.aperture(of: picture.size)
        let ratio =
            aperture.sampleAspectRatio ?? stream.givenSampleAspectRatio ?? picture.sampleAspectRatio ?? 1
        let geometry = FrameGeometry(
            stored: picture.size, cleanAperture: aperture.rect, sampleAspectRatio: ratio,
            matrix: picture.displayMatrix ?? stream.displayMatrix)
        let isConstant = timing?.isConstant ?? true
        self.init(
            mediaType: video.container.mediaType, bytes: video.bytes, seconds: length - video.seconds(beginning.unseen),
            frameRate: isConstant ? timing?.rate : stream.frameRate, averageFrameRate: isConstant ? nil : timing?.rate,
            stored: picture.size, visible: geometry.window,
            sampleAspectRatio: geometry.squareSize == geometry.window.size ? 1 : ratio,
            orientation: geometry.orientation, isInterlaced: beginning.isInterlaced, codec: stream.codec,
            pixelFormat: picture.format.description, colorimetry: treatment.colors,
            hasWideColors: treatment.way.needsFilters, soundCodec: sound.map { video.streams[$0].codec },
            isSoundDecoded: beginning.isSoundDecoded, firstPicture: picture.time ?? 0)
    }

    /// As for a report; but a file that is cut off is refused here.
    private static func timing(of source: MediaSource, limits: Limits) throws(MediaError) -> FrameTiming? {
        let measured = try VideoMeasurement(of: VideoFile.open(source, limits: limits))
        if let warning = measured.warnings.first(where: { $0.code == .truncated }) {
            throw MediaError(.truncated, source.name, warning.message, hint: "Copy or download it again.")
        }
        return measured.timing
    }
}

extension ColorTreatment.Way {
    fileprivate var needsFilters: Bool {
        if case .filters = self { true } else { false }
    }
}

extension MediaError {
    init(_ error: FFmpegError, conforming input: String, _ container: VideoContainer) {
        switch (error.kind, error.function) {
        case (.missingCodec, "avcodec_find_decoder"):
            self.init(
                .unsupportedCodec, input, "The video is coded as \(error.subject), which is not decoded here.",
                hint: "Convert it to H.264 first; `seedance doctor` shows what this build of FFmpeg has.")
        case (.missingCodec, "avcodec_find_encoder_by_name"):
            self.init(
                .missingLibrary, input, "This build of FFmpeg cannot encode: it has no \(error.subject).",
                hint: "Install FFmpeg with libx264: apt install ffmpeg, or brew install ffmpeg.")
        default: self.init(error, reading: "\(container.name) video", input: input)
        }
    }
}
