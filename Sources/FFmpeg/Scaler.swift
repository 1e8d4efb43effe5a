import CFFmpeg

/// One pass of libswscale from a window of a frame to a picture of another size or format.
package enum Scaler {
    /// How the samples of a Y′CbCr source are to be understood; has no meaning for RGB.
    package struct SourceColor: Hashable, Sendable {
        package enum Matrix: String, Hashable, Sendable, CaseIterable { case bt601, bt709, fcc, smpte240m, bt2020 }

        package var matrix: Matrix
        package var isFullRange: Bool
        /// Whether reduced chroma lies in the middle between luma samples, as JPEG has it; else beside the left one, as
        /// MPEG has it.
        package var hasCenteredChroma: Bool

        package init(matrix: Matrix, isFullRange: Bool, hasCenteredChroma: Bool = true) {
            self.matrix = matrix
            self.isFullRange = isFullRange
            self.hasCenteredChroma = hasCenteredChroma
        }

        /// What JFIF says of every JPEG.
        package static let jfif = SourceColor(matrix: .bt601, isFullRange: true)
        /// What the WebP container specification says of lossy WebP.
        package static let webp = SourceColor(matrix: .bt601, isFullRange: false)

        var space: Int32 {
            switch matrix {
            case .bt601: SWS_CS_ITU601
            case .bt709: SWS_CS_ITU709
            case .fcc: SWS_CS_FCC
            case .smpte240m: SWS_CS_SMPTE240M
            case .bt2020: SWS_CS_BT2020
            }
        }
    }

    /// A rectangle of a frame, in its samples.
    package struct Window: Hashable, Sendable {
        package var x, y, width, height: Int

        package init(x: Int, y: Int, width: Int, height: Int) {
            (self.x, self.y, self.width, self.height) = (x, y, width, height)
        }
    }

    /// Beyond a factor of about 30 libswscale goes a way of its own through a picture in between, or gives up.
    package static let largestReduction = 24

    /// `window` of `source`, scaled with a Lanczos filter to `width` by `height` pixels of `format`.
    ///
    /// The window lies inside the frame, begins on whole chroma samples, and is at most `largestReduction` times the
    /// output. For 8-bit sources the result is within 0.1 dB of an exact filter whose result is rounded to 8 bits.
    ///
    /// - Parameters:
    ///   - keepsRange: whether Y′CbCr that becomes Y′CbCr keeps its range, too; else it becomes full range.
    ///   - progress: where the rows of a frame come from that is not complete; each band is scaled once it is there.
    ///   - band: is shown the rows of the result as they become final, from the top.
    /// **Throws**: `other` when libswscale cannot read the source's pixel format, or when the rows never come.
    package static func scale(
        _ source: borrowing Frame, _ window: Window, color: SourceColor, to format: PixelFormat, width: Int,
        height: Int, keepsRange: Bool = false, following progress: RowProgress = .complete,
        band: (borrowing Frame, Range<Int>) -> Void = { _, _ in }
    ) throws(FFmpegError) -> Frame {
        let subject = "\(source.format) \(window.width)x\(window.height) to \(format) \(width)x\(height)"
        guard window.x >= 0, window.y >= 0, window.width > 0, window.height > 0,
            window.width <= source.width - window.x, window.height <= .max - window.y, width > 0, height > 0
        else { throw outside(subject) }

        let output = try Frame.allocate(format, width: width, height: height)
        let context = try ScalerContext.open(
            window, source.format, color, width, height, format, keepsRange: keepsRange, subject)
        let (sourceRaw, sourceFormat) = unsafe (source.raw, source.format)
        var (fed, finished) = (0, 0)
        var known = window.y
        while fed < window.height {
            guard let held = progress.rows(beyond: known) else {
                throw FFmpegError("sws_scale", code: 0, subject: subject, detail: "the rest of the picture is missing")
            }
            known = held.upperBound
            var end = min(held.upperBound - window.y, window.height)
            // Bands end on whole chroma samples, except the last.
            if end < window.height { end -= end % (1 << sourceFormat.chromaShiftY) }
            guard end > fed else { continue }
            let y = window.y + fed - held.lowerBound
            guard y >= 0, end - fed <= source.height - y else { throw outside(subject) }
            let slice = Window(x: window.x, y: y, width: window.width, height: end - fed)
            let planes = unsafe windowedPlanes(sourceRaw, sourceFormat, slice)
            let gained = try unsafe context.scale(
                planes.starts, planes.strides, y: fed, height: end - fed, into: output, subject)
            band(output, finished..<finished + gained)
            finished += gained
            fed = end
        }
        return output
    }

    private static func outside(_ subject: String) -> FFmpegError {
        FFmpegError("sws_scale", code: 0, subject: subject, detail: "the window is not inside the frame")
    }

    /// All of `source` in another format; the result is wider or higher by a sample that means nothing where the source
    /// has an odd size and reduced chroma.
    ///
    /// libswscale stretches chroma planes to the size of the output, so that a last column that is only half covered
    /// would shift every colour. With an even size they fit exactly.
    package static func convert(
        _ source: borrowing Frame, color: SourceColor, to format: PixelFormat
    ) throws(FFmpegError) -> Frame {
        guard let padded = try source.paddedToWholeChroma() else {
            let whole = Window(x: 0, y: 0, width: source.width, height: source.height)
            return try scale(source, whole, color: color, to: format, width: whole.width, height: whole.height)
        }
        let whole = Window(x: 0, y: 0, width: padded.width, height: padded.height)
        return try scale(padded, whole, color: color, to: format, width: whole.width, height: whole.height)
    }

    /// Where the window begins in each plane.
    private static func windowedPlanes(
        _ frame: UnsafeMutablePointer<AVFrame>, _ format: PixelFormat, _ window: Window
    ) -> (starts: [UnsafePointer<UInt8>?], strides: [Int32]) {
        let data = unsafe [
            frame.pointee.data.0, frame.pointee.data.1, frame.pointee.data.2, frame.pointee.data.3,
        ]
        let strides = unsafe [
            frame.pointee.linesize.0, frame.pointee.linesize.1, frame.pointee.linesize.2, frame.pointee.linesize.3,
        ]
        guard let descriptor = unsafe av_pix_fmt_desc_get(format.raw) else { return unsafe ([], strides) }
        let components = unsafe [
            descriptor.pointee.comp.0, descriptor.pointee.comp.1, descriptor.pointee.comp.2, descriptor.pointee.comp.3,
        ].prefix(Int(descriptor.pointee.nb_components))
        let isPalette = unsafe descriptor.pointee.flags & UInt64(AV_PIX_FMT_FLAG_PAL) != 0
        let starts = unsafe data.enumerated().map { index, start -> UnsafePointer<UInt8>? in
            guard let start = unsafe start else { return nil }
            // The second plane of a palette format is the palette itself.
            if isPalette && index > 0 { return unsafe UnsafePointer(start) }
            let step = components.first { $0.plane == Int32(index) }.map { Int($0.step) } ?? 0
            let isChroma = !format.isRGB && (index == 1 || index == 2)
            let x = isChroma ? window.x >> format.chromaShiftX : window.x
            let y = isChroma ? window.y >> format.chromaShiftY : window.y
            return unsafe UnsafePointer(start + y * Int(strides[index]) + x * step)
        }
        return unsafe (starts, strides)
    }
}
