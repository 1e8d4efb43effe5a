import SeedanceAPI

/// Which part of the upright source is shown, how large, and where in the result.
///
/// Pure geometry, computed once and before any pixel is touched.
/// Units: pixels of the upright source for `window` and `drawn`, of the result for `output` and `placement`.
/// Source: the service's size table; the row's own width:height decides, not its nominal ratio.
public struct CropPlan: Hashable, Sendable, Codable {
    public let source: PixelSize
    public let window: PixelRect
    public let output: PixelSize
    /// Where what is scaled lies: all of the output; less where the picture is padded; more where a window was chosen
    /// from a picture that had been scaled already, whose rest reaches over the output's edges.
    public let placement: PixelRect
    /// What is scaled: the window, and where more than it was, that.
    let drawn: PixelRect

    /// - Parameter drawn: nil for the window.
    init(source: PixelSize, window: PixelRect, output: PixelSize, placement: PixelRect, drawn: PixelRect? = nil) {
        self.source = source
        self.window = window
        self.output = output
        self.placement = placement
        self.drawn = drawn ?? window
    }

    /// Fills `output`, cutting off what has the wrong shape, as near to `focus` as the picture allows.
    public static func fill(_ output: PixelSize, from source: PixelSize, focus: Focus = .center) -> CropPlan {
        fill(output, from: source, focus: focus, grid: .pixels)
    }

    static func fill(_ output: PixelSize, from source: PixelSize, focus: Focus, grid: PixelGrid) -> CropPlan {
        let (output, source) = (output.clamped, source.clamped)
        let (width, height) = (Double(source.width), Double(source.height))
        let shape = Double(output.width) / Double(output.height)
        let x = grid.snap(
            center: focus.x * width, length: min(width, height * shape), total: source.width, phase: grid.phaseX)
        let y = grid.snap(
            center: focus.y * height, length: min(height, width / shape), total: source.height, phase: grid.phaseY)
        return CropPlan(
            source: source, window: PixelRect(x: x.start, y: y.start, width: x.length, height: y.length),
            output: output, placement: PixelRect(output))
    }

    /// Shows all of the source as large as it fits, in the middle.
    public static func pad(_ output: PixelSize, from source: PixelSize) -> CropPlan {
        pad(output, from: source, grid: .pixels)
    }

    static func pad(_ output: PixelSize, from source: PixelSize, grid: PixelGrid) -> CropPlan {
        let (output, source) = (output.clamped, source.clamped)
        let scale = min(
            Double(output.width) / Double(source.width), Double(output.height) / Double(source.height))
        let width = min(output.width, max(1, Int((Double(source.width) * scale).rounded())))
        let height = min(output.height, max(1, Int((Double(source.height) * scale).rounded())))
        return CropPlan(
            source: source, window: grid.longestWindow(in: source), output: output,
            placement: PixelRect(
                x: (output.width - width) / 2, y: (output.height - height) / 2, width: width, height: height))
    }

    /// Shows all of the source, bent to the shape of `output`.
    public static func stretch(_ output: PixelSize, from source: PixelSize) -> CropPlan {
        stretch(output, from: source, grid: .pixels)
    }

    static func stretch(_ output: PixelSize, from source: PixelSize, grid: PixelGrid) -> CropPlan {
        let (output, source) = (output.clamped, source.clamped)
        return CropPlan(
            source: source, window: grid.longestWindow(in: source), output: output, placement: PixelRect(output))
    }

    /// What becomes of the window.
    var shown: PixelSize {
        PixelSize(width: min(placement.width, output.width), height: min(placement.height, output.height))
    }

    /// The part of the scaled picture that is in the result; all of it where it is padded.
    var shownPart: PixelRect {
        PixelRect(x: max(0, -placement.x), y: max(0, -placement.y), width: shown.width, height: shown.height)
    }

    /// The share of the source's area that is not in the result, 0..<1.
    public var lost: Double {
        let whole = Double(source.width) * Double(source.height)
        return whole > 0 ? 1 - Double(window.width) * Double(window.height) / whole : 0
    }

    /// Pixels of the result for one of the source; the larger of both directions, which differ when stretched.
    public var scale: Double {
        max(
            Double(placement.width) / Double(max(1, drawn.width)),
            Double(placement.height) / Double(max(1, drawn.height)))
    }

    /// The middle of what is shown: the focus with which a crop would show it again.
    var focus: Focus {
        Focus(
            x: (Double(window.x) + Double(window.width) / 2) / Double(max(1, source.width)),
            y: (Double(window.y) + Double(window.height) / 2) / Double(max(1, source.height)))
    }
}

extension PixelSize {
    /// Sides with which one can reckon: sizes of nothing, and sizes that no picture has, become the nearest that one has.
    var clamped: PixelSize {
        func side(_ length: Int) -> Int { min(1 << 30, max(1, length)) }
        return PixelSize(width: side(width), height: side(height))
    }
}
