import SeedanceAPI

extension RGBColor {
    /// `0xRRGGBB`
    init(_ value: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
            blue: UInt8(truncatingIfNeeded: value))
    }
}

extension Picture {
    /// Fills a rectangle; what lies outside of the picture is left out.
    mutating func fill(_ rect: PixelRect, _ color: RGBColor) {
        let columns = max(0, rect.x)..<max(max(0, rect.x), min(size.width, rect.x + rect.width))
        let rows = max(0, rect.y)..<max(max(0, rect.y), min(size.height, rect.y + rect.height))
        for y in rows {
            for x in columns {
                let index = (y * size.width + x) * 3
                (pixels[index], pixels[index + 1], pixels[index + 2]) = (color.red, color.green, color.blue)
            }
        }
    }

    /// Fills a rectangle whose corners are round.
    mutating func fillRounded(_ rect: PixelRect, radius: Double, _ color: RGBColor) {
        let (halfWidth, halfHeight) = (Double(rect.width) / 2, Double(rect.height) / 2)
        let radius = min(radius, halfWidth, halfHeight)
        for y in 0..<max(0, rect.height) {
            for x in 0..<max(0, rect.width) {
                // How far outside of the rectangle in which the corners' centres lie.
                let dx = max(0, abs(Double(x) + 0.5 - halfWidth) - (halfWidth - radius))
                let dy = max(0, abs(Double(y) + 0.5 - halfHeight) - (halfHeight - radius))
                let distance = (dx * dx + dy * dy).squareRoot()
                mix(color, into: (rect.x + x, rect.y + y), share: radius + 0.5 - distance)
            }
        }
    }

    /// Writes text whose capitals reach from `y` down by the font's height.
    mutating func write(_ text: String, _ font: StrokeFont, x: Int, y: Int, _ color: RGBColor) {
        let reach = Int(font.weight) + 2
        let (letters, width) = font.layOut(text)
        let area = PixelSize(width: Int(width) + 2 * reach + 2, height: Int(font.capHeight * 1.4) + 2 * reach + 2)
        var coverage = [Float](repeating: 0, count: area.width * area.height)
        for letter in letters {
            for (from, to) in font.pieces(of: letter.glyph) {
                let shift = letter.x + Double(reach)
                let (ax, bx) = (from.x + shift, to.x + shift)
                let (ay, by) = (from.y + Double(reach), to.y + Double(reach))
                let (dx, dy) = (bx - ax, by - ay)
                let square = dx * dx + dy * dy
                for row in max(0, Int(min(ay, by)) - reach)...max(0, min(area.height - 1, Int(max(ay, by)) + reach)) {
                    let left = max(0, Int(min(ax, bx)) - reach)
                    for column in left...max(left, min(area.width - 1, Int(max(ax, bx)) + reach)) {
                        let (px, py) = (Double(column) + 0.5 - ax, Double(row) + 0.5 - ay)
                        let along = square > 0 ? min(1, max(0, (px * dx + py * dy) / square)) : 0
                        let (ox, oy) = (px - along * dx, py - along * dy)
                        let share = 0.5 + font.weight / 2 - (ox * ox + oy * oy).squareRoot()
                        let index = row * area.width + column
                        if coverage.indices.contains(index) { coverage[index] = max(coverage[index], Float(share)) }
                    }
                }
            }
        }
        for row in 0..<area.height {
            for column in 0..<area.width where coverage[row * area.width + column] > 0 {
                mix(
                    color, into: (x + column - reach, y + row - reach),
                    share: Double(coverage[row * area.width + column]))
            }
        }
    }

    private mutating func mix(_ color: RGBColor, into place: (x: Int, y: Int), share: Double) {
        guard share > 0, place.x >= 0, place.y >= 0, place.x < size.width, place.y < size.height else { return }
        let share = min(1, share)
        let index = (place.y * size.width + place.x) * 3
        for (channel, value) in [color.red, color.green, color.blue].enumerated() {
            let old = Double(pixels[index + channel])
            pixels[index + channel] = UInt8(min(255, max(0, (old + (Double(value) - old) * share).rounded())))
        }
    }
}
