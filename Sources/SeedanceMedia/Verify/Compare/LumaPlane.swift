import SeedanceAPI

/// The brightness of a picture, 8 bits a pixel, rows from the top without gaps.
struct LumaPlane: Hashable {
    let width: Int
    let height: Int
    let values: [UInt8]

    /// Luma after BT.709, full range.
    init(_ picture: Picture) {
        (width, height) = (picture.size.width, picture.size.height)
        values = picture.pixels.withUnsafeBufferPointer { pixels in
            let total = pixels.count / 3
            return [UInt8](unsafeUninitializedCapacity: total) { values, count in
                for index in 0..<total {
                    let red = UInt32(pixels[index * 3]) &* 54
                    let green = UInt32(pixels[index * 3 + 1]) &* 183
                    let blue = UInt32(pixels[index * 3 + 2]) &* 19
                    values[index] = UInt8(truncatingIfNeeded: (red &+ green &+ blue &+ 128) >> 8)
                }
                count = total
            }
        }
    }

    /// Nil where the count does not match.
    init?(width: Int, height: Int, values: [UInt8]) {
        guard width > 0, height > 0, PixelSize(width: width, height: height).area == values.count else { return nil }
        (self.width, self.height, self.values) = (width, height, values)
    }

    private init(checked values: [UInt8], width: Int, height: Int) {
        (self.width, self.height, self.values) = (width, height, values)
    }

    /// Half as wide and high; a last odd row or column is left out.
    func halved() -> LumaPlane {
        let (columns, rows) = (width / 2, height / 2)
        let half = values.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: columns * rows) { target, count in
                for y in 0..<rows {
                    let (upper, lower) = (y * 2 * width, (y * 2 + 1) * width)
                    for x in 0..<columns {
                        let sum =
                            UInt16(source[upper + x * 2]) &+ UInt16(source[upper + x * 2 + 1])
                            &+ UInt16(source[lower + x * 2]) &+ UInt16(source[lower + x * 2 + 1])
                        target[y * columns + x] = UInt8(truncatingIfNeeded: (sum &+ 2) >> 2)
                    }
                }
                count = columns * rows
            }
        }
        return LumaPlane(checked: half, width: columns, height: rows)
    }
}
