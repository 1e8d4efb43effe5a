import FFmpeg
import SeedanceAPI

/// A picture of a video, made ready to be fitted: progressive, in colours that need no more explanation, whole.
final class VideoPicture: FittablePicture {
    let name: String
    let orientation: Orientation
    let warnings: [MediaWarning]
    let source: FittedPicture.Source

    /// What its decoder leaves behind as long as the picture is held, in bytes: half of what two of them hold together.
    let heldBytes: Int

    private let picture: DecodedPicture

    var storedSize: PixelSize { picture.storedSize }

    /// What comes of a lossy video is worth keeping as it is: it goes into another one.
    var isLossless: Bool { true }

    /// - Parameter mediaType: of the video.
    /// **Throws**: `unsupportedColor`, `missingLibrary` where FFmpeg lacks a filter, `damaged`.
    init(_ video: VideoFrame, mediaType: String, name: String, limits: Limits) throws(MediaError) {
        let stored = PixelSize(width: video.frame.width, height: video.frame.height)
        let treatment = ColorTreatment(
            frame: video.frame.colorimetry, stream: video.stream.colorimetry, lines: stored.height,
            format: video.frame.format, dolbyVision: video.stream.dolbyVision)
        if case .unsupported(let what) = treatment.way {
            throw MediaError(
                .unsupportedColor, name, "The video's colours are in \(what), which cannot be converted.",
                hint: "Export it as SDR (BT.709) first.")
        }
        let geometry = FrameGeometry(video)
        guard geometry.squareSize.area <= limits.pixels else {
            throw MediaError(
                .limitExceeded, name,
                "With square pixels the picture has \(geometry.squareSize); the limit is \(limits.pixels) pixels.",
                hint: "Raise it with --max-megapixels if you trust the file.")
        }
        do throws(FFmpegError) {
            picture = try VideoPicture.prepare(video, treatment, geometry, name)
        } catch {
            throw MediaError(error, reading: "picture of the video", input: name)
        }
        self.name = name
        heldBytes =
            (stored.area.times(video.frame.format.halfBytesPerPixel) ?? 0) / 2
            * DecoderCost(codec: video.stream.codec).leftFrames / 2
        orientation = geometry.orientation
        warnings = video.warnings + VideoPicture.warnings(treatment, geometry)
        source = FittedPicture.Source(
            mediaType: mediaType, width: geometry.upright.width, height: geometry.upright.height,
            orientation: geometry.orientation.rawValue, profile: nil,
            frame: FrameFacts(
                position: video.position, time: video.time, index: video.index, color: treatment.facts,
                isToneMapped: treatment.isToneMapped, isDeinterlaced: video.frame.isInterlaced))
    }

    private static func warnings(_ treatment: ColorTreatment, _ geometry: FrameGeometry) -> [MediaWarning] {
        var warnings = [MediaWarning]()
        if treatment.isToneMapped {
            warnings.append(
                MediaWarning(
                    .toneMapped, "The video is HDR (\(treatment.facts.transfer)); the picture is tone-mapped to SDR."))
        }
        if geometry.isOddlyTurned {
            warnings.append(
                MediaWarning(.oddRotation, "The video is turned by an angle that is no quarter; the nearest was taken.")
            )
        }
        return warnings
    }

    private static func prepare(
        _ video: VideoFrame, _ treatment: ColorTreatment, _ geometry: FrameGeometry, _ name: String
    ) throws(FFmpegError) -> DecodedPicture {
        var color = Scaler.SourceColor.jfif
        var filters = video.frame.isInterlaced ? ["bwdif=mode=send_frame:deint=all"] : []
        switch treatment.way {
        case .matrix(let matrix): color = matrix
        case .filters(let chain): filters.append(chain)
        case .unsupported: break
        }
        // Limited range ends below the largest number, and only the scaler knows.
        let isFull = treatment.colors.isFullRange ?? true
        let frame =
            filters.isEmpty
            ? try isFull ? SixteenBit.reduce(video.frame.shared()) : video.frame.shared()
            : try video.filtered(filters.joined(separator: ","), treatment.colors, name)
        if geometry.isPlain, frame.format.canBeginAnywhere, frame.format.hasWholeChroma(in: geometry.squareSize) {
            return DecodedPicture(frame, color: color, stored: geometry.squareSize)
        }
        let target: PixelFormat = frame.format.mayHaveAlpha ? .rgba : .planarRGB
        let rgb = try Scaler.convert(frame, color: color, to: target)
        if let bits = frame.format.fewBits { FewBits.spread(bits, in: rgb) }
        let shown = geometry.isPlain ? rgb : try Scaler.resize(rgb, to: geometry, target)
        return DecodedPicture(shown, color: .jfif, stored: geometry.squareSize)
    }

    func reduction(from window: PixelSize, to output: PixelSize) -> Int { 1 }

    func gridStep(reduction: Int) -> Int {
        1 << max(picture.frame.format.chromaShiftX, picture.frame.format.chromaShiftY)
    }

    func untouched(if size: PixelSize) -> EncodedImage? { nil }

    func withPicture<Result>(
        rows: Range<Int>, reduction: Int, _ use: (borrowing DecodedPicture) throws(FFmpegError) -> Result
    ) throws(MediaError) -> Result {
        do throws(FFmpegError) {
            return try use(picture)
        } catch {
            throw MediaError(error, reading: "picture of the video", input: name)
        }
    }
}

extension FrameGeometry {
    init(_ video: VideoFrame) {
        let ratio =
            video.sampleAspectRatio ?? video.stream.givenSampleAspectRatio
            ?? video.frame.sampleAspectRatio.map { Double($0.width) / Double($0.height) } ?? 1
        self.init(
            stored: PixelSize(width: video.frame.width, height: video.frame.height), cleanAperture: video.cleanAperture,
            sampleAspectRatio: ratio, matrix: video.displayMatrix ?? video.stream.displayMatrix)
    }
}

extension VideoFrame {
    /// The picture after a chain of filters, which see the neighbour too.
    fileprivate func filtered(
        _ filters: String, _ colors: Colorimetry, _ name: String
    ) throws(FFmpegError) -> Frame {
        let target = try labelled(frame, colors, number: 1)
        let graph = try FilterGraph.video(filters, like: target, timeBase: (1, 25), threads: 0, subject: name)
        let before = position == .last
        if before { try sendNeighbour(to: graph, colors, number: 0) }
        try graph.send(target)
        if !before { try sendNeighbour(to: graph, colors, number: 2) }
        try graph.finish()
        guard var output = try graph.receive() else { throw .damaged(name, "the filters gave no picture") }
        while before, let next = try graph.receive() { output = next }
        return output
    }

    private func sendNeighbour(
        to graph: borrowing FilterGraph, _ colors: Colorimetry, number: Int64
    ) throws(FFmpegError) {
        guard let other = try neighbour?.shared() else { return }
        let frame = try labelled(other, colors, number: number)
        if graph.accepts(frame) { try graph.send(frame) }
    }

    private func labelled(
        _ frame: borrowing Frame, _ colors: Colorimetry, number: Int64
    ) throws(FFmpegError) -> Frame {
        func label(_ copy: consuming Frame) -> Frame {
            copy.label(colors)
            copy.retime(number)
            return copy
        }
        if let padded = try frame.paddedToWholeChroma() { return label(padded) }
        return label(try frame.shared())
    }
}

extension PixelFormat {
    /// Whether a picture of that size ends on whole chroma samples.
    fileprivate func hasWholeChroma(in size: PixelSize) -> Bool {
        size.width % (1 << chromaShiftX) == 0 && size.height % (1 << chromaShiftY) == 0
    }
}

extension Scaler {
    /// What is shown of an RGB frame, with square pixels.
    fileprivate static func resize(
        _ frame: borrowing Frame, to geometry: FrameGeometry, _ format: PixelFormat
    ) throws(FFmpegError) -> Frame {
        let window = geometry.window
        return try scale(
            frame, Window(x: window.x, y: window.y, width: window.width, height: window.height), color: .jfif,
            to: format,
            width: geometry.squareSize.width, height: geometry.squareSize.height)
    }
}
