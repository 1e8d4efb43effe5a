import FFmpeg
import SeedanceAPI

/// How a picture of many bits is scaled without a change of its colours: to planes of 16 bits.
struct DeepTarget {
    private let format: PixelFormat
    private let source: Scaler.SourceColor
    /// Of a sample of the source.
    private let bits: Int
    private let isFullRange: Bool
    /// What the planes mean, for filters.
    let colors: Colorimetry

    init(_ source: PixelFormat, _ toneMapping: ToneMapping, _ color: Scaler.SourceColor) {
        let isYCbCr = !source.isRGB && !source.isGray
        format = isYCbCr ? .planarDeepYCbCr : toneMapping.background == nil ? .planarDeepRGB : .planarDeepRGBA
        bits = source.bitDepth
        var colors = toneMapping.colors
        var color = color
        if isYCbCr {
            color.isFullRange = colors.isFullRange ?? color.isFullRange
            isFullRange = color.isFullRange
        } else if source.isGray {
            // The scaler brings brightness to its full range on the way to red, green and blue.
            isFullRange = color.isFullRange
            colors.isFullRange = true
        } else {
            isFullRange = colors.isFullRange ?? true
        }
        if !isYCbCr { colors.matrix = .rgb }
        self.source = color
        self.colors = colors
    }

    /// More than one pass only where the filter would be too long for libswscale.
    func scale(
        _ frame: borrowing Frame, _ window: Scaler.Window, toward target: PixelSize, following progress: RowProgress
    ) throws(FFmpegError) -> Frame {
        let step = Scaler.largestReduction
        let width = max(target.width, (window.width + step - 1) / step)
        let height = max(target.height, (window.height + step - 1) / step)
        let smaller = try Scaler.scale(
            frame, window, color: source, to: format, width: width, height: height,
            keepsRange: format == .planarDeepYCbCr,
            following: progress)
        if width == target.width, height == target.height { return smaller }
        let whole = Scaler.Window(x: 0, y: 0, width: width, height: height)
        return try scale(smaller, whole, toward: target, following: .complete)
    }

    /// The largest number of few bits becomes the largest of 16.
    ///
    /// libswscale moves the bits up and leaves the lower ones empty, which is right for limited range alone.
    func spread(_ frame: borrowing Frame) {
        guard isFullRange, bits < 16 else { return }
        let largest = Double((1 << bits - 1) << (16 - bits))
        let factor = 65_535 / largest
        let isYCbCr = format == .planarDeepYCbCr
        for plane in 0..<3 {
            let middle = isYCbCr && plane > 0 ? 32_768.0 : 0
            frame.mapDeepSamples(ofPlane: plane) { sample, _ in
                UInt16(min(65_535, max(0, middle + (Double(sample) - middle) * factor + 0.5)))
            }
        }
    }
}

extension Frame {
    /// Replaces each sample of 16 bits in a plane; `index` is its place in the picture, row after row.
    func mapDeepSamples(ofPlane plane: Int, _ change: (_ sample: UInt16, _ index: Int) -> UInt16) {
        let (width, height) = (width, height)
        _ = withPlane(plane) { start, stride in
            for y in 0..<height {
                let row = UnsafeMutableRawPointer(start + y * stride)
                for x in 0..<width {
                    let sample = UInt16(littleEndian: row.loadUnaligned(fromByteOffset: 2 * x, as: UInt16.self))
                    row.storeBytes(
                        of: change(sample, y * width + x).littleEndian, toByteOffset: 2 * x, as: UInt16.self)
                }
            }
        }
    }
}
