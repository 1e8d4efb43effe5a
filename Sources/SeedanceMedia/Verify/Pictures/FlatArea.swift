/// How much of a picture has one colour: blocks without anything inside that have the commonest colour of such blocks.
struct FlatArea {
    /// Samples that lie so near to each other look the same.
    static let tolerance: UInt8 = 3

    private var luma: [UInt8] = []
    private var blue: [UInt8] = []
    private var red: [UInt8] = []
    private var pixels: [Int] = []

    /// - Parameters: the means of a block without anything inside.
    mutating func add(luma: UInt8, blue: UInt8, red: UInt8, pixels: Int) {
        self.luma.append(luma)
        self.blue.append(blue)
        self.red.append(red)
        self.pixels.append(pixels)
    }

    func share(of area: Int) -> Double {
        guard area > 0, !luma.isEmpty else { return 0 }
        var chosen = Array(luma.indices)
        for means in [luma, blue, red] {
            let center = commonest(means, among: chosen)
            chosen.removeAll { abs(Int(means[$0]) - center) >= Int(Self.tolerance) }
        }
        return min(1, Double(chosen.reduce(0) { $0 + pixels[$1] }) / Double(area))
    }

    /// The level around which most of the area lies; where several are as good, the one that has most itself.
    private func commonest(_ means: [UInt8], among chosen: [Int]) -> Int {
        var histogram = [Int](repeating: 0, count: 256)
        for index in chosen { histogram[Int(means[index])] += pixels[index] }
        let reach = Int(Self.tolerance) - 1
        var (best, most) = (0, -1)
        for level in 0..<256 {
            let around = histogram[max(0, level - reach)...min(255, level + reach)].reduce(0, +)
            if around > most || (around == most && histogram[level] > histogram[best]) {
                (best, most) = (level, around)
            }
        }
        return best
    }
}
