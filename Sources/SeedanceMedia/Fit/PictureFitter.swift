import FFmpeg
import SeedanceAPI

/// Turns whatever picture people have into one of exactly the service's sizes.
public struct PictureFitter: Sendable {
    public var options: FitOptions
    public var limits: Limits
    /// Whether one picture may keep two cores busy. Better off where pictures are fitted side by side on all cores.
    public var usesSecondCore = true
    /// Where pictures are decoded; nil for this process.
    public var cage: DecoderCage?

    public init(_ options: FitOptions = FitOptions(), limits: Limits = .standard, cage: DecoderCage? = nil) {
        self.options = options
        self.limits = limits
        self.cage = cage
    }

    /// Reads, decodes, crops, scales and turns upright.
    ///
    /// **Throws**: `MediaError` that names the input, what it really is, and what to do.
    /// **Not an error**: a crop that loses much, an enlargement, flattened transparency: these are warnings.
    public func fit(_ source: MediaSource) throws(MediaError) -> FittedPicture {
        guard let cage else { return try fit(source, encoding: nil) }
        let files = JobFiles([try source.reread(limit: limits.pictureBytes)])
        return try PictureJob(options: options, limits: limits, usesSecondCore: usesSecondCore).run(
            on: files, in: cage, name: source.name, seconds: limits.seconds)
    }

    /// - Parameter encoding: how the result will be encoded; a JPEG is then begun before the last row is there.
    func fit(_ source: MediaSource, encoding: EncodingOptions?) throws(MediaError) -> FittedPicture {
        var decoder = try PictureOpener(limits: limits).open(source)
        let layout = layout(for: decoder)
        // Rows that make room for the next ones can be looked at once.
        decoder.overlaps = usesSecondCore || layout.looksTwice
        return try fit(decoder, layout: layout, encoding: encoding)
    }

    /// - Parameter others: pictures that will be drawn with the plan of this one.
    func fit(
        _ decoder: some FittablePicture, and others: [any FittablePicture] = [], encoding: EncodingOptions? = nil
    ) throws(MediaError) -> FittedPicture {
        try fit(decoder, layout: layout(for: decoder, and: others), encoding: encoding)
    }

    /// - Parameter plan: for a picture of this one's upright size.
    func fit(
        _ decoder: some FittablePicture, plan: CropPlan, encoding: EncodingOptions? = nil
    ) throws(MediaError) -> FittedPicture {
        try fit(decoder, layout: .fixed(plan), encoding: encoding)
    }

    private func fit(
        _ decoder: some FittablePicture, layout: Layout, encoding: EncodingOptions?
    ) throws(MediaError) -> FittedPicture {
        let drawn: DrawnPicture
        switch layout {
        case .fixed(let plan):
            let isPlain = plan.placement.size == plan.output && usesSecondCore
            let quality = isPlain ? qualityAhead(decoder, plan.output, encoding) : nil
            drawn = try draw(decoder, plan, quality.flatMap { AheadEncoder(size: plan.output, quality: $0) })
        case .roaming(let crop):
            // All of it, of which the window's blocks are taken in the end. Also on one core, so that the file is the
            // same.
            let quality = decoder.comesByRows ? qualityAhead(decoder, crop.centered.output, encoding) : nil
            drawn = try draw(decoder, crop, quality.flatMap { AheadEncoder(size: crop.canvas, quality: $0) })
        }
        let plan = drawn.plan
        return FittedPicture(
            source: decoder.source, row: options.size.row(for: decoder.upright), plan: plan,
            picture: drawn.picture,
            warnings: decoder.warnings + warnings(of: plan, showsBackground: drawn.showsBackground),
            focus: options.findsFocus ? plan.focus : nil, attention: drawn.attention,
            untouched: drawn.showsBackground ? nil : decoder.untouched(if: plan.output),
            isLossless: decoder.isLossless, ahead: drawn.encoded)
    }

    /// With what quality a JPEG can be begun; nil where the file is not known to become one of this very picture.
    private func qualityAhead(
        _ decoder: some FittablePicture, _ output: PixelSize, _ encoding: EncodingOptions?
    ) -> Int? {
        guard let encoding, decoder.storedSize != output else { return nil }
        let (format, quality) = encoding.choice(isLossless: decoder.isLossless)
        return format == .jpeg ? quality : nil
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

    /// On its background, where it does not fill the output; without what lies outside of it.
    func placed(_ picture: Picture, _ plan: CropPlan) throws(FFmpegError) -> Picture {
        guard plan.placement.size != plan.output else { return picture }
        if plan.shown == plan.output, let cut = picture.cut(plan.shownPart) { return cut }
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

extension FittablePicture {
    /// Whether the first rows of the upright picture are there while the last ones are still decoded.
    fileprivate var comesByRows: Bool { isDecodedByRows && !orientation.swapsSides && !orientation.runsBackwards.y }
}

extension Picture {
    /// Another size of the same picture, or of a window of it.
    func scaled(_ window: PixelRect, to size: PixelSize) throws(FFmpegError) -> Picture {
        let decoded = DecodedPicture(try frame(as: .rgb), color: .jfif, stored: self.size)
        return try decoded.picture(of: window, size: size, orientation: .upright)
    }
}
