import FFmpeg
import SeedanceAPI

extension PictureFitter {
    /// The upright source, small, with what the plan leaves out darkened and the window framed.
    ///
    /// **Throws**: as `fit`.
    public func preview(of source: MediaSource, plan: CropPlan, longestSide: Int = 1024) throws(MediaError) -> Picture {
        try preview(of: PictureOpener(limits: limits).open(source), plan: plan, longestSide: longestSide)
    }

    func preview(
        of decoder: some FittablePicture, plan: CropPlan, longestSide: Int = 1024
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
        picture.frame(
            PixelRect(
                x: Int(Double(plan.window.x) * scale), y: Int(Double(plan.window.y) * scale),
                width: scaled(plan.window.width), height: scaled(plan.window.height)))
        return picture
    }
}

extension Picture {
    /// Darkens what lies outside `window` and draws a line around it.
    fileprivate mutating func frame(_ window: PixelRect) {
        let thickness = max(2, max(size.width, size.height) / 256)
        let right = min(size.width, window.x + window.width)
        let bottom = min(size.height, window.y + window.height)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let index = (y * size.width + x) * 3
                let isInside = x >= window.x && x < right && y >= window.y && y < bottom
                let edge = min(min(x - window.x, right - 1 - x), min(y - window.y, bottom - 1 - y))
                if !isInside {
                    for channel in 0..<3 { pixels[index + channel] = UInt8(Int(pixels[index + channel]) * 2 / 5) }
                } else if edge < thickness {
                    (pixels[index], pixels[index + 1], pixels[index + 2]) = (255, 196, 0)
                }
            }
        }
    }
}
