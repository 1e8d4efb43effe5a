import SeedanceAPI

/// What can be seen at each cell of a small picture, gathered row by row.
///
/// Lightness and the two colour axes are in sixteenths of a step of 8 bits, so that means keep what they are made of.
struct AttentionFeatures: Sendable {
    static let cellsOnLongestSide = 128
    /// Of the picture that is looked at: three a cell, so that letters are detail and not gray.
    static let pixelsOnLongestSide = 384

    /// Cells of the whole picture.
    let size: PixelSize
    /// Rows of cells that are there.
    private(set) var rows = 0

    private(set) var lightness, redGreen, yellowBlue: AttentionPlane
    /// How much lightness changes from pixel to pixel.
    private(set) var detail: AttentionPlane
    /// 0…256, as `skin(_:_:_:)` says.
    private(set) var skin: AttentionPlane
    /// By how much the strongest of the three colours exceeds the weakest.
    private(set) var saturation: AttentionPlane

    /// - Parameter picture: the size of the picture that will be looked at.
    init(of picture: PixelSize) {
        size = picture.shrunk(toLongestSide: AttentionFeatures.cellsOnLongestSide)
        let empty = AttentionPlane(width: size.width, height: 0)
        (lightness, redGreen, yellowBlue, detail, skin, saturation) = (empty, empty, empty, empty, empty, empty)
    }

    /// Looks at the cells down to a row of them that have not been looked at.
    ///
    /// - Parameter picture: of which so much is there, and one row more, where it has one.
    mutating func look(at picture: Picture, downTo end: Int) {
        for row in rows..<max(rows, end) { look(at: picture, row) }
        rows = max(rows, end)
    }

    private mutating func look(at picture: Picture, _ row: Int) {
        let (columns, lines) = (picture.size.width, picture.size.height)
        let range = row * lines / size.height..<(row + 1) * lines / size.height
        picture.pixels.withUnsafeBufferPointer { pixels in
            func light(_ index: Int) -> Int32 {
                (Int32(pixels[index * 3]) * 54 + Int32(pixels[index * 3 + 1]) * 183 + Int32(pixels[index * 3 + 2]) * 19)
                    >> 8
            }
            for cell in 0..<size.width {
                let across = cell * columns / size.width..<(cell + 1) * columns / size.width
                var (red, green, blue, change) = (Int32(0), Int32(0), Int32(0), Int32(0))
                for y in range {
                    let below = y + 1 < lines ? columns : 0
                    for x in across {
                        let index = y * columns + x
                        red += Int32(pixels[index * 3])
                        green += Int32(pixels[index * 3 + 1])
                        blue += Int32(pixels[index * 3 + 2])
                        let here = light(index)
                        change += abs(light(x + 1 < columns ? index + 1 : index) - here)
                        change += abs(light(index + below) - here)
                    }
                }
                note(red, green, blue, change, count: Int32(clamping: max(1, across.count * range.count)))
            }
        }
    }

    /// The next cell.
    private mutating func note(_ red: Int32, _ green: Int32, _ blue: Int32, _ change: Int32, count: Int32) {
        // The weights of BT.709, on coded values.
        lightness.append((red * 54 + green * 183 + blue * 19) / (count * 16))
        redGreen.append((red - green) * 16 / count)
        yellowBlue.append((red + green - blue * 2) * 8 / count)
        detail.append(change * 16 / count)
        let (red, green, blue) = (red / count, green / count, blue / count)
        skin.append(AttentionFeatures.skin(red, green, blue))
        saturation.append(max(red, green, blue) - min(red, green, blue))
    }

    /// How much a colour could be that of skin, 0…256.
    ///
    /// Skin of all shades has nearly one hue: blood under melanin. So the shares of red and green in the sum decide,
    /// which do not change with the light. The lightest and the darkest shades are as near to gray as sand and brick are;
    /// such faces are found by what else they have. Source: the skin colour of smartcrop.js and libvips, (0.78, 0.57, 0.44).
    static func skin(_ red: Int32, _ green: Int32, _ blue: Int32) -> Int32 {
        let sum = red + green + blue
        guard sum > 60, red > green, green >= blue - 4 else { return 0 }
        let distance = abs(red * 1024 / sum - 440) * 3 + abs(green * 1024 / sum - 330) * 6
        // In the dark, colours are chance.
        let trust = min(256, (sum - 60) * 3)
        return max(0, 256 - distance) * trust / 256
    }
}
