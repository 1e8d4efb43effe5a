import FFmpeg
import SeedanceAPI

/// The pixels of a result, and how they came to be.
struct DrawnPicture {
    let picture: Picture
    let plan: CropPlan
    let showsBackground: Bool
    /// Where a window was looked for, what was found.
    var attention: AttentionMap?
    /// The file, where it was encoded on the way.
    var encoded: EncodedImage?
}

extension PictureFitter {
    func draw(
        _ decoder: some FittablePicture, _ plan: CropPlan, _ ahead: AheadEncoder?
    ) throws(MediaError) -> DrawnPicture {
        let (window, reduction) = stored(plan.drawn, of: decoder, like: plan)
        let orientation = decoder.orientation
        return try decoder.withOpaquePicture(
            rows: window.y..<window.y + window.height, reduction: reduction, on: options.background
        ) { (decoded, showsBackground) throws(FFmpegError) in
            let picture = try decoded.picture(of: window, size: plan.placement.size, orientation: orientation) {
                ahead?.write($0, $1)
            }
            return DrawnPicture(
                picture: try placed(picture, plan), plan: plan, showsBackground: showsBackground,
                encoded: ahead?.finish())
        }
    }

    /// Looks for what draws the eye, and shows that.
    func draw(
        _ decoder: some FittablePicture, _ crop: RoamingCrop, _ ahead: AheadEncoder?
    ) throws(MediaError) -> DrawnPicture {
        try decoder.isDecodedByRows && crop.isWorthDrawing ? drawAll(decoder, crop, ahead) : lookAndDraw(decoder, crop)
    }

    /// Scales all of the picture, looks at the rows as they come, and cuts the window out: nearly all of it is done when
    /// the last row has been decoded.
    private func drawAll(
        _ decoder: some FittablePicture, _ crop: RoamingCrop, _ ahead: AheadEncoder?
    ) throws(MediaError) -> DrawnPicture {
        let (window, reduction) = stored(crop.drawn, of: decoder, like: crop.centered)
        let orientation = decoder.orientation
        return try decoder.withOpaquePicture(
            rows: window.y..<window.y + window.height, reduction: reduction, on: options.background
        ) { (decoded, showsBackground) throws(FFmpegError) in
            var watch = AttentionWatch(crop.canvas, alongX: crop.isHorizontal)
            let picture = try decoded.picture(of: window, size: crop.canvas, orientation: orientation) {
                watch.add($0, $1)
                ahead?.write($0, $1)
            }
            let found = watch.find(length: crop.shownLength, of: crop.canvasLength, step: RoamingCrop.step)
            let plan = crop.plan(startingAt: found.start)
            let (shown, encoded) = try finish(picture, plan, ahead)
            return DrawnPicture(
                picture: shown, plan: plan, showsBackground: showsBackground, attention: found.map, encoded: encoded)
        }
    }

    /// Cuts the window out and ends its file, both at the same time where there is a core for each.
    private func finish(
        _ picture: Picture, _ plan: CropPlan, _ ahead: AheadEncoder?
    ) throws(FFmpegError) -> (Picture, EncodedImage?) {
        guard usesSecondCore, let ahead else { return (try placed(picture, plan), ahead?.finish(plan.shownPart)) }
        var shown: Swift.Result<Picture, FFmpegError>?
        var encoded: EncodedImage?
        concurrently {
            encoded = ahead.finish(plan.shownPart)
        } _: {
            shown = Swift.Result { () throws(FFmpegError) in try placed(picture, plan) }
        }
        guard let shown else { return (try placed(picture, plan), encoded) }
        return (try shown.get(), encoded)
    }

    /// Looks at all of the picture, and then scales the window from the same decoded frame.
    private func lookAndDraw(_ decoder: some FittablePicture, _ crop: RoamingCrop) throws(MediaError) -> DrawnPicture {
        let (centered, orientation) = (crop.centered, decoder.orientation)
        let (_, reduction) = stored(centered.window, of: decoder, like: centered)
        let whole = PixelRect(decoder.storedSize)
        let small = decoder.upright.shrunk(toLongestSide: AttentionFeatures.pixelsOnLongestSide)
        return try decoder.withOpaquePicture(
            rows: 0..<whole.height, reduction: reduction, on: options.background
        ) { (decoded, showsBackground) throws(FFmpegError) in
            let picture = try decoded.roughPicture(small, orientation: orientation)
            var watch = AttentionWatch(small, alongX: crop.isHorizontal)
            watch.add(picture)
            let (window, source) = (centered.window, centered.source)
            let found =
                crop.isHorizontal
                ? watch.find(length: window.width, of: source.width)
                : watch.find(length: window.height, of: source.height)
            let plan = crop.plan(scalingFrom: found.start)
            return DrawnPicture(
                picture: try decoded.picture(
                    of: orientation.stored(plan.window, in: plan.source), size: plan.output, orientation: orientation),
                plan: plan, showsBackground: showsBackground, attention: found.map)
        }
    }

    /// A rectangle of the upright picture as it is stored, and by how much the decoder may shrink it.
    private func stored(
        _ rect: PixelRect, of decoder: some FittablePicture, like plan: CropPlan
    ) -> (rect: PixelRect, reduction: Int) {
        let rect = decoder.orientation.stored(rect, in: plan.source)
        let wanted = decoder.reduction(from: plan.window.size, to: plan.shown)
        // A window laid out for another picture may lie between this one's lines; then it is decoded in full.
        return (rect, decoder.isOnGrid(rect, step: wanted) ? wanted : 1)
    }
}

extension DecodedPicture {
    /// All of it, small; of a large picture not from all of its rows. Waits for the last one.
    fileprivate func roughPicture(_ size: PixelSize, orientation: Orientation) throws(FFmpegError) -> Picture {
        guard progress.rows(beyond: .max - 1) != nil else {
            throw .damaged("picture", "the rest of the picture is missing")
        }
        let wanted = orientation.applied(to: size).height * 2
        let step = sampleSize.height >= wanted * 2 && wanted >= 4 ? sampleSize.height / wanted : 1
        let rows = try frame.everyRow(step)
        let samples = PixelSize(width: sampleSize.width, height: min(sampleSize.height / step, rows.height))
        let rough = DecodedPicture(
            rows, reduction: reduction, color: color, stored: storedSize, samples: samples,
            isAlphaPremultiplied: isAlphaPremultiplied, conversion: conversion, toneMapping: toneMapping)
        return try rough.picture(of: PixelRect(storedSize), size: size, orientation: orientation)
    }
}

extension PixelSize {
    /// The same shape, no larger than that.
    func shrunk(toLongestSide most: Int) -> PixelSize {
        let longest = max(width, height)
        guard longest > most else { return self }
        func side(_ length: Int) -> Int { max(1, (length * most + longest / 2) / longest) }
        return PixelSize(width: side(width), height: side(height))
    }
}

extension Picture {
    /// A part of it; nil where the rectangle is not inside.
    func cut(_ rect: PixelRect) -> Picture? {
        guard rect.x >= 0, rect.y >= 0, rect.width > 0, rect.height > 0, rect.x + rect.width <= size.width,
            rect.y + rect.height <= size.height
        else { return nil }
        let stride = rect.width * 3
        let cut = [UInt8](unsafeUninitializedCapacity: stride * rect.height) { target, count in
            pixels.withUnsafeBufferPointer { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                for y in 0..<rect.height {
                    let start = ((rect.y + y) * size.width + rect.x) * 3
                    (to + y * stride).initialize(from: from + start, count: stride)
                }
                count = stride * rect.height
            }
        }
        return Picture(checked: rect.size, cut)
    }
}
