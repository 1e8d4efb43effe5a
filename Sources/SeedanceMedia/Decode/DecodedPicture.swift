import FFmpeg
import SeedanceAPI

/// A stored picture, or the part of it that is needed, as its decoder delivers it.
///
/// Units: one sample of `frame` stands for `reduction` by `reduction` pixels of the stored picture.
struct DecodedPicture: ~Copyable {
    let frame: Frame
    /// 1, or 2, 4, 8 where the decoder shrank the picture.
    let reduction: Int
    /// The first stored row that the frame holds.
    let firstRow: Int
    /// How far the decoder has come, in rows of the frame.
    let progress: RowProgress
    let color: Scaler.SourceColor
    /// Colours have been multiplied by alpha already, as TIFF can have it.
    let isAlphaPremultiplied: Bool
    /// Of the whole stored picture.
    let storedSize: PixelSize
    /// Samples of the whole stored picture at this reduction. The frame itself may be padded beyond them.
    let sampleSize: PixelSize

    init(
        _ frame: consuming Frame, reduction: Int = 1, firstRow: Int = 0, color: Scaler.SourceColor, stored: PixelSize,
        samples: PixelSize? = nil, isAlphaPremultiplied: Bool = false, progress: RowProgress = .complete
    ) {
        self.frame = frame
        self.reduction = reduction
        self.firstRow = firstRow
        self.progress = progress
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

    /// A rectangle of the stored picture, scaled to `size` and turned upright, as the decoder brings its rows.
    ///
    /// - Parameters:
    ///   - size: of the upright result.
    ///   - rows: is shown the rows of the result as they become final, from the top; the pointer is to the first of all.
    func picture(
        of rect: PixelRect, size: PixelSize, orientation: Orientation,
        rows: (UnsafePointer<UInt8>, Range<Int>) -> Void = { _, _ in }
    ) throws(FFmpegError) -> Picture {
        let upright = UprightCopy(to: size, orientation: orientation)
        let pixels = try [UInt8](unsafeUninitializedCapacity: size.area * 3) { buffer, count throws(FFmpegError) in
            guard let target = buffer.baseAddress else { return }
            _ = try scale(frame, window(of: rect), toward: orientation.applied(to: size), following: progress) {
                upright.copy($1, of: $0, to: target)
                if upright.keepsRows { rows(target, $1) }
            }
            if !upright.keepsRows { rows(target, 0..<size.height) }
            count = size.area * 3
        }
        return Picture(checked: size, pixels)
    }

    /// One pass for every picture that people have; more only where the filter would be too long for libswscale.
    private func scale(
        _ source: borrowing Frame, _ window: Scaler.Window, toward target: PixelSize, following progress: RowProgress,
        band: (borrowing Frame, Range<Int>) -> Void
    ) throws(FFmpegError) -> Frame {
        let step = Scaler.largestReduction
        let width = max(target.width, (window.width + step - 1) / step)
        let height = max(target.height, (window.height + step - 1) / step)
        if width == target.width, height == target.height {
            return try Scaler.scale(
                source, window, color: color, to: .planarRGB, width: width, height: height, following: progress,
                band: band)
        }
        let smaller = try Scaler.scale(
            source, window, color: color, to: .planarRGB, width: width, height: height, following: progress)
        let whole = Scaler.Window(x: 0, y: 0, width: width, height: height)
        return try scale(smaller, whole, toward: target, following: .complete, band: band)
    }
}
