import FFmpeg
import SeedanceAPI

/// Turns whatever picture people have into one of exactly the service's sizes.
public struct PictureFitter: Sendable {
    public var options: FitOptions
    public var limits: Limits
    /// Whether one picture may keep two cores busy. Better off where pictures are fitted side by side on all cores.
    public var usesSecondCore = true

    public init(_ options: FitOptions = FitOptions(), limits: Limits = .standard) {
        self.options = options
        self.limits = limits
    }

    /// Reads, decodes, crops, scales and turns upright.
    ///
    /// **Throws**: `MediaError` that names the input, what it really is, and what to do.
    /// **Not an error**: a crop that loses much, an enlargement, flattened transparency: these are warnings.
    public func fit(_ source: MediaSource) throws(MediaError) -> FittedPicture { try fit(source, encoding: nil) }

    /// - Parameter encoding: how the result will be encoded; a JPEG is then begun before the last row is there.
    func fit(_ source: MediaSource, encoding: EncodingOptions?) throws(MediaError) -> FittedPicture {
        var decoder = try PictureOpener(limits: limits).open(source)
        decoder.overlaps = usesSecondCore
        return try fit(decoder, plan: plan(for: decoder), encoding: encoding)
    }

    /// - Parameter plan: for a picture of this one's upright size.
    func fit(
        _ decoder: some FittablePicture, plan: CropPlan, encoding: EncodingOptions? = nil
    ) throws(MediaError) -> FittedPicture {
        let ahead = aheadEncoder(decoder, plan, encoding)
        let drawn = try draw(decoder, plan, ahead)
        return FittedPicture(
            source: decoder.source, row: options.size.row(for: decoder.upright), plan: plan,
            picture: drawn.picture,
            warnings: decoder.warnings + warnings(of: plan, showsBackground: drawn.showsBackground),
            untouched: drawn.showsBackground ? nil : decoder.untouched(if: plan.output),
            isLossless: decoder.isLossless, ahead: ahead?.finish())
    }

    /// Nil where the file is not known to become a JPEG of this very picture.
    private func aheadEncoder(
        _ decoder: some FittablePicture, _ plan: CropPlan, _ encoding: EncodingOptions?
    ) -> AheadEncoder? {
        guard usesSecondCore, let encoding, plan.placement.size == plan.output, decoder.storedSize != plan.output
        else {
            return nil
        }
        let (format, quality) = encoding.choice(isLossless: decoder.isLossless)
        return format == .jpeg ? AheadEncoder(size: plan.output, quality: quality) : nil
    }

    private func warnings(of plan: CropPlan, showsBackground: Bool) -> [MediaWarning] {
        var warnings = [MediaWarning]()
        if plan.lost > 0.25 {
            let share = "\(Int((plan.lost * 100).rounded())) %"
            warnings.append(
                MediaWarning(.cropLoss, "\(share) of the picture is cut off; --mode pad or blur would show all of it."))
        }
        if plan.scale > 1.5 {
            let factor = (plan.scale * 100).rounded() / 100
            warnings.append(
                MediaWarning(.upscale, "The picture is enlarged \(factor) times; a larger original looks sharper."))
        }
        if showsBackground {
            warnings.append(
                MediaWarning(.alphaFlattened, "Transparent parts show the background; --background sets its colour."))
        }
        return warnings
    }

    /// What is shown of a picture, and of others of the same upright size that must show the same.
    ///
    /// The window keeps to the lines of the coarsest grid among them, as they lie in the first one.
    func plan(for decoder: some FittablePicture, and others: [any FittablePicture] = []) -> CropPlan {
        let output = options.size.output(for: decoder.upright)
        let rough = plan(for: decoder, output, grid: .pixels)
        let step = ([decoder] + others as [any FittablePicture])
            .map { $0.gridStep(reduction: $0.reduction(from: rough.window.size, to: rough.placement.size)) }.max()
        return plan(for: decoder, output, grid: decoder.grid(step: step ?? 1))
    }

    private func plan(for decoder: some FittablePicture, _ output: PixelSize, grid: PixelGrid) -> CropPlan {
        switch (options.mode, options.size) {
        // A picture that keeps its own shape differs from it by rounding only.
        case (.stretch, _), (_, .own): .stretch(output, from: decoder.upright, grid: grid)
        case (.crop, _): .fill(output, from: decoder.upright, focus: options.focus, grid: grid)
        case (.pad, _), (.blur, _): .pad(output, from: decoder.upright, grid: grid)
        }
    }

    private func draw(
        _ decoder: some FittablePicture, _ plan: CropPlan, _ ahead: AheadEncoder?
    ) throws(MediaError) -> (picture: Picture, showsBackground: Bool) {
        let orientation = decoder.orientation
        let window = orientation.stored(plan.window, in: plan.source)
        // A window laid out for another picture may lie between this one's lines; then it is decoded in full.
        let wanted = decoder.reduction(from: plan.window.size, to: plan.placement.size)
        let reduction = decoder.isOnGrid(window, step: wanted) ? wanted : 1
        return try decoder.withOpaquePicture(
            rows: window.y..<window.y + window.height, reduction: reduction, on: options.background
        ) { (decoded, showsBackground) throws(FFmpegError) in
            let picture = try decoded.picture(of: window, size: plan.placement.size, orientation: orientation) {
                ahead?.write($0, $1)
            }
            return (try placed(picture, plan), showsBackground)
        }
    }

    /// On its background, where it does not fill the output.
    private func placed(_ picture: Picture, _ plan: CropPlan) throws(FFmpegError) -> Picture {
        guard plan.placement.size != plan.output else { return picture }
        var canvas =
            options.mode == .blur
            ? try blurredCopy(picture, plan.output) : Picture(size: plan.output, filledWith: options.background)
        canvas.draw(picture, at: plan.placement)
        return canvas
    }

    /// The picture itself, enlarged to fill the output and blurred beyond recognition: through a small copy, because
    /// what is blurred away need not be computed.
    private func blurredCopy(_ picture: Picture, _ output: PixelSize) throws(FFmpegError) -> Picture {
        let small = PixelSize(width: max(8, output.width / 8), height: max(8, output.height / 8))
        let fill = CropPlan.fill(small, from: picture.size)
        let shrunk = try picture.scaled(fill.window, to: small).blurred(radius: 4)
        return try shrunk.scaled(PixelRect(small), to: output)
    }
}

extension Picture {
    /// Another size of the same picture, or of a window of it.
    func scaled(_ window: PixelRect, to size: PixelSize) throws(FFmpegError) -> Picture {
        let decoded = DecodedPicture(try frame(as: .rgb), color: .jfif, stored: self.size)
        return try decoded.picture(of: window, size: size, orientation: .upright)
    }
}
