/// One number for each cell of a picture, in rows from the top.
struct AttentionPlane: Hashable, Sendable {
    let width: Int
    private(set) var height: Int
    var values: [Int32]

    init(width: Int, height: Int, _ values: [Int32]) {
        (self.width, self.height, self.values) = (width, height, values)
    }

    init(width: Int, height: Int) {
        self.init(width: width, height: height, [Int32](repeating: 0, count: width * height))
    }

    /// Puts a cell after the last one.
    mutating func append(_ value: Int32) {
        values.append(value)
        height = values.count / max(1, width)
    }

    var mean: Int32 { Int32(clamping: values.reduce(0) { $0 + Int($1) } / max(1, values.count)) }

    /// The mean of the square of cells around each cell; at the edges of those that there are.
    func blurred(radius: Int) -> AttentionPlane {
        var turned = AttentionPlane(width: height, height: width)
        addAlongRows(into: &turned, radius)
        var result = AttentionPlane(width: width, height: height)
        turned.addAlongRows(into: &result, radius)
        // Divided once, in the end, which is where the time goes.
        func count(_ at: Int, _ length: Int) -> Int32 {
            Int32(clamping: min(length, at + radius + 1) - max(0, at - radius))
        }
        for y in 0..<height {
            let rows = count(y, height)
            for x in 0..<width { result.values[y * width + x] /= rows * count(x, width) }
        }
        return result
    }

    /// Running sums along the rows, which become the columns of `target`.
    private func addAlongRows(into target: inout AttentionPlane, _ radius: Int) {
        values.withUnsafeBufferPointer { source in
            target.values.withUnsafeMutableBufferPointer { target in
                for y in 0..<height {
                    let row = y * width
                    var sum: Int32 = 0
                    for x in 0..<min(radius, width) { sum &+= source[row + x] }
                    for x in 0..<width {
                        if x + radius < width { sum &+= source[row + x + radius] }
                        if x > radius { sum &-= source[row + x - radius - 1] }
                        target[x * height + y] = sum
                    }
                }
            }
        }
    }
}
