/// A picture's luma as the means of its blocks.
package struct LumaGrid: Hashable, Sendable {
    /// The sides of a block. **Units**: pixels. Those at the right and at the bottom may be smaller.
    package static let side = 16

    package var columns: Int
    package var rows: Int
    /// Row after row, from 0 (black) to 255 (white) of the nominal range.
    package var values: [UInt8]

    package init(columns: Int, rows: Int, values: [UInt8]) {
        self.columns = columns
        self.rows = rows
        self.values = values
    }

    /// Whether something can be told apart on it.
    var hasShape: Bool {
        guard let least = values.min(), let most = values.max() else { return false }
        return most - least > 4
    }

    /// How alike the shapes of light and dark are, whatever the brightness and the contrast: 1 for the same, 0 for
    /// strangers and where there is no shape.
    func likeness(to other: LumaGrid) -> Double {
        guard columns == other.columns, rows == other.rows, !values.isEmpty else { return 0 }
        var (sumA, sumB, squareA, squareB, product) = (Int64(0), Int64(0), Int64(0), Int64(0), Int64(0))
        values.withUnsafeBufferPointer { first in
            other.values.withUnsafeBufferPointer { second in
                for index in 0..<min(first.count, second.count) {
                    let (a, b) = (Int64(first[index]), Int64(second[index]))
                    sumA &+= a
                    sumB &+= b
                    squareA &+= a &* a
                    squareB &+= b &* b
                    product &+= a &* b
                }
            }
        }
        let count = Double(values.count)
        let (meanA, meanB) = (Double(sumA) / count, Double(sumB) / count)
        let (spreadA, spreadB) = (Double(squareA) / count - meanA * meanA, Double(squareB) / count - meanB * meanB)
        guard spreadA > 1, spreadB > 1 else { return 0 }
        return (Double(product) / count - meanA * meanB) / (spreadA * spreadB).squareRoot()
    }
}
