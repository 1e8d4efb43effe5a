/// Values that wander smoothly, from 0 to 1, as Perlin's value noise in several octaves.
struct Noise: Sendable {
    private let lattice: [Double]
    private static let count = 256

    init(_ random: inout StableRandom) {
        var drawn: [Double] = []
        for _ in 0..<Noise.count { drawn.append(random.between(0, 1)) }
        lattice = drawn
    }

    private func value(_ x: Int, _ y: Int) -> Double {
        lattice[(x &* 73 &+ (y &* 179 ^ (y &* 31 &+ x) >> 3)) & (Noise.count - 1)]
    }

    /// At a place of the lattice, smoothly between its points.
    func at(_ x: Double, _ y: Double = 0) -> Double {
        let (column, row) = (x.rounded(.down), y.rounded(.down))
        func smooth(_ share: Double) -> Double { share * share * (3 - 2 * share) }
        let (across, down) = (smooth(x - column), smooth(y - row))
        let (i, j) = (Int(column), Int(row))
        let top = value(i, j) + (value(i + 1, j) - value(i, j)) * across
        let bottom = value(i, j + 1) + (value(i + 1, j + 1) - value(i, j + 1)) * across
        return top + (bottom - top) * down
    }

    /// Several octaves, each half as strong and twice as fine.
    func octaves(_ count: Int, _ x: Double, _ y: Double = 0) -> Double {
        var (sum, weight, scale, total) = (0.0, 0.5, 1.0, 0.0)
        for octave in 0..<count {
            sum += weight * at(x * scale + Double(octave) * 37, y * scale + Double(octave) * 11)
            total += weight
            weight /= 2
            scale *= 2
        }
        return total > 0 ? sum / total : 0
    }

    /// 64 by 64 whole numbers around 0, for fine texture.
    func grain(strength: Int) -> [Int] {
        (0..<4096).map { index in
            let (x, y) = (Double(index & 63), Double(index >> 6))
            return Int(((at(x * 0.9, y * 0.9) + at(x * 0.37, y * 0.37)) - 1) * Double(2 * strength))
        }
    }
}
