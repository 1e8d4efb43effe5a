import FFmpeg
import SeedanceAPI

extension PictureFitter {
    /// The upright source, small, with what the plan leaves out darkened and the window framed.
    ///
    /// **Throws**: as `fit`.
    public func preview(of source: MediaSource, plan: CropPlan, longestSide: Int = 1024) throws(MediaError) -> Picture {
        guard cage == nil else {
            return try cagedPreview(of: source, plan: plan, showsAttention: false, longestSide: longestSide)
        }
        return try preview(of: PictureOpener(limits: limits).open(source), plan: plan, longestSide: longestSide)
    }

    private func cagedPreview(
        of source: MediaSource, plan: CropPlan, showsAttention: Bool, longestSide: Int
    ) throws(MediaError) -> Picture {
        let files = JobFiles([try source.reread(limit: limits.pictureBytes)])
        return try PreviewJob(
            options: options, limits: limits, plan: plan, showsAttention: showsAttention, longestSide: longestSide
        ).run(on: files, in: cage, name: source.name, seconds: limits.seconds)
    }

    /// The same for a picture that was fitted; where its window was found, with a second panel that shows what drew the
    /// eye, the brighter the more.
    ///
    /// - Parameter source: what it was made from.
    public func preview(
        of source: MediaSource, showing fitted: FittedPicture, longestSide: Int = 1024
    ) throws(MediaError) -> Picture {
        guard cage == nil else {
            return try cagedPreview(
                of: source, plan: fitted.plan, showsAttention: fitted.focus != nil, longestSide: longestSide)
        }
        return try preview(
            of: PictureOpener(limits: limits).open(source), plan: fitted.plan, attention: fitted.attention,
            longestSide: longestSide)
    }

    func preview(
        of decoder: some FittablePicture, plan: CropPlan, attention: AttentionMap? = nil, longestSide: Int = 1024
    ) throws(MediaError) -> Picture {
        let upright = decoder.upright
        let scale = min(1, Double(longestSide) / Double(max(upright.width, upright.height)))
        func scaled(_ length: Int) -> Int { max(1, Int((Double(length) * scale).rounded())) }
        let size = PixelSize(width: scaled(upright.width), height: scaled(upright.height))
        let (whole, orientation) = (PixelRect(decoder.storedSize), decoder.orientation)
        let reduction = decoder.reduction(from: upright, to: size)
        var picture = try decoder.withOpaquePicture(
            rows: 0..<whole.height, reduction: reduction, on: options.background
        ) { (decoded, _) throws(FFmpegError) in
            try decoded.picture(of: whole, size: size, orientation: orientation)
        }
        let window = PixelRect(
            x: Int(Double(plan.window.x) * scale), y: Int(Double(plan.window.y) * scale),
            width: scaled(plan.window.width), height: scaled(plan.window.height))
        let seen = attention.map { $0.drawn(over: picture) }
        picture.frame(window, darkening: true)
        guard var seen else { return picture }
        seen.frame(window, darkening: false)
        return picture.joined(with: seen)
    }
}

extension Picture {
    /// Draws a line around `window`, and darkens what lies outside.
    fileprivate mutating func frame(_ window: PixelRect, darkening: Bool) {
        let thickness = max(2, max(size.width, size.height) / 256)
        let right = min(size.width, window.x + window.width)
        let bottom = min(size.height, window.y + window.height)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let index = (y * size.width + x) * 3
                let isInside = x >= window.x && x < right && y >= window.y && y < bottom
                let edge = min(min(x - window.x, right - 1 - x), min(y - window.y, bottom - 1 - y))
                if !isInside {
                    guard darkening else { continue }
                    for channel in 0..<3 { pixels[index + channel] = UInt8(Int(pixels[index + channel]) * 2 / 5) }
                } else if edge < thickness {
                    (pixels[index], pixels[index + 1], pixels[index + 2]) = (255, 196, 0)
                }
            }
        }
    }

    /// Two pictures of one size, below each other or side by side, whichever is nearer to a square.
    fileprivate func joined(with other: Picture) -> Picture {
        let gap = max(4, max(size.width, size.height) / 128)
        let isWide = size.width >= size.height
        var both = Picture(
            size: isWide
                ? PixelSize(width: size.width, height: size.height * 2 + gap)
                : PixelSize(width: size.width * 2 + gap, height: size.height), filledWith: .white)
        both.draw(self, at: PixelRect(size))
        both.draw(
            other,
            at: PixelRect(
                x: isWide ? 0 : size.width + gap, y: isWide ? size.height + gap : 0, width: size.width,
                height: size.height))
        return both
    }
}
