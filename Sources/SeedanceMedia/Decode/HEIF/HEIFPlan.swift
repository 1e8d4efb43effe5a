import FFmpeg
import SeedanceAPI

/// What becomes of the decoded planes of an HEIF picture.
struct HEIFPlan {
    let color: HEIFColor
    /// What the planes really are: a container may say that Y′, Cb and Cr are green, blue and red.
    private let format: PixelFormat
    /// Of the coded picture: what is shown.
    private let shown: PixelRect
    /// The same, enlarged to begin on whole chroma samples.
    private let part: PixelRect
    /// Whether chroma has to be brought to full size first, because the shown part cuts through its samples.
    private let goesThroughRGB: Bool
    /// Whether the only coded picture can be used as it is.
    private let isOnly: Bool

    /// **Throws**: `unsupportedColor`, `damaged`.
    init(
        _ tiles: borrowing HEIFTiles, _ header: ImageHeader, part: PixelRect, isOnly: Bool, name: String
    ) throws(MediaError) {
        let color = HEIFColor(
            header.codePoints, said: tiles.colors, hasCenteredChroma: header.format == .heic || !tiles.hasLeftChroma)
        guard color.source != nil else {
            let matrix = (color.colors.matrix ?? .other).rawValue
            throw MediaError(
                .unsupportedColor, name,
                "The picture's colours are in a form that cannot be converted (matrix \(matrix)).",
                hint: "Save it as an ordinary JPEG or PNG first.")
        }
        guard let format = HEIFPlan.format(tiles.format, color) else {
            throw MediaError(
                .unsupportedColor, name, "The picture's colour planes (\(tiles.format)) cannot be what the file says.",
                hint: "Save it as an ordinary JPEG or PNG first.")
        }
        self.color = color
        self.format = format
        self.isOnly = isOnly
        shown = part
        let (stepX, stepY) = (1 << format.chromaShiftX, 1 << format.chromaShiftY)
        let (left, top) = (part.x % stepX, part.y % stepY)
        let isWhole = left == 0 && top == 0 && part.width % stepX == 0 && part.height % stepY == 0
        // Tone mapping wants the samples as they are; being one pixel off costs less.
        goesThroughRGB = !isWhole && !color.isHDR
        self.part = PixelRect(
            x: part.x - left, y: part.y - top, width: part.width + (color.isHDR ? 0 : left),
            height: part.height + (color.isHDR ? 0 : top))
    }

    /// Nil where the planes cannot be what the file says.
    private static func format(_ format: PixelFormat, _ color: HEIFColor) -> PixelFormat? {
        switch (format.planes, color.isRGB) {
        case (nil, _): nil
        case (.gray, _), (.rgb, true), (.yCbCr, false): format
        case (.yCbCr(0, 0), true): PixelFormat.planar(.rgb, bits: format.bitDepth)
        case (.yCbCr, true): nil
        case (.rgb, false): PixelFormat.planar(.yCbCr(chromaShiftX: 0, chromaShiftY: 0), bits: format.bitDepth)
        }
    }

    func canvas(alpha: (bits: Int, isFullRange: Bool)?) throws(FFmpegError) -> HEIFCanvas {
        try HEIFCanvas.make(like: format, color, part: part, alpha: alpha)
    }

    /// All of the shown part.
    func frame(_ tiles: consuming HEIFTiles, _ alpha: consuming HEIFTiles?) throws(FFmpegError) -> Frame {
        var tiles = tiles
        if isOnly, !HEIFCanvas.changes(format, color), let only = tiles.only() {
            only.relabel(format)
            return try finish(only.cropped(to: Scaler.Window(part)))
        }
        guard var alpha = alpha.take() else {
            let canvas = try canvas(alpha: nil)
            try tiles.forEach { (tile, x, y) in canvas.draw(tile, x: x, y: y) }
            return try finish(canvas.finish())
        }
        // HEVC's parameters say limited range where they say nothing.
        let canvas = try canvas(alpha: (alpha.format.bitDepth, alpha.colors.isFullRange ?? true))
        try tiles.forEach { (tile, x, y) in canvas.draw(tile, x: x, y: y) }
        try alpha.forEach { (tile, x, y) in canvas.drawAlpha(tile, x: x, y: y) }
        return try finish(canvas.finish())
    }

    private func finish(_ frame: consuming Frame) throws(FFmpegError) -> Frame {
        guard goesThroughRGB, let source = color.source else { return frame }
        let rgb = try Scaler.convert(frame, color: source, to: frame.format.mayHaveAlpha ? .rgba : .rgb)
        return try rgb.cropped(
            to: Scaler.Window(x: shown.x - part.x, y: shown.y - part.y, width: shown.width, height: shown.height))
    }
}

extension Scaler.Window {
    fileprivate init(_ rect: PixelRect) {
        self.init(x: rect.x, y: rect.y, width: rect.width, height: rect.height)
    }
}
