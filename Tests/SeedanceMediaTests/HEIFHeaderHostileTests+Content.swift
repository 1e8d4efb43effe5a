import SeedanceAPI

@testable import SeedanceMedia

/// What lies of grids, items, properties and coded data.
extension HEIFHeaderHostileTests {
    static let grids: [Defect] = [
        Defect("eleven of twelve tiles", .damaged, "of 12 tiles, and 11 are there", of: .grid(rows: 3, columns: 4)) {
            $0.references[0].to.removeLast()
        },
        Defect("no tiles at all", .damaged, "of 6 tiles, and 0 are there", of: .grid()) { $0.references = [] },
        Defect("a tile that is not there", .damaged, "item 1 refers to item 99, which is not there", of: .grid()) {
            $0.references[0].to[2] = 99
        },
        Defect("a tile that is no picture", .damaged, "its tile, item 4, is no picture", of: .grid()) {
            $0.items[3].type = "Exif"
        },
        Defect("a tile that is a grid", .unsupportedFormat, "tiles that are put together", of: .grid()) {
            $0.items[3].type = "grid"
        },
        Defect("tiles of several sizes", .damaged, "several sizes, 512x512 and 256x512", of: .grid()) {
            let small = PixelSize(width: 256, height: 512)
            $0.properties += [HEIFCraft.ispe(small), HEIFCraft.hvcC(small)]
            $0.items[3].properties = [4, -5]
        },
        Defect("tiles of several depths", .damaged, "coded in several ways", of: .grid()) {
            $0.properties.append(HEIFCraft.hvcC(HEIFCraft.tile, depth: 10))
            $0.items[3].properties = [2, -4]
        },
        Defect("a tile without a size", .damaged, "item 4 does not say how large it is", of: .grid()) {
            $0.items[3].properties = [-3]
        },
        Defect("a tile without data", .damaged, "item 4 has no data", of: .grid()) { $0.items[3].data = [] },
        Defect("a tile that is turned", .unsupportedFormat, "tiles are turned", of: .grid()) {
            $0.properties.append(HEIFCraft.irot(1))
            $0.items[3].properties.append(-4)
        },
        Defect("tiles that do not cover the picture", .damaged, "do not cover 1600x1000", of: .grid()) {
            let size = PixelSize(width: 1600, height: 1000)
            $0.items[0].data = HEIFCraft.gridData(rows: 2, columns: 3, size)
            $0.properties[0] = HEIFCraft.ispe(size)
        },
        Defect("a grid that contradicts its size", .damaged, "is 1401x1000 pixels, and its tiles make", of: .grid()) {
            $0.properties[0] = HEIFCraft.ispe(PixelSize(width: 1401, height: 1000))
        },
        Defect("a grid without a size", .damaged, "item 1 does not say how large", of: .grid()) {
            $0.items[0].properties = []
        },
        Defect("a grid cut off", .damaged, "does not say how its tiles", of: .grid()) {
            $0.items[0].data?.removeLast()
        },
        Defect("a grid of another version", .damaged, "does not say how its tiles", of: .grid()) {
            $0.items[0].data?[0] = 1
        },
        Defect("17,000 pixels a side", .limitExceeded, "17000x17000 pixels (289 megapixels)", of: .grid()) {
            let size = PixelSize(width: 17_000, height: 17_000)
            $0.items[0].data = HEIFCraft.gridData(rows: 2, columns: 3, size, isLong: true)
            $0.properties[0] = HEIFCraft.ispe(size)
        },
        Defect(
            "tiles of 17,000 pixels a side in a small picture", .limitExceeded, "17000x17000",
            of: .grid(
                of: PixelSize(width: 17_000, height: 17_000))
        ) { _ in },
        Defect(
            "tiles that are too many together", .limitExceeded, "6 tiles of 8000x8000 pixels (384 megapixels)",
            of: .grid(
                of: PixelSize(width: 8000, height: 8000))
        ) { _ in },
        Defect("a grid of two billion pixels a side", .limitExceeded, "the limit is 65536 pixels a side", of: .grid()) {
            $0.items[0].data = HEIFCraft.gridData(
                rows: 2, columns: 3, PixelSize(width: 1 << 31, height: 1 << 31), isLong: true)
        },
    ]

    static let items: [Defect] = [
        Defect("a thousand and one items", .limitExceeded, "1001 items or more; the limit is 1000", of: .single()) {
            $0.items += (2...1001).map { .init(id: $0, type: "Exif", data: []) }
        },
        Defect("a list of 60,000 items without them", .limitExceeded, "60000 items or more", of: .single()) {
            $0.order.removeAll { $0 == "iinf" }
            $0.extra = [HEIFCraft.full("iinf", Crafted.big(60_000, 2))]
        },
        Defect("fewer items than are said", .damaged, "says that it has 5 items and lists 0", of: .single()) {
            $0.order.removeAll { $0 == "iinf" }
            $0.extra = [HEIFCraft.full("iinf", Crafted.big(5, 2))]
        },
        Defect("two items of one number", .damaged, "two items of the number 1", of: .single()) {
            $0.items.append(.init(id: 1, type: "Exif"))
        },
        Defect("a main picture that is not there", .damaged, "its picture, item 5, is not there", of: .single()) {
            $0.primary = 5
        },
        Defect("no main picture", .damaged, "does not name its main picture", of: .single()) { $0.primary = nil },
        Defect("a main picture that is none", .damaged, "item 1, is none", of: .single()) { $0.items[0].type = "Exif" },
        Defect("a main picture that is hidden", .damaged, "is not to be shown", of: .single()) {
            $0.items[0].isHidden = true
        },
        Defect("an encrypted picture", .encrypted, "encrypted", of: .single()) { $0.items[0].isProtected = true },
        Defect("pictures over one another", .unsupportedFormat, "laid over one another ('iovl')", of: .single()) {
            $0.items[0].type = "iovl"
        },
        Defect("a picture coded as H.266", .unsupportedFormat, "coded as 'vvc1'", of: .single()) {
            $0.items[0].type = "vvc1"
        },
        Defect("no size", .damaged, "item 1 does not say how large it is", of: .single()) {
            $0.items[0].properties = [-2]
        },
        Defect("a size of nothing", .damaged, "0x48 pixels", of: .single()) {
            $0.properties[0] = HEIFCraft.ispe(PixelSize(width: 0, height: 48))
        },
        Defect("two sizes", .damaged, "item 1 has two sizes", of: .single()) { $0.items[0].properties = [1, 1, -2] },
        Defect("no record of the decoder", .damaged, "does not say how it is coded", of: .single()) {
            $0.items[0].properties = [1]
        },
        Defect("the record of another decoder", .damaged, "does not say how it is coded", of: .single()) {
            $0.properties[1] = HEIFCraft.av1C()
        },
        Defect("a property that is not there", .damaged, "has a property that is not there", of: .single()) {
            $0.items[0].properties.append(9)
        },
        Defect(
            "a property that must be understood", .unsupportedFormat, "without its property 'zzzz'",
            of: .single(
                size, [HEIFCraft.box("zzzz", [1])])
        ) { _ in },
        Defect(
            "two turns", .damaged, "turned, mirrored or cut out twice",
            of: .single(
                size, [HEIFCraft.irot(1), HEIFCraft.irot(2)])
        ) { _ in },
        Defect(
            "a part outside of the picture", .damaged, "does not lie inside",
            of: .single(
                size, [HEIFCraft.clap(PixelRect(x: 40, y: 0, width: 30, height: 40), of: size)])
        ) { _ in },
        Defect(
            "a part of no size", .damaged, "has no size",
            of: .single(
                size, [HEIFCraft.clap((0, 0), (10, 1), (0, 1), (0, 1))])
        ) { _ in },
        Defect(
            "a part of a negative size", .damaged, "does not lie inside",
            of: .single(
                size, [HEIFCraft.clap((-20, 1), (10, 1), (0, 1), (0, 1))])
        ) { _ in },
        Defect(
            "a part that ends before its fractions do", .damaged, "has no size",
            of: .single(
                size, [HEIFCraft.box("clap", [0, 0, 0, 1])])
        ) { _ in },
        Defect("boxes in boxes among the properties", .damaged, "there is a box 'ipco'", of: .single()) {
            $0.properties.append((0..<50).reduce(into: []) { bytes, _ in bytes = HEIFCraft.box("ipco", bytes) })
        },
        Defect("more properties than any file has", .limitExceeded, "5000 properties", of: .single()) {
            $0.properties += Array(repeating: HEIFCraft.box("free"), count: 5000)
        },
        Defect("transparency of another size", .unsupportedFormat, "whose transparency has 32x48", of: .transparent()) {
            let small = PixelSize(width: 32, height: 48)
            $0.properties += [HEIFCraft.ispe(small), HEIFCraft.hvcC(small)]
            $0.items[1].properties = [5, -6, 4]
        },
        Defect("transparency of 17,000 pixels a side", .limitExceeded, "17000x17000", of: .transparent()) {
            $0.properties.append(HEIFCraft.ispe(PixelSize(width: 17_000, height: 17_000)))
            $0.items[1].properties = [5, -3, 4]
        },
    ]

    static let huge = PixelSize(width: 17_000, height: 17_000)

    static let coded: [Defect] = [
        Defect("a decoder's record of 17,000 pixels a side", .damaged, "its coded data 17000x17000", of: .single()) {
            $0.properties[1] = HEIFCraft.hvcC(huge)
        },
        Defect("a second size in the decoder's record", .damaged, "its coded data 17000x17000", of: .single()) {
            $0.properties[1] = HEIFCraft.hvcC(sps: [HEIFCraft.sps(size), HEIFCraft.sps(huge)])
        },
        Defect("a second size in the coded data", .damaged, "its coded data 17000x17000", of: .single()) {
            $0.items[0].data = HEIFCraft.unit() + HEIFCraft.unit(HEIFCraft.sps(huge))
        },
        Defect(
            "17,000 pixels a side of which a few are shown", .damaged, "17000x17000 pixels, of which 64x48",
            of: .single()
        ) {
            $0.properties[1] = HEIFCraft.hvcC(
                sps: [HEIFCraft.sps(huge, chroma: 3, right: 17_000 - 64, bottom: 17_000 - 48)], chroma: 3)
        },
        Defect("a tile of 17,000 pixels a side inside", .damaged, "its coded data 17000x17000", of: .grid()) {
            $0.items[4].data = HEIFCraft.unit(HEIFCraft.sps(huge))
        },
        Defect("AV1 of 17,000 pixels a side", .damaged, "its coded data 17000x17000", of: .avif()) {
            $0.items[0].data = HEIFCraft.av1(huge)
        },
        Defect("AV1 of 17,000 pixels a side in its record", .damaged, "its coded data 17000x17000", of: .avif()) {
            $0.properties[1] = HEIFCraft.av1C(units: HEIFCraft.av1(huge))
        },
        Defect(
            "a smaller layer of several", .unsupportedFormat, "in layers",
            of: .avif(
                PixelSize(width: 32, height: 24), [HEIFCraft.box("a1op", [2])])
        ) { $0.items[0].data = HEIFCraft.av1(size) },
        Defect("no size in the coded data", .damaged, "does not say how large it is", of: .single()) {
            $0.properties[1] = HEIFCraft.hvcC(sps: [])
        },
        Defect("AV1 without a sequence header", .damaged, "does not say how large it is", of: .avif()) {
            $0.items[0].data = [0x32, 2, 7, 7]
        },
        Defect("a unit longer than the data", .damaged, "cut into pieces that are longer", of: .single()) {
            $0.items[0].data = [0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]
        },
        Defect("a unit of AV1 longer than the data", .damaged, "cut into pieces that are longer", of: .avif()) {
            $0.items[0].data = [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]
        },
        Defect("a hundred thousand units of nothing", .limitExceeded, "more than 100000 chunks", of: .single()) {
            $0.items[0].data = Array(repeating: 0, count: 500_000)
        },
        Defect("a parameter set cut off", .damaged, "set up with cannot be read", of: .single()) {
            $0.properties[1] = HEIFCraft.hvcC(sps: [Array(HEIFCraft.sps(size).prefix(10))])
        },
        Defect("lengths of three bytes", .damaged, "set up with is not in order", of: .single()) {
            $0.properties[1] = HEIFCraft.hvcC(sps: [HEIFCraft.sps(size)], lengthBytes: 3)
        },
    ]
}
