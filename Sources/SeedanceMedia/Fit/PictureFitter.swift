import FFmpeg
import SeedanceAPI

/// Turns whatever picture people have into one of exactly the service's sizes.
public struct PictureFitter: Sendable {
    public var options: FitOptions
    public var limits: Limits

    public init(_ options: FitOptions = FitOptions(), limits: Limits = .standard) {
        self.options = options
        self.limits = limits
    }

    /// Reads, decodes, crops, scales and turns upright.
    ///
    /// **Throws**: `MediaError` that names the input, what it really is, and what to do.
    /// **Not an error**: a crop that loses much, an enlargement, flattened transparency: these are warnings.
    public func fit(_ source: MediaSource) throws(MediaError) -> FittedPicture {
        try fit(PictureOpener(limits: limits).open(source))
    }

    /// - Parameter gridStep: the coarsest grid of all pictures that are to get the same window.
    func fit(_ decoder: PictureDecoder, gridStep: Int = 1) throws(MediaError) -> FittedPicture {
        let upright = decoder.upright
        let output = options.size.output(for: upright)
        let plan = plan(for: decoder, output, gridStep: gridStep)
        do {
            let pixels = try draw(decoder, plan)
            var warnings = decoder.warnings
            if plan.lost > 0.25 {
                warnings.append(
                    MediaWarning(
                        .cropLoss,
                        "\(percent(plan.lost)) of the picture is cut off; --mode pad or blur would show all of it."))
            }
            if plan.scale > 1.5 {
                let factor = (plan.scale * 100).rounded() / 100
                warnings.append(
                    MediaWarning(.upscale, "The picture is enlarged \(factor) times; a larger original looks sharper."))
            }
            if pixels.showsBackground {
                warnings.append(
                    MediaWarning(
                        .alphaFlattened, "Transparent parts show the background; --background sets its colour."))
            }
            return FittedPicture(
                source: FittedPicture.Source(decoder), row: options.size.row(for: upright), plan: plan,
                picture: pixels.picture,
                warnings: warnings,
                untouched: pixels.showsBackground ? nil : decoder.untouched(if: output),
                isLossless: decoder.header.isLossless)
        } catch let error as FFmpegError {
            throw MediaError(error, reading: decoder.header.format, input: decoder.name)
        } catch let error as MediaError {
            throw error
        } catch {
            throw MediaError(.internalDefect, decoder.name, "\(error)")
        }
    }

    private func plan(for decoder: PictureDecoder, _ output: PixelSize, gridStep: Int) -> CropPlan {
        switch options.mode {
        case .pad, .blur: return .pad(output, from: decoder.upright)
        case .stretch: return .stretch(output, from: decoder.upright)
        case .crop:
            let step = max(gridStep, self.gridStep(for: decoder))
            return .fill(output, from: decoder.upright, focus: options.focus, grid: decoder.grid(step: step))
        }
    }

    /// How far apart the lines are on which a crop of this picture may begin and end.
    func gridStep(for decoder: PictureDecoder) -> Int {
        let output = options.size.output(for: decoder.upright)
        let rough = CropPlan.fill(output, from: decoder.upright, focus: options.focus)
        return decoder.gridStep(reduction: decoder.reduction(from: rough.window.size, to: output))
    }

    private func draw(
        _ decoder: PictureDecoder, _ plan: CropPlan
    ) throws -> (picture: Picture, showsBackground: Bool) {
        let orientation = decoder.header.orientation
        let window = orientation.stored(plan.window, in: plan.source)
        let reduction = decoder.reduction(from: plan.window.size, to: plan.placement.size)
        let decoded = try decoder.decode(rows: window.y..<window.y + window.height, reduction: reduction)
        let flat = try FlattenedPicture(decoded, on: options.background)
        let picture = try flat.picture.picture(of: window, size: plan.placement.size, orientation: orientation)
        guard plan.placement.size != plan.output else { return (picture, flat.showsBackground) }

        var canvas = Picture(size: plan.output, filledWith: options.background)
        if options.mode == .blur { canvas = try blurredCopy(picture, plan.output) }
        canvas.draw(picture, at: plan.placement)
        return (canvas, flat.showsBackground)
    }

    /// The picture itself, enlarged to fill the output and blurred beyond recognition: through a small copy, because
    /// what is blurred away need not be computed.
    private func blurredCopy(_ picture: Picture, _ output: PixelSize) throws -> Picture {
        let small = PixelSize(width: max(8, output.width / 8), height: max(8, output.height / 8))
        let fill = CropPlan.fill(small, from: picture.size)
        let shrunk = try picture.scaled(fill.window, to: small).blurred(radius: 4)
        return try shrunk.scaled(PixelRect(small), to: output)
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

extension Picture {
    /// Another size of the same picture, or of a window of it.
    func scaled(_ window: PixelRect, to size: PixelSize) throws(FFmpegError) -> Picture {
        let decoded = DecodedPicture(try frame(as: .rgb), color: .jfif, stored: self.size)
        return try decoded.picture(of: window, size: size, orientation: .upright)
    }
}

extension FittedPicture.Source {
    init(_ decoder: PictureDecoder) {
        self.init(
            mediaType: decoder.header.format.mediaType, width: decoder.upright.width, height: decoder.upright.height,
            orientation: decoder.header.orientation.rawValue, profile: decoder.header.profile?.description)
    }
}
