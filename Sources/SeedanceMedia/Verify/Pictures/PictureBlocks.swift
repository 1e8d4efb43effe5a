/// The blocks of one picture against another, plane by plane; used again for every picture.
struct PictureBlocks {
    private var luma: [PlaneBlock] = []
    private var blue: [PlaneBlock] = []
    private var red: [PlaneBlock] = []
    /// Of luma, as samples.
    private(set) var means: [UInt8] = []
    private var hasChroma = false

    /// What all blocks add up to.
    struct Summary {
        var lumaMean = 0.0
        var darkShare = 0.0
        var outsideShare = 0.0
        /// Mean absolute difference of luma, from 0 to 1.
        var lumaDifference = 0.0
        /// Mean absolute difference of all planes' samples, from 0 to 1.
        var difference = 0.0
        /// The largest one of a block's luma.
        var blockDifference = 0.0
    }

    mutating func measure(_ picture: borrowing MeasuredPicture, against other: borrowing MeasuredPicture) {
        let layout = picture.layout
        let count = layout.columns * layout.rows
        let step = layout.rowStep
        for blocks in [\PictureBlocks.luma, \.blue, \.red] where self[keyPath: blocks].count != count {
            self[keyPath: blocks] = [PlaneBlock](repeating: PlaneBlock(), count: count)
        }
        luma.withUnsafeMutableBufferPointer {
            PlaneKernel.measure(
                picture.luma.everyRow(step), against: other.luma.everyRow(step), blockWidth: LumaGrid.side,
                blockHeight: layout.measuredSide, levels: layout.levels, into: $0)
        }
        hasChroma = false
        guard let shifts = layout.chroma, let chroma = picture.chroma, let otherChroma = other.chroma else { return }
        hasChroma = true
        let (width, height) = (LumaGrid.side >> shifts.shiftX, layout.measuredSide >> shifts.shiftY)
        blue.withUnsafeMutableBufferPointer {
            PlaneKernel.measure(
                chroma.blue.everyRow(step), against: otherChroma.blue.everyRow(step), blockWidth: width,
                blockHeight: height, levels: layout.levels,
                into: $0)
        }
        red.withUnsafeMutableBufferPointer {
            PlaneKernel.measure(
                chroma.red.everyRow(step), against: otherChroma.red.everyRow(step), blockWidth: width,
                blockHeight: height, levels: layout.levels,
                into: $0)
        }
    }

    /// Adds up, and takes the means.
    mutating func summary(of layout: PictureLayout) -> Summary {
        let (columns, rows) = (layout.columns, layout.rows)
        if means.count != luma.count { means = [UInt8](repeating: 0, count: luma.count) }
        var (sum, dark, outside, difference) = (0, 0, 0, 0)
        var largest = 0.0
        for row in 0..<rows {
            let height = min(layout.measuredSide, layout.measuredHeight - row * layout.measuredSide)
            for column in 0..<columns {
                let width = min(LumaGrid.side, layout.width - column * LumaGrid.side)
                let index = row * columns + column
                let block = luma[index]
                let pixels = width &* height
                sum &+= Int(block.sum)
                dark &+= Int(block.dark)
                outside &+= Int(block.outside)
                difference &+= Int(block.difference)
                largest = max(largest, Double(block.difference) / Double(pixels))
                means[index] = UInt8(truncatingIfNeeded: (Int(block.sum) &+ pixels / 2) / pixels)
            }
        }
        let pixels = Double(layout.width) * Double(layout.measuredHeight)
        let chroma = layout.chroma.map { layout.chromaSize($0) }
        let samples =
            pixels
            + (chroma.map { 2 * Double($0.width) * Double(($0.height + layout.rowStep - 1) / layout.rowStep) } ?? 0)
        return Summary(
            lumaMean: Double(sum) / pixels, darkShare: Double(dark) / pixels, outsideShare: Double(outside) / pixels,
            lumaDifference: Double(difference) / pixels / 255,
            difference: Double(difference + chromaDifference) / samples / 255, blockDifference: largest / 255)
    }

    private var chromaDifference: Int {
        guard hasChroma else { return 0 }
        return blue.reduce(0) { $0 &+ Int($1.difference) } &+ red.reduce(0) { $0 &+ Int($1.difference) }
    }

    /// The share of the area that has one colour.
    func flatShare(of layout: PictureLayout) -> Double {
        var flat = FlatArea()
        forEachBlock(of: layout) { index, width, height in
            guard luma[index].isFlat, !hasChroma || (blue[index].isFlat && red[index].isFlat) else { return }
            let chroma = chromaMeans(index, layout, width, height)
            flat.add(luma: means[index], blue: chroma.blue, red: chroma.red, pixels: width * height)
        }
        return flat.share(of: layout.width * layout.measuredHeight)
    }

    /// How red each block is, for flashes.
    func reds(_ levels: FlashLevels) -> [Float] {
        guard hasChroma else { return [] }
        let layout = levels.layout
        var values = [Float](repeating: 0, count: luma.count)
        forEachBlock(of: layout) { index, width, height in
            // Less is no saturated red, whatever the rest.
            guard Int(red[index].largest) > FlashLevels.leastRed else { return }
            let chroma = chromaMeans(index, layout, width, height)
            values[index] = levels.red(luma: Int(means[index]), blue: Int(chroma.blue), red: Int(chroma.red))
        }
        return values
    }

    private func chromaMeans(
        _ index: Int, _ layout: PictureLayout, _ width: Int, _ height: Int
    ) -> (blue: UInt8, red: UInt8) {
        guard hasChroma, let shifts = layout.chroma else { return (128, 128) }
        let samples =
            ((width + (1 << shifts.shiftX) - 1) >> shifts.shiftX)
            * ((height + (1 << shifts.shiftY) - 1) >> shifts.shiftY)
        func mean(_ block: PlaneBlock) -> UInt8 { UInt8(clamping: (Int(block.sum) + samples / 2) / max(1, samples)) }
        return (mean(blue[index]), mean(red[index]))
    }

    private func forEachBlock(of layout: PictureLayout, _ body: (_ index: Int, _ width: Int, _ height: Int) -> Void) {
        let (columns, rows) = (layout.columns, layout.rows)
        guard columns * rows == luma.count else { return }
        for row in 0..<rows {
            let height = min(layout.measuredSide, layout.measuredHeight - row * layout.measuredSide)
            for column in 0..<columns {
                body(row * columns + column, min(LumaGrid.side, layout.width - column * LumaGrid.side), height)
            }
        }
    }
}

extension PlaneBlock {
    fileprivate var isFlat: Bool { largest >= smallest && largest - smallest <= FlatArea.tolerance }
}
