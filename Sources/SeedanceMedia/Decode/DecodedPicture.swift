import FFmpeg
import SeedanceAPI

/// A stored picture, or the part of it that is needed, as its decoder delivered it.
///
/// Units: one sample of `frame` stands for `reduction` by `reduction` pixels of the stored picture.
struct DecodedPicture: ~Copyable {
    let frame: Frame
    /// 1, or 2, 4, 8 where the decoder shrank the picture.
    let reduction: Int
    /// The first stored row that the frame holds.
    let firstRow: Int
    let color: Scaler.SourceColor
    /// Colours have been multiplied by alpha already, as TIFF can have it.
    let isAlphaPremultiplied: Bool
    /// Of the whole stored picture.
    let storedSize: PixelSize
    /// Samples of the whole stored picture at this reduction. The frame itself may be padded beyond them.
    let sampleSize: PixelSize

    init(
        _ frame: consuming Frame, reduction: Int = 1, firstRow: Int = 0, color: Scaler.SourceColor, stored: PixelSize,
        samples: PixelSize? = nil, isAlphaPremultiplied: Bool = false
    ) {
        self.frame = frame
        self.reduction = reduction
        self.firstRow = firstRow
        self.color = color
        self.isAlphaPremultiplied = isAlphaPremultiplied
        storedSize = stored
        sampleSize = samples ?? stored
    }

    /// The samples behind a rectangle of the stored picture that lies on the picture's grid.
    private func window(of rect: PixelRect) -> Scaler.Window {
        func span(_ start: Int, _ length: Int, _ total: Int, _ samples: Int) -> (Int, Int) {
            let first = min(start / reduction, samples - 1)
            let end = start + length >= total ? samples : (start + length) / reduction
            return (first, max(1, end - first))
        }
        let (x, width) = span(rect.x, rect.width, storedSize.width, sampleSize.width)
        let (y, height) = span(rect.y, rect.height, storedSize.height, sampleSize.height)
        return Scaler.Window(x: x, y: y - firstRow / reduction, width: width, height: height)
    }

    /// A rectangle of the stored picture, scaled to `size` and turned upright.
    ///
    /// - Parameter size: of the upright result.
    func picture(of rect: PixelRect, size: PixelSize, orientation: Orientation) throws(FFmpegError) -> Picture {
        let target = orientation.applied(to: size)
        let window = window(of: rect)
        let first = try scale(frame, window, toward: target)
        return try Picture(uprightFrom: first, orientation: orientation)
    }

    /// One pass for every picture that people have; more only where the filter would be too long for libswscale.
    private func scale(
        _ source: borrowing Frame, _ window: Scaler.Window, toward target: PixelSize
    ) throws(FFmpegError) -> Frame {
        let step = Scaler.largestReduction
        let width = max(target.width, (window.width + step - 1) / step)
        let height = max(target.height, (window.height + step - 1) / step)
        let scaled = try Scaler.scale(source, window, color: color, to: .planarRGB, width: width, height: height)
        if width == target.width, height == target.height { return scaled }
        return try scale(scaled, Scaler.Window(x: 0, y: 0, width: width, height: height), toward: target)
    }
}
