import FFmpeg
import SeedanceAPI

/// The frame that a picture, or the tiles of a grid, are laid into: only the part that is wanted, and in 8 bits unless
/// its range is high.
struct HEIFCanvas: ~Copyable {
    let frame: Frame
    /// In samples of the coded picture.
    let part: PixelRect
    private let luma, chroma, alpha: SampleMap
    private let source: PixelFormat

    /// - Parameters:
    ///   - source: what the decoder delivers, or what its planes have been found to be.
    ///   - part: of the coded picture; begins on whole chroma samples.
    ///   - alpha: bits of the picture with the alpha, and whether it uses all numbers; nil without one.
    /// **Throws**: `other` for planes that FFmpeg has no format for.
    static func make(
        like source: PixelFormat, _ color: HEIFColor, part: PixelRect, alpha: (bits: Int, isFullRange: Bool)? = nil
    ) throws(FFmpegError) -> HEIFCanvas {
        guard let planes = source.planes else { throw .damaged("\(source)", "its planes are of an unknown kind") }
        // No format has gray and alpha in planes; chroma without colour does as well.
        let wanted: PixelFormat.Planes =
            planes == .gray && alpha != nil ? .yCbCr(chromaShiftX: 1, chromaShiftY: 1) : planes
        let depths = color.isHDR ? [source.bitDepth, 10, 8] : [8]
        let formats = depths.compactMap { bits in
            PixelFormat.planar(wanted, bits: bits, hasAlpha: alpha != nil).map { (bits, $0) }
        }
        guard let (bits, format) = formats.first else {
            throw .damaged("\(source)", "its planes are of an unknown kind")
        }
        let frame = try Frame.allocate(format, width: part.width, height: part.height)
        if planes == .gray, wanted != .gray { neutralChroma(of: frame, bits: bits) }
        let kinds: (SampleMap.Kind, SampleMap.Kind) =
            switch (planes, color.isFullRange) {
            case (.rgb, true): (.fullRange, .fullRange)
            case (.rgb, false): (.expandingRange, .expandingRange)
            case (.gray, true), (.yCbCr, true): (.fullRange, .fullRangeChroma)
            case (.gray, false), (.yCbCr, false): (.limitedRange, .limitedRange)
            }
        return HEIFCanvas(
            frame: frame, part: part, luma: SampleMap(kinds.0, from: source.bitDepth, to: bits),
            chroma: SampleMap(kinds.1, from: source.bitDepth, to: bits),
            alpha: SampleMap(
                alpha?.isFullRange == false ? .expandingRange : .fullRange, from: alpha?.bits ?? bits, to: bits),
            source: source)
    }

    private static func neutralChroma(of frame: borrowing Frame, bits: Int) {
        let rows = (frame.height + 1) / 2
        for plane in 1...2 {
            let count = frame.bytesPerRow(ofPlane: plane)
            _ = frame.withPlane(plane) { start, stride in
                for y in 0..<rows {
                    for x in 0..<count {
                        // 128, or 1 << (bits - 1) in two bytes, the lower one first.
                        start[y * stride + x] = bits == 8 ? 128 : x % 2 == 1 ? UInt8(1 << (bits - 9)) : 0
                    }
                }
            }
        }
    }

    /// The frame with all that was laid in.
    consuming func finish() -> Frame { frame }

    /// Whether samples change on their way.
    static func changes(_ source: PixelFormat, _ color: HEIFColor) -> Bool {
        source.bitDepth != 8 && !color.isHDR || !color.isFullRange && source.planes == .rgb
    }

    /// Lays a picture in whose first sample is `x`, `y` of the coded picture; what is outside the wanted part is left out.
    func draw(_ picture: borrowing Frame, x: Int, y: Int) {
        for plane in 0..<(source.isGray ? 1 : 3) {
            let isChroma = plane > 0 && !source.isRGB
            draw(picture, from: plane, to: plane, x, y, isChroma: isChroma, isChroma ? chroma : luma)
        }
    }

    /// The same for a picture of which one plane, its brightness as a rule, is the alpha.
    func drawAlpha(_ picture: borrowing Frame, plane: Int = 0, x: Int, y: Int) {
        draw(picture, from: plane, to: 3, x, y, isChroma: false, alpha)
    }

    private func draw(
        _ picture: borrowing Frame, from plane: Int, to target: Int, _ x: Int, _ y: Int, isChroma: Bool,
        _ map: SampleMap
    ) {
        let (shiftX, shiftY) = isChroma ? (source.chromaShiftX, source.chromaShiftY) : (0, 0)
        func samples(_ length: Int, _ shift: Int) -> Int { (length + (1 << shift) - 1) >> shift }
        let across = Overlap(
            (x - part.x) >> shiftX, samples(picture.width, shiftX), within: samples(frame.width, shiftX))
        let down = Overlap(
            (y - part.y) >> shiftY, samples(picture.height, shiftY), within: samples(frame.height, shiftY))
        guard across.count > 0, down.count > 0 else { return }
        let (sizeIn, sizeOut) = (map.isWideIn ? 2 : 1, map.isWideOut ? 2 : 1)
        _ = picture.withPlane(plane) { input, inputStride in
            frame.withPlane(target) { output, outputStride in
                for row in 0..<down.count {
                    map.copy(
                        input + (down.from + row) * inputStride + across.from * sizeIn,
                        to: output + (down.to + row) * outputStride + across.to * sizeOut, count: across.count)
                }
            }
        }
    }
}

/// Where a stretch laid down at a place lies on another one that begins at 0.
private struct Overlap {
    let from, to, count: Int

    init(_ place: Int, _ length: Int, within total: Int) {
        from = max(0, -place)
        to = max(0, place)
        count = min(length - from, total - to)
    }
}
