import SeedanceAPI

extension AttentionMap {
    /// The picture in dark gray under what draws the eye, from dark violet over red to bright yellow.
    func drawn(over picture: Picture) -> Picture {
        var result = picture
        let (width, height) = (picture.size.width, picture.size.height)
        let top = max(1, plane.values.max() ?? 1)
        for y in 0..<height {
            for x in 0..<width {
                let index = (y * width + x) * 3
                let light =
                    (Int(picture.pixels[index]) * 54 + Int(picture.pixels[index + 1]) * 183
                        + Int(picture.pixels[index + 2]) * 19) >> 8
                // The map holds squares; their roots show more of what is weak.
                let share = (value(x, of: width, y, of: height) / Double(top)).squareRoot()
                let color = AttentionMap.heat(share)
                let cover = min(1, share * 1.6) * 0.85
                for channel in 0..<3 {
                    let value = Double(light) * 0.45 * (1 - cover) + color[channel] * cover
                    result.pixels[index + channel] = UInt8(min(255, max(0, value)))
                }
            }
        }
        return result
    }

    /// Between the middles of cells in proportion.
    private func value(_ x: Int, of width: Int, _ y: Int, of height: Int) -> Double {
        func place(_ at: Int, _ total: Int, _ cells: Int) -> (first: Int, second: Int, share: Double) {
            let exact = max(0, (Double(at) + 0.5) / Double(total) * Double(cells) - 0.5)
            let first = min(cells - 1, Int(exact))
            return (first, min(cells - 1, first + 1), exact - Double(first))
        }
        let (column, row) = (place(x, width, plane.width), place(y, height, plane.height))
        func line(_ row: Int) -> Double {
            let start = row * plane.width
            return Double(plane.values[start + column.first]) * (1 - column.share)
                + Double(plane.values[start + column.second]) * column.share
        }
        return line(row.first) * (1 - row.share) + line(row.second) * row.share
    }

    /// - Parameter share: 0…1.
    private static func heat(_ share: Double) -> SIMD3<Double> {
        let steps: [SIMD3<Double>] = [
            SIMD3(60, 20, 110), SIMD3(170, 40, 100), SIMD3(236, 84, 48), SIMD3(252, 170, 40), SIMD3(255, 246, 160),
        ]
        let place = min(max(0, share), 1) * Double(steps.count - 1)
        let first = min(steps.count - 2, Int(place))
        return steps[first] + (steps[first + 1] - steps[first]) * (place - Double(first))
    }
}
