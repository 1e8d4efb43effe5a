/// How alike two pictures are in structure: 1 for the same, near 0 for unrelated ones.
///
/// The mean over windows of 8 by 8 pixels, four pixels apart. Source: Wang, Bovik, Sheikh and Simoncelli, "Image
/// quality assessment: from error visibility to structural similarity", IEEE Transactions on Image Processing 13
/// (2004); the windows are those that x264 and libavfilter use.
enum StructuralSimilarity {
    private struct Sums {
        var first = 0
        var second = 0
        var squares = 0
        var product = 0

        static func + (left: Sums, right: Sums) -> Sums {
            Sums(
                first: left.first &+ right.first, second: left.second &+ right.second,
                squares: left.squares &+ right.squares, product: left.product &+ right.product)
        }

        mutating func add(_ one: Int, _ two: Int) {
            first &+= one
            second &+= two
            squares &+= one &* one &+ two &* two
            product &+= one &* two
        }

        func similarity(of count: Int) -> Double {
            let n = Double(count)
            let (one, two) = (Double(first), Double(second))
            let variances = Double(squares) * n - one * one - two * two
            let covariance = Double(product) * n - one * two
            let c1 = 0.01 * 0.01 * 255 * 255 * n
            let c2 = 0.03 * 0.03 * 255 * 255 * n * (n - 1)
            return (2 * one * two + c1) * (2 * covariance + c2)
                / ((one * one + two * two + c1) * (variances + c2))
        }
    }

    /// Nil when the sizes differ or a side has less than two pixels. A last part row or column of blocks is left out.
    static func mean(_ first: LumaPlane, _ second: LumaPlane) -> Double? {
        guard first.width == second.width, first.height == second.height else { return nil }
        let (columns, rows) = (first.width / 4, first.height / 4)
        guard columns > 1, rows > 1 else { return ofWhole(first, second) }
        return first.values.withUnsafeBufferPointer { one in
            second.values.withUnsafeBufferPointer { two in
                var above = [Sums](repeating: Sums(), count: columns)
                var current = above
                var total = 0.0
                for row in 0..<rows {
                    swap(&above, &current)
                    for column in 0..<columns {
                        current[column] = block(one, two, at: row * 4 * first.width + column * 4, first.width)
                    }
                    guard row > 0 else { continue }
                    for column in 1..<columns {
                        let sums = above[column - 1] + above[column] + current[column - 1] + current[column]
                        total += sums.similarity(of: 64)
                    }
                }
                return total / Double((columns - 1) * (rows - 1))
            }
        }
    }

    private static func block(
        _ one: UnsafeBufferPointer<UInt8>, _ two: UnsafeBufferPointer<UInt8>, at start: Int, _ stride: Int
    ) -> Sums {
        var sums = Sums()
        for y in 0..<4 {
            let row = start + y * stride
            for x in row..<row + 4 { sums.add(Int(one[x]), Int(two[x])) }
        }
        return sums
    }

    /// Pictures too small for windows.
    private static func ofWhole(_ first: LumaPlane, _ second: LumaPlane) -> Double? {
        guard first.values.count > 1 else { return nil }
        var sums = Sums()
        for (one, two) in zip(first.values, second.values) { sums.add(Int(one), Int(two)) }
        return sums.similarity(of: first.values.count)
    }
}
