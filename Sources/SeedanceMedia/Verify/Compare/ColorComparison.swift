import SeedanceAPI

/// How far the colours of two pictures are from each other for the eye, as a whole and not pixel by pixel.
enum ColorComparison {
    /// The longer side is divided into so many squares. With 40 of them a wrong matrix (1.1 to 1.8) stands out from
    /// what a good (0.2) and a poor encoding (1.1) do to colours; with 160, a poor encoding differs more (2.4).
    private static let squares = 40

    /// The mean CIEDE2000 over small squares of both pictures; nil when their sizes differ.
    static func meanDifference(_ first: Picture, _ second: Picture) -> Double? {
        guard first.size == second.size else { return nil }
        let side = max(1, max(first.size.width, first.size.height) / squares)
        let (columns, rows) = ((first.size.width + side - 1) / side, (first.size.height + side - 1) / side)
        var sum = 0.0
        first.pixels.withUnsafeBufferPointer { one in
            second.pixels.withUnsafeBufferPointer { two in
                for row in 0..<rows {
                    for column in 0..<columns {
                        let x = column * side..<min(first.size.width, (column + 1) * side)
                        let y = row * side..<min(first.size.height, (row + 1) * side)
                        let color = mean(one, x, y, first.size.width)
                        sum += color.difference(from: mean(two, x, y, first.size.width))
                    }
                }
            }
        }
        return sum / Double(columns * rows)
    }

    /// The mean of a rectangle's light.
    private static func mean(
        _ pixels: UnsafeBufferPointer<UInt8>, _ x: Range<Int>, _ y: Range<Int>, _ width: Int
    ) -> LabColor {
        LabColor.linear.withUnsafeBufferPointer { linear in
            var (red, green, blue) = (0.0, 0.0, 0.0)
            for row in y {
                var index = (row * width + x.lowerBound) * 3
                for _ in x {
                    red += linear[Int(pixels[index])]
                    green += linear[Int(pixels[index + 1])]
                    blue += linear[Int(pixels[index + 2])]
                    index += 3
                }
            }
            let count = Double(x.count * y.count)
            return LabColor(red: red / count, green: green / count, blue: blue / count)
        }
    }
}
