import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// What lies behind a subject.
enum AttentionBackground: String, CaseIterable, Sendable {
    case plain, sky, grass, noise, bokeh, buildings, sand

    func draw(on canvas: inout AttentionCanvas, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        switch self {
        case .plain: plain(&canvas, &random)
        case .sky: sky(&canvas, &random)
        case .grass: grass(&canvas, &random)
        case .noise: noise(&canvas, &random)
        case .bokeh: bokeh(&canvas, &random)
        case .buildings: buildings(&canvas, &random)
        case .sand: sand(&canvas, &random)
        }
    }

    private func plain(_ canvas: inout AttentionCanvas, _ random: inout SplitMix64) {
        let level = Double.random(in: 110...190, using: &random)
        let tint = Ink(0, Double.random(in: -12...12, using: &random), Double.random(in: -16...16, using: &random))
        let height = Double(canvas.size.height)
        canvas.paint { _, y in Ink(repeating: level + 14 * (0.5 - y / height)) + tint }
    }

    /// A blue gradient over hills.
    private func sky(_ canvas: inout AttentionCanvas, _ random: inout SplitMix64) {
        let noise = ValueNoise(seed: random.next())
        let (width, height) = (Double(canvas.size.width), Double(canvas.size.height))
        let horizon = height * Double.random(in: 0.62...0.8, using: &random)
        canvas.paint { x, y in
            let hill = horizon + noise.value(x / width * 3, 0) * height * 0.06
            if y < hill {
                let depth = y / hill
                return Ink(96, 150, 214) * (1 - depth) + Ink(206, 224, 240) * depth
            }
            let grain = noise.layers(x / 6, y / 6, 2) * 14
            return Ink(92, 112, 70) + Ink(repeating: grain - (y - hill) / height * 40)
        }
    }

    private func grass(_ canvas: inout AttentionCanvas, _ random: inout SplitMix64) {
        let noise = ValueNoise(seed: random.next())
        canvas.paint { x, y in
            let blades = noise.layers(x / 2.2, y / 7, 2) * 62
            let patches = noise.layers(x / 70, y / 50, 2) * 18
            return Ink(82, 118, 52) + Ink(0.8, 1, 0.5) * (blades + patches)
        }
    }

    /// Gravel, or the grain of a bad picture.
    private func noise(_ canvas: inout AttentionCanvas, _ random: inout SplitMix64) {
        let noise = ValueNoise(seed: random.next())
        canvas.paint { x, y in Ink(repeating: 124 + noise.layers(x / 3, y / 3, 3) * 90) }
    }

    /// Lights far behind, out of focus.
    private func bokeh(_ canvas: inout AttentionCanvas, _ random: inout SplitMix64) {
        let (width, height) = (canvas.size.width, canvas.size.height)
        canvas.paint { x, y in
            Ink(46, 40, 58) + Ink(22, 16, 4) * (x / Double(width) + y / Double(height))
        }
        for _ in 0..<26 {
            let side = Int.random(in: 20...min(width, height) / 4, using: &random)
            let box = PixelRect(
                x: Int.random(in: -side / 2..<width, using: &random),
                y: Int.random(in: -side / 2..<height, using: &random), width: side, height: side)
            let light = Ink(
                Double.random(in: 90...200, using: &random), Double.random(in: 70...150, using: &random),
                Double.random(in: 40...140, using: &random))
            let strength = Double.random(in: 0.15...0.5, using: &random)
            let (cx, cy, radius) = (
                Double(box.x) + Double(side) / 2, Double(box.y) + Double(side) / 2, Double(side) / 2
            )
            canvas.fill(box) { x, y in
                let distance = ((x - cx) * (x - cx) + (y - cy) * (y - cy)).squareRoot() / radius
                return min(1, max(0, (1 - distance) * 4)) * strength
            } with: { _, _ in
                light
            }
        }
    }

    /// A street's front: walls side by side, each with rows of windows, under a pale sky.
    private func buildings(_ canvas: inout AttentionCanvas, _ random: inout SplitMix64) {
        let (width, height) = (canvas.size.width, canvas.size.height)
        canvas.paint { _, y in Ink(196, 206, 216) + Ink(repeating: y / Double(height) * 24) }
        var x = 0
        while x < width {
            let wall = Int.random(in: 60...120, using: &random)
            let top = height * Int.random(in: 8...40, using: &random) / 100
            let level = Double.random(in: 90...170, using: &random)
            let warm = Double.random(in: -8...26, using: &random)
            canvas.rectangle(
                PixelRect(x: x, y: top, width: wall, height: height - top), Ink(level + warm, level, level - warm))
            let (stepX, stepY) = (
                Int.random(in: 16...24, using: &random), Int.random(in: 20...30, using: &random)
            )
            for y in stride(from: top + 8, to: height - 12, by: stepY) {
                for left in stride(from: x + 6, to: x + wall - 10, by: stepX) {
                    let glass = Bool.random(using: &random) ? level * 0.45 : level * 0.65
                    canvas.rectangle(
                        PixelRect(x: left, y: y, width: stepX / 2, height: stepY / 2), Ink(glass, glass, glass + 10))
                }
            }
            x += wall
        }
    }

    /// Of the colour of skin, which it is not.
    private func sand(_ canvas: inout AttentionCanvas, _ random: inout SplitMix64) {
        let noise = ValueNoise(seed: random.next())
        canvas.paint { x, y in
            Ink(206, 178, 140) + Ink(1, 0.95, 0.85) * (noise.layers(x / 30, y / 9, 4) * 34)
        }
    }
}
