/// How the samples of a measured picture lie and what they stand for. Pictures that differ in it cannot be compared.
struct PictureLayout: Hashable {
    let width: Int
    let height: Int
    /// Nil for gray.
    let chroma: Chroma?
    let isFullRange: Bool

    struct Chroma: Hashable {
        var shiftX: Int
        var shiftY: Int
    }

    init(width: Int, height: Int, chroma: Chroma?, isFullRange: Bool) {
        self.width = width
        self.height = height
        self.chroma = chroma
        self.isFullRange = isFullRange
    }

    /// Of large pictures every second row is measured: half the time and memory traffic, and no share or mean of so many
    /// samples changes by it. Nothing that coders do stays in one half of the rows.
    var rowStep: Int { height >= 400 ? 2 : 1 }
    /// The rows that are measured.
    var measuredHeight: Int { (height + rowStep - 1) / rowStep }
    /// Of a block.
    var measuredSide: Int { LumaGrid.side / rowStep }

    var columns: Int { (width + LumaGrid.side - 1) / LumaGrid.side }
    var rows: Int { (height + LumaGrid.side - 1) / LumaGrid.side }

    /// Black and white, as samples.
    var nominal: ClosedRange<Int> { isFullRange ? 0...255 : 16...235 }

    /// What counts as dark is what lies below a tenth of the nominal range, which is what libavfilter's `blackdetect`
    /// takes; what counts as outside is EBU R 103: below -5 % or above 105 % of the nominal range.
    var levels: PlaneKernel.Levels {
        isFullRange
            ? PlaneKernel.Levels(dark: 26, lowest: 0, highest: 255)
            : PlaneKernel.Levels(dark: 38, lowest: 5, highest: 246)
    }

    func chromaSize(_ chroma: Chroma) -> (width: Int, height: Int) {
        (
            (width + (1 << chroma.shiftX) - 1) >> chroma.shiftX,
            (height + (1 << chroma.shiftY) - 1) >> chroma.shiftY
        )
    }

    /// From 0 (black) to 1 (white).
    func brightness(mean: Double) -> Double {
        let (black, white) = (Double(nominal.lowerBound), Double(nominal.upperBound))
        return min(max((mean - black) / (white - black), 0), 1)
    }

    /// A sample as it would be in the limited range, in which standards write levels.
    func limited(_ sample: Int) -> Double { isFullRange ? 16 + Double(sample) * 219 / 255 : Double(sample) }
}
