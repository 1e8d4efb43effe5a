import SeedanceAPI

@testable import SeedanceMedia

/// Whole files to begin with.
extension HEIFCraft {
    static let tile = PixelSize(width: 512, height: 512)

    /// One coded picture, item 1, with the properties 1 (size) and 2 (decoder) and those that are added.
    static func single(
        _ size: PixelSize = PixelSize(width: 64, height: 48), _ added: [[UInt8]] = [], essential: Bool = true
    ) -> HEIFCraft {
        var file = HEIFCraft()
        file.properties = [ispe(size), hvcC(size)] + added
        let numbers = added.indices.map { essential ? -($0 + 3) : $0 + 3 }
        file.items = [Item(id: 1, properties: [1, -2] + numbers, data: unit())]
        return file
    }

    static func avif(_ size: PixelSize = PixelSize(width: 64, height: 48), _ added: [[UInt8]] = []) -> HEIFCraft {
        var file = single(size, added)
        file.brands = ["avif", "mif1", "avif"]
        file.properties[1] = av1C()
        file.items[0].type = "av01"
        file.items[0].data = av1(size)
        return file
    }

    /// A grid, item 1, of tiles from item 2 on. Properties: 1 the grid's size, 2 a tile's size, 3 the decoder's record.
    static func grid(
        rows: Int = 2, columns: Int = 3, _ size: PixelSize = PixelSize(width: 1400, height: 1000),
        of tile: PixelSize = tile
    ) -> HEIFCraft {
        var file = HEIFCraft()
        file.properties = [ispe(size), ispe(tile), hvcC(tile)]
        let ids = Array(2..<rows * columns + 2)
        file.items = [
            Item(
                id: 1, type: "grid", properties: [1], data: gridData(rows: rows, columns: columns, size),
                construction: 1)
        ]
        file.items += ids.map { Item(id: $0, isHidden: true, properties: [2, -3], data: unit()) }
        file.references = [("dimg", 1, ids)]
        return file
    }

    /// As an iPhone's: a grid of hidden tiles with its own profile, turned by a quarter; a thumbnail, Exif and XMP, the
    /// depth of the scene, and a gain map that is a grid, too, and has an alternative in a `tmap` item.
    static func phone() -> HEIFCraft {
        let whole = PixelSize(width: 4032, height: 3024)
        var file = grid(rows: 6, columns: 8, whole)
        file.brands = ["heic", "mif1", "MiHB", "MiHE", "MiPr", "miaf", "heic", "tmap"]
        let small = PixelSize(width: 320, height: 240)
        let properties: [[UInt8]] = [
            irot(3), prof(Crafted.rgbProfile(name: "Display P3")), pixi([8, 8, 8]), ispe(small), hvcC(small),
            auxC("urn:com:apple:photo:2020:aux:hdrgainmap"), auxC("urn:mpeg:hevc:2015:auxid:2"),
            auxC("urn:com:apple:photo:2018:aux:portraiteffectsmatte"), box("uuid", Array(repeating: 0x41, count: 24)),
        ]
        file.properties += properties
        file.items[0].properties = [5, 1, -4, 6]
        for index in file.items.indices.dropFirst() { file.items[index].properties = [5, 2, -3] }
        let added: [Item] = [
            Item(id: 60, properties: [5, 7, -8, -4, 6], data: unit()),
            Item(id: 61, type: "Exif", isHidden: true, data: Crafted.big(6, 4) + Crafted.exif(orientation: 8)),
            Item(id: 62, type: "mime", isHidden: true, data: Crafted.text("<x/>")),
            Item(id: 63, isHidden: true, properties: [7, -8, 9, -4], data: unit()),
            Item(id: 64, isHidden: true, properties: [7, -8, 10, -4, -12], data: unit()),
            Item(id: 65, isHidden: true, properties: [7, -8, 11, -4], data: unit()),
            Item(id: 66, type: "tmap", properties: [1], data: [0, 0, 0, 0, 0, 0], construction: 1),
        ]
        file.items += added
        let references: [(type: String, from: Int, to: [Int])] = [
            ("thmb", 60, [1]), ("cdsc", 61, [1]), ("cdsc", 62, [1]), ("auxl", 63, [1]), ("auxl", 64, [1]),
            ("auxl", 65, [1]), ("dimg", 66, [1, 63]),
        ]
        file.references += references
        file.groups = [[66, 1]]
        return file
    }

    /// A picture with its transparency, items 1 and 2.
    static func transparent(_ size: PixelSize = PixelSize(width: 64, height: 48), premultiplied: Bool = false)
        -> HEIFCraft
    {
        var file = single(size)
        file.properties += [hvcC(size, chroma: 0), auxC(alpha)]
        file.items.append(Item(id: 2, isHidden: true, properties: [1, -3, 4], data: unit()))
        file.references = [("auxl", 2, [1])] + (premultiplied ? [("prem", 1, [2])] : [])
        return file
    }
}
