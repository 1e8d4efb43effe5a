import TestSupport

/// How far two pictures are from each other for the eye, pixel by pixel.
struct ColorAgreement: CustomStringConvertible {
    let mean: Double
    /// Nineteen of twenty pixels are nearer than this.
    let most: Double

    /// Nil when the sizes differ.
    init?(_ left: MediaRaster, _ right: MediaRaster) {
        guard left.width == right.width, left.height == right.height, !left.pixels.isEmpty else { return nil }
        var known = [UInt64: Double]()
        var distances = [Double]()
        for index in stride(from: 0, to: left.pixels.count, by: 3) {
            let colors = [left, right].map { Array($0.pixels[index..<index + 3]) }
            let key = (colors[0] + colors[1]).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let labs = { colors.map { ColorDistance.lab($0.map(Double.init)) } }
            let distance = known[key] ?? { ColorDistance.between(labs()[0], labs()[1]) }()
            known[key] = distance
            distances.append(distance)
        }
        distances.sort()
        mean = distances.reduce(0, +) / Double(distances.count)
        most = distances[min(distances.count - 1, distances.count * 95 / 100)]
    }

    /// What the package promises against other programs.
    var isClose: Bool { mean <= 1 && most <= 2 }

    var description: String { "ΔE2000 mean \(mean), 95th percentile \(most)" }
}
