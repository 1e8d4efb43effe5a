import FFmpeg
import SeedanceAPI

/// From the samples of a decoded picture to the picture that is shown: which part of it, how wide a sample is, and
/// which way is up.
struct FrameGeometry: Hashable {
    /// The part that is shown, in samples.
    let window: PixelRect
    /// With square pixels, before it is turned.
    let squareSize: PixelSize
    let orientation: Orientation
    /// Turned by an angle that is no quarter; the nearest quarter was taken.
    let isOddlyTurned: Bool

    var upright: PixelSize { orientation.applied(to: squareSize) }
    /// Whether all of the picture is shown, sample for pixel.
    var isPlain: Bool { window == PixelRect(window.size) && window.size == squareSize }

    /// - Parameters:
    ///   - cleanAperture: what the container says is to be shown; nil for all.
    ///   - sampleAspectRatio: how wide a sample is for its height. What no camera has (beyond 1:10) is taken for 1.
    init(
        stored: PixelSize, cleanAperture: PixelRect? = nil, sampleAspectRatio: Double = 1, matrix: DisplayMatrix? = nil
    ) {
        let whole = PixelRect(stored)
        window = cleanAperture.flatMap { whole.contains($0) ? $0 : nil } ?? whole
        let ratio = (0.1...10).contains(sampleAspectRatio) ? sampleAspectRatio : 1
        // The direction that is too small is enlarged, so that nothing is lost.
        squareSize = PixelSize(
            width: ratio > 1 ? Int((Double(window.width) * ratio).rounded()) : window.width,
            height: ratio < 1 ? Int((Double(window.height) / ratio).rounded()) : window.height)
        (orientation, isOddlyTurned) = matrix?.orientation ?? (.upright, false)
    }
}

extension PixelRect {
    fileprivate func contains(_ other: PixelRect) -> Bool {
        other.width > 0 && other.height > 0 && other.x >= x && other.y >= y && other.width <= x + width - other.x
            && other.height <= y + height - other.y
    }
}

extension DisplayMatrix {
    /// The nearest of the eight ways to lay a picture, and whether that is not exactly what the matrix says.
    var orientation: (Orientation, isOdd: Bool) {
        func size(_ value: Int32) -> Int64 { abs(Int64(value)) }
        let swaps = size(b) + size(c) > size(a) + size(d)
        let (first, second) = swaps ? (b, c) : (a, d)
        let (rest, most) = swaps ? (size(a) + size(d), size(b) + size(c)) : (size(b) + size(c), size(a) + size(d))
        // Rounding in files leaves thousandths.
        let isOdd = rest > most / 100
        switch (swaps, first < 0, second < 0) {
        case (false, false, false): return (.upright, isOdd)
        case (false, true, false): return (.mirroredHorizontally, isOdd)
        case (false, true, true): return (.rotated180, isOdd)
        case (false, false, true): return (.mirroredVertically, isOdd)
        case (true, false, false): return (.transposed, isOdd)
        case (true, false, true): return (.rotated90Clockwise, isOdd)
        case (true, true, true): return (.transversed, isOdd)
        case (true, true, false): return (.rotated90CounterClockwise, isOdd)
        }
    }
}
