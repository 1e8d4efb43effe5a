import SeedanceAPI

/// How much each part of a picture draws the eye.
///
/// What is unlike the rest of the picture and unlike its surroundings, detailed, of the colour of skin, or colourful:
/// the published ideas of smartcrop.js (skin, saturation, edges) and of centre–surround models of saliency
/// (Itti, Koch and Niebur 1998; Cheng and others 2011), on a picture of some hundred cells a side. In whole numbers,
/// so that the same pixels give the same map on every machine.
struct AttentionMap: Hashable, Sendable {
    /// From 0.
    var plane: AttentionPlane

    /// How much each observation counts.
    static let rarityWeight: Int32 = 3
    static let contrastWeight: Int32 = 1
    static let detailWeight: Int32 = 3
    static let skinWeight: Int32 = 3
    static let saturationWeight: Int32 = 1
    /// How much a difference of detail counts beside one of colour.
    static let texture: Int32 = 2
    /// Colours that differ by more than this are as different as can be.
    static let largestDifference: Int32 = 64 * 16
    /// The radius that stands for a thing, and the one that stands for its surroundings, as parts of the longest side.
    static let smallPart = 32
    static let largePart = 7
    /// Of the way from the mean to the highest value, in 256ths: what is below draws nobody's eye.
    static let floorShare = 48
    /// Nor does what exceeds the mean by less than this: a difference of some four steps of 8 bits.
    static let noise: Int32 = 16

    init(_ features: AttentionFeatures) {
        let (width, height) = (features.size.width, features.rows)
        let longest = max(width, features.size.height)
        let (near, far) = (max(1, longest / AttentionMap.smallPart), max(2, longest / AttentionMap.largePart))
        let cells = AttentionLook(features, radius: near)
        let surround = AttentionLook(features, radius: far)
        let tiles = AttentionLook.tiles(of: features)
        let rarity = AttentionMap.rarity(of: cells, among: tiles)
        let usual = cells.detail.mean
        var skin = features.skin
        for index in skin.values.indices { skin.values[index] = skin.values[index] * rarity.values[index] / 128 }
        skin = skin.blurred(radius: near)
        let saturation = features.saturation.blurred(radius: near)
        plane = AttentionPlane(width: width, height: height)
        for index in plane.values.indices {
            let contrast = cells.difference(at: index, from: surround) / 16
            let rare = rarity.values[index]
            plane.values[index] =
                rare * AttentionMap.rarityWeight + contrast * AttentionMap.contrastWeight
                + max(0, cells.detail.values[index] - usual) / 8 * AttentionMap.detailWeight
                + skin.values[index] * AttentionMap.skinWeight
                + max(0, saturation.values[index] - 50) * rare / 64 * AttentionMap.saturationWeight
        }
        emphasise()
    }

    /// For each cell, the mean difference from all parts of the picture.
    private static func rarity(of cells: AttentionLook, among tiles: AttentionLook) -> AttentionPlane {
        var rarity = AttentionPlane(width: cells.lightness.width, height: cells.lightness.height)
        let count = tiles.lightness.values.count
        for tile in 0..<count { cells.addDifferences(from: tiles, at: tile, to: &rarity) }
        let divisor = Int32(clamping: count * 16)
        for index in rarity.values.indices { rarity.values[index] /= divisor }
        return rarity
    }

    /// Leaves what stands out: squares of what exceeds the mean.
    private mutating func emphasise() {
        let (mean, top) = (plane.mean, plane.values.max() ?? 0)
        let floor = mean + max(AttentionMap.noise, (top - mean) * Int32(AttentionMap.floorShare) / 256)
        for index in plane.values.indices {
            let value = max(0, plane.values[index] - floor)
            plane.values[index] = min(4096, value) * min(4096, value) / 64
        }
    }
}

/// Colours and detail, blurred.
struct AttentionLook {
    var lightness, redGreen, yellowBlue, detail: AttentionPlane

    private static let tileSide = 20

    init(_ features: AttentionFeatures, radius: Int) {
        lightness = features.lightness.blurred(radius: radius)
        redGreen = features.redGreen.blurred(radius: radius)
        yellowBlue = features.yellowBlue.blurred(radius: radius)
        detail = features.detail.blurred(radius: radius)
    }

    private init(
        _ lightness: AttentionPlane, _ redGreen: AttentionPlane, _ yellowBlue: AttentionPlane, _ detail: AttentionPlane
    ) {
        (self.lightness, self.redGreen, self.yellowBlue, self.detail) = (lightness, redGreen, yellowBlue, detail)
    }

    /// The means of tiles of some twenty cells a side.
    static func tiles(of features: AttentionFeatures) -> AttentionLook {
        func tiles(_ plane: AttentionPlane) -> AttentionPlane {
            let (columns, rows) = (max(1, plane.width / tileSide), max(1, plane.height / tileSide))
            var result = AttentionPlane(width: columns, height: rows)
            for row in 0..<rows {
                for column in 0..<columns {
                    var (sum, count) = (0, 0)
                    for y in row * plane.height / rows..<(row + 1) * plane.height / rows {
                        for x in column * plane.width / columns..<(column + 1) * plane.width / columns {
                            sum += Int(plane.values[y * plane.width + x])
                            count += 1
                        }
                    }
                    result.values[row * columns + column] = Int32(clamping: sum / max(1, count))
                }
            }
            return result
        }
        return AttentionLook(
            tiles(features.lightness), tiles(features.redGreen), tiles(features.yellowBlue), tiles(features.detail))
    }

    /// The difference of every cell from one place of `other`.
    func addDifferences(from other: AttentionLook, at place: Int, to sums: inout AttentionPlane) {
        let (light, red, yellow, busy) = (
            other.lightness.values[place], other.redGreen.values[place], other.yellowBlue.values[place],
            other.detail.values[place]
        )
        lightness.values.withUnsafeBufferPointer { lightness in
            redGreen.values.withUnsafeBufferPointer { redGreen in
                yellowBlue.values.withUnsafeBufferPointer { yellowBlue in
                    detail.values.withUnsafeBufferPointer { detail in
                        sums.values.withUnsafeMutableBufferPointer { sums in
                            for index in 0..<sums.count {
                                let difference =
                                    abs(lightness[index] &- light) &+ abs(redGreen[index] &- red)
                                    &+ abs(yellowBlue[index] &- yellow)
                                    &+ abs(detail[index] &- busy) &* AttentionMap.texture
                                sums[index] &+= min(AttentionMap.largestDifference, difference)
                            }
                        }
                    }
                }
            }
        }
    }

    func difference(at index: Int, from other: AttentionLook) -> Int32 {
        let difference =
            abs(lightness.values[index] - other.lightness.values[index])
            + abs(redGreen.values[index] - other.redGreen.values[index])
            + abs(yellowBlue.values[index] - other.yellowBlue.values[index])
            + abs(detail.values[index] - other.detail.values[index]) * AttentionMap.texture
        return min(AttentionMap.largestDifference, difference)
    }
}
