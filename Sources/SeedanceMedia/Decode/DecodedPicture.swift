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
    /// What the scaled picture still needs to be sRGB.
    let conversion: ColorConversion?
    let toneMapping: ToneMapping?

    init(
        _ frame: consuming Frame, reduction: Int = 1, firstRow: Int = 0, color: Scaler.SourceColor, stored: PixelSize,
        samples: PixelSize? = nil, isAlphaPremultiplied: Bool = false, progress: RowProgress = .complete,
        conversion: ColorConversion? = nil, toneMapping: ToneMapping? = nil
    ) {
        self.conversion = conversion
        self.toneMapping = toneMapping
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
    func window(of rect: PixelRect) -> Scaler.Window {
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
        if let toneMapping {
            let picture = try toneMappedPicture(of: rect, size: size, orientation: orientation, toneMapping)
            picture.pixels.withUnsafeBufferPointer { pixels in
                if let start = pixels.baseAddress { rows(start, 0..<size.height) }
            }
            return picture
        }
        let channels = conversion?.channels ?? 3
        let upright = UprightCopy(to: size, orientation: orientation, channels: channels)
        // Where the rows stand upright until they are converted; with three channels that is where they stay.
        var inks = [UInt8](repeating: 0, count: channels == 3 ? 0 : size.area * channels)
        let pixels = try [UInt8](unsafeUninitializedCapacity: size.area * 3) { buffer, count throws(FFmpegError) in
            guard let target = buffer.baseAddress else { return }
            try inks.withUnsafeMutableBufferPointer { inks throws(FFmpegError) in
                let place = channels == 3 ? target : inks.baseAddress ?? target
                func finish(_ range: Range<Int>) {
                    let first = range.lowerBound * size.width
                    conversion?.convert(
                        place + first * channels, to: target + first * 3, count: range.count * size.width)
                    rows(target, range)
                }
                _ = try scale(frame, window(of: rect), toward: orientation.applied(to: size), following: progress) {
                    upright.copy($1, of: $0, to: place)
                    if upright.keepsRows { finish($1) }
                }
                if !upright.keepsRows { finish(0..<size.height) }
            }
            count = size.area * 3
        }
        return Picture(checked: size, pixels)
    }

    /// What the scaler makes.
    private var planes: PixelFormat { conversion?.channels == 4 ? .planarRGBA : .planarRGB }

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
                source, window, color: color, to: planes, width: width, height: height, following: progress,
                band: band)
        }
        let smaller = try Scaler.scale(
            source, window, color: color, to: planes, width: width, height: height, following: progress)
        let whole = Scaler.Window(x: 0, y: 0, width: width, height: height)
        return try scale(smaller, whole, toward: target, following: .complete, band: band)
    }
}
