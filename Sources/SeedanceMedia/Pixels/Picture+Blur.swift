import SeedanceAPI

extension Picture {
    /// Three passes of a box filter, which come close to a Gaussian; edges repeat.
    func blurred(radius: Int) -> Picture {
        var result = self
        for _ in 0..<3 {
            result.boxFilter(lines: size.height, length: size.width, lineStep: size.width * 3, step: 3, radius: radius)
            result.boxFilter(lines: size.width, length: size.height, lineStep: 3, step: size.width * 3, radius: radius)
        }
        return result
    }

    /// A running mean along rows or columns, each channel by itself.
    private mutating func boxFilter(lines: Int, length: Int, lineStep: Int, step: Int, radius: Int) {
        let count = radius * 2 + 1
        var line = [Int](repeating: 0, count: length)
        for start in 0..<lines {
            for channel in 0..<3 {
                let base = start * lineStep + channel
                for index in 0..<length { line[index] = Int(pixels[base + index * step]) }
                func value(_ index: Int) -> Int { line[min(length - 1, max(0, index))] }
                var sum = (-radius...radius).reduce(0) { $0 + value($1) }
                for index in 0..<length {
                    pixels[base + index * step] = UInt8((sum + count / 2) / count)
                    sum += value(index + radius + 1) - value(index - radius)
                }
            }
        }
    }
}
