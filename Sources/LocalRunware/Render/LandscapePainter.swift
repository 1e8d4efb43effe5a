/// Draws the layers of a landscape.
struct LandscapePainter {
    private let palette: Palette
    private let layout: LandscapeLayout
    private let noise: Noise
    private let grain: [Int]
    private let sun: (x: Double, y: Double, radius: Double)
    private let phase: Double

    init(_ palette: Palette, _ layout: LandscapeLayout, _ random: inout StableRandom) {
        self.palette = palette
        self.layout = layout
        noise = Noise(&random)
        grain = noise.grain(strength: 9)
        let (width, height) = (Double(layout.size.width), Double(layout.size.height))
        sun = (
            width * random.between(0.2, 0.8), height * random.between(0.22, 0.42),
            min(width, height) * random.between(0.045, 0.07)
        )
        phase = random.between(0, 100)
    }

    /// A gradient with a sun or moon and its glow.
    func paintSky(_ canvas: Canvas) {
        let (width, height) = (layout.sky.width, layout.sky.height)
        let reach = sun.radius * 6
        for y in 0..<height {
            let row = skyColor(Double(y) / Double(max(1, height - 1)))
            let down = Double(y) - sun.y
            let isNear = abs(down) < reach
            for x in 0..<width {
                var color = row
                if isNear {
                    let aside = Double(x) - sun.x
                    let distance = aside * aside + down * down
                    if distance < reach * reach { color = shining(row, distance.squareRoot(), reach) }
                }
                canvas.put(color, x, y)
            }
        }
    }

    private func skyColor(_ share: Double) -> RGB {
        // The hills cover the lower half.
        let place = min(0.9999, share * 1.35) * Double(palette.sky.count - 1)
        let index = min(Int(place), palette.sky.count - 2)
        return palette.sky[index].mixed(with: palette.sky[index + 1], Int((place - Double(index)) * 256))
    }

    private func shining(_ sky: RGB, _ distance: Double, _ reach: Double) -> RGB {
        if distance < sun.radius - 1 { return palette.sun }
        if distance < sun.radius + 1 {
            return sky.mixed(with: palette.sun, Int((sun.radius + 1 - distance) * 128))
        }
        let share = 1 - distance / reach
        return sky.mixed(with: palette.sun, Int(share * share * share * 150))
    }

    /// Streaks, drawn at a quarter of the size and stretched.
    func paintClouds(_ canvas: Canvas) {
        let cell = layout.clouds.cell
        let step = 4
        let (columns, rows) = (cell.width / step + 2, cell.height / step + 2)
        let unit = Double(layout.size.height) / 4
        var coarse = [Int](repeating: 0, count: columns * rows)
        for row in 0..<rows {
            let depth = Double(row * step) / Double(cell.height)
            let fading = max(0, min(1, 4 * depth)) * max(0, min(1, 4 * (1 - depth)))
            for column in 0..<columns {
                let value = noise.octaves(
                    4, Double(column * step) / unit + phase, Double(row * step) / unit * 2.6 + phase)
                coarse[row * columns + column] = Int(max(0, min(1, (value - 0.5) * 4)) * fading * 215)
            }
        }
        for y in 0..<cell.height {
            let (row, down) = (y / step, y % step)
            for x in 0..<cell.width {
                let (index, across) = (row * columns + x / step, x % step)
                let top = coarse[index] * (step - across) + coarse[index + 1] * across
                let bottom = coarse[index + columns] * (step - across) + coarse[index + columns + 1] * across
                let alpha = (top * (step - down) + bottom * down) / (step * step)
                canvas.put(palette.cloud, cell.x + x, cell.y + y, alpha: alpha)
            }
        }
    }

    func paintHills(_ canvas: Canvas, far: Cell, near: Cell) {
        let unit = Double(layout.size.height)
        let mountains = (0..<far.width).map { x in
            let share = noise.octaves(6, Double(x) / (unit * 0.42) + phase)
            // Octaves seldom reach their ends.
            return Double(far.height) * max(0.01, min(0.9, 0.42 - (share - 0.5) * 1.3))
        }
        paint(far, edge: mountains, top: palette.far, bottom: palette.middle, canvas)
        var hills = (0..<near.width).map { x in
            let share = noise.octaves(3, Double(x) / (unit * 0.75) + phase + 50)
            return Double(near.height) * max(0.4, min(0.9, 0.58 - (share - 0.5) * 1.1))
        }
        plantTrees(&hills, unit: unit)
        paint(near, edge: hills, top: palette.near, bottom: palette.near.mixed(with: RGB(16, 24, 28), 90), canvas)
    }

    /// Conifers along the edge.
    private func plantTrees(_ edge: inout [Double], unit: Double) {
        let ground = edge
        var x = 4
        var number = 0.0
        while x < edge.count {
            let size = noise.at(number * 0.7 + phase)
            let (half, tall) = (unit * (0.008 + 0.012 * size), unit * (0.03 + 0.07 * size))
            let reach = Int(half)
            for column in max(0, x - reach)...min(edge.count - 1, x + reach) {
                let share = 1 - Double(abs(column - x)) / (half + 1)
                let branch = Double((column - x) & 3) * unit * 0.002
                edge[column] = min(edge[column], ground[x] - tall * share + branch)
            }
            let gap = noise.at(number * 1.9 + 20)
            x += 2 + Int(unit * (0.008 + 0.1 * gap * gap))
            number += 1
        }
    }

    /// Everything below an edge, from one colour to another, with a fine texture.
    private func paint(_ cell: Cell, edge: [Double], top: RGB, bottom: RGB, _ canvas: Canvas) {
        let colors = (0...256).map { top.mixed(with: bottom, $0) }
        let highest = Int(edge.min() ?? 0)
        for x in 0..<min(cell.width, edge.count) {
            let height = max(0, min(Double(cell.height), edge[x]))
            let first = Int(height)
            let cover = Int((1 - (height - Double(first))) * 255)
            for y in 0..<cell.height {
                guard y >= first else {
                    // Chroma is shared with what is beside the edge.
                    canvas.prime(top, cell.x + x, cell.y + y)
                    continue
                }
                let share = max(0, min(256, (y - highest) * 256 / max(1, cell.height - highest)))
                let color = colors[share].lighter(by: grain[(y & 63) << 6 | (x & 63)])
                canvas.put(color, cell.x + x, cell.y + y, alpha: y == first ? cover : 255)
            }
        }
    }
}
