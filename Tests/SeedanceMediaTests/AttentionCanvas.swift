import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// A colour to draw with; red, green and blue from 0 to 255.
typealias Ink = SIMD3<Double>

/// Draws what the tests of attention look at: shapes with soft edges, and textures from seeds.
struct AttentionCanvas {
    let size: PixelSize
    private var pixels: [Ink]

    init(_ size: PixelSize, _ color: Ink = Ink(repeating: 128)) {
        self.size = size
        pixels = [Ink](repeating: color, count: size.width * size.height)
    }

    /// Every pixel anew.
    mutating func paint(_ color: (_ x: Double, _ y: Double) -> Ink) {
        for y in 0..<size.height {
            for x in 0..<size.width { pixels[y * size.width + x] = color(Double(x) + 0.5, Double(y) + 0.5) }
        }
    }

    /// - Parameter coverage: from 0, outside of the shape, to 1.
    mutating func fill(
        _ box: PixelRect, _ coverage: (_ x: Double, _ y: Double) -> Double,
        with color: (_ x: Double, _ y: Double) -> Ink
    ) {
        for y in max(0, box.y)..<max(0, box.y, min(size.height, box.y + box.height)) {
            for x in max(0, box.x)..<max(0, box.x, min(size.width, box.x + box.width)) {
                let (px, py) = (Double(x) + 0.5, Double(y) + 0.5)
                let share = min(1, max(0, coverage(px, py)))
                guard share > 0 else { continue }
                let index = y * size.width + x
                pixels[index] += (color(px, py) - pixels[index]) * share
            }
        }
    }

    mutating func rectangle(_ box: PixelRect, _ color: Ink) { fill(box, { _, _ in 1 }, with: { _, _ in color }) }

    /// The ellipse that touches the sides of `box`.
    /// - Parameter softness: over how many pixels its edge fades.
    mutating func ellipse(
        _ box: PixelRect, softness: Double = 1.5, shade: (_ u: Double, _ v: Double) -> Ink
    ) {
        let (rx, ry) = (Double(box.width) / 2, Double(box.height) / 2)
        let (cx, cy) = (Double(box.x) + rx, Double(box.y) + ry)
        let edge = softness / max(1, min(rx, ry))
        fill(box) { x, y in
            let (u, v) = ((x - cx) / rx, (y - cy) / ry)
            return (1 - (u * u + v * v).squareRoot()) / edge
        } with: { x, y in
            shade((x - cx) / rx, (y - cy) / ry)
        }
    }

    mutating func ellipse(_ box: PixelRect, softness: Double = 1.5, _ color: Ink) {
        ellipse(box, softness: softness) { _, _ in color }
    }

    /// The picture as a camera would give it: rounded, with a little noise in every sample.
    func raster(seed: UInt64, noise: Double = 3) -> MediaRaster {
        var random = SplitMix64(seed: seed)
        var bytes = [UInt8]()
        bytes.reserveCapacity(pixels.count * 3)
        for pixel in pixels {
            for channel in 0..<3 {
                let value = pixel[channel] + Double.random(in: -noise...noise, using: &random)
                bytes.append(UInt8(min(255, max(0, value.rounded()))))
            }
        }
        return MediaRaster(width: size.width, height: size.height, pixels: bytes)
    }
}

/// Smooth random numbers over a plane: -1…1, the same for the same seed.
struct ValueNoise {
    let seed: UInt64

    private func lattice(_ x: Int, _ y: Int) -> Double {
        let key = UInt64(bitPattern: Int64(x)) &* 0x9E37_79B9 ^ UInt64(bitPattern: Int64(y)) &* 0x85EB_CA77_C2B2
        var random = SplitMix64(seed: seed ^ key)
        return Double(random.next() >> 40) / Double(1 << 23) - 1
    }

    /// - Parameters:
    ///   - x, y: a step of 1 is one lattice cell.
    func value(_ x: Double, _ y: Double) -> Double {
        let (left, top) = (x.rounded(.down), y.rounded(.down))
        let (fx, fy) = (x - left, y - top)
        let (sx, sy) = (fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy))
        let (column, row) = (Int(left), Int(top))
        let upper = lattice(column, row) * (1 - sx) + lattice(column + 1, row) * sx
        let lower = lattice(column, row + 1) * (1 - sx) + lattice(column + 1, row + 1) * sx
        return upper * (1 - sy) + lower * sy
    }

    /// Several sizes of it on top of each other, each half as strong as the one before.
    func layers(_ x: Double, _ y: Double, _ count: Int) -> Double {
        var (sum, scale, strength) = (0.0, 1.0, 0.5)
        for _ in 0..<count {
            sum += value(x * scale, y * scale) * strength
            (scale, strength) = (scale * 2, strength / 2)
        }
        return sum
    }
}
