import SeedanceAPI
import Testing

@testable import SeedanceMedia

/// Files that lie, one defect each: named errors, and nothing else.
@Suite struct HEIFHeaderHostileTests {
    static let size = PixelSize(width: 64, height: 48)

    struct Defect: CustomTestStringConvertible, Sendable {
        let name: String
        let code: MediaError.Code
        /// A part of the sentence.
        let says: String
        let bytes: [UInt8]
        var testDescription: String { name }

        init(_ name: String, _ code: MediaError.Code, _ says: String, _ bytes: [UInt8]) {
            (self.name, self.code, self.says, self.bytes) = (name, code, says, bytes)
        }

        init(
            _ name: String, _ code: MediaError.Code, _ says: String, of file: HEIFCraft,
            change: (inout HEIFCraft) -> Void
        ) {
            var file = file
            change(&file)
            self.init(name, code, says, file.bytes())
        }
    }

    // MARK: Places

    static let places: [Defect] = [
        Defect("an extent a little behind the end", .truncated, "outside of what there is", of: .single()) {
            $0.items[0].place = [(100, 5_000)]
        },
        Defect("an extent that begins behind the end", .truncated, "outside of what there is", of: .single()) {
            $0.items[0].place = [(100_000, 10)]
        },
        Defect("an extent at four gigabytes", .damaged, "outside of the file", of: .single()) {
            $0.items[0].place = [(0xFFFF_FFFF, 0xFFFF_FFFF)]
        },
        Defect("an extent whose end overflows", .damaged, "outside of the file", of: .single()) {
            $0.offsetBytes = 8
            $0.lengthBytes = 8
            $0.items[0].place = [(.max, .max)]
        },
        Defect("an extent beyond 63 bits", .damaged, "impossibly large", of: .single()) {
            $0.offsetBytes = 8
            $0.items[0].place = [(-1, 10)]
        },
        Defect("an extent outside of idat", .damaged, "outside of the box 'idat'", of: .grid()) {
            $0.items[0].place = [(4, 8)]
        },
        Defect("a place in an idat that is missing", .damaged, "'idat' that is missing", of: .grid()) {
            $0.order.removeAll { $0 == "idat" }
        },
        Defect("an item of more bytes than the file", .damaged, "longer than the file", of: .single()) {
            $0.items[0].place = Array(repeating: (0, 200), count: 4)
        },
        Defect("an item in 33 pieces", .limitExceeded, "lies in 33 pieces; the limit is 32", of: .single()) {
            $0.items[0].place = Array(repeating: (0, 1), count: 33)
        },
        Defect("an item in another file", .unsupportedFormat, "lies in another file", of: .single()) {
            $0.items[0].dataReference = 1
        },
        Defect("an item inside of another item", .unsupportedFormat, "inside of another item", of: .single()) {
            $0.items[0].construction = 2
        },
        Defect("an item without a place", .damaged, "does not say where its data lies", of: .single()) {
            $0.items[0].data = nil
        },
        Defect("an item without data", .damaged, "item 1 has no data", of: .single()) { $0.items[0].data = [] },
        Defect("numbers of three bytes", .damaged, "numbers of 3 bytes", of: .single()) { $0.lengthBytes = 3 },
        Defect("a list of places of version 3", .damaged, "version 3", of: .single()) { $0.locationVersion = 3 },
        Defect("two places of an item", .damaged, "says twice where item 1 lies", of: .single()) {
            $0.items.append($0.items[0])
            $0.items[1].type = "Exif"
            $0.order = ["hdlr", "pitm", "iprp", "iloc"]
            $0.items[1].properties = []
            $0.extra = [
                HEIFCraft.full(
                    "iinf", Crafted.big(1, 2),
                    HEIFCraft.full("infe", version: 2, [0, 1, 0, 0], Crafted.text("hvc1"), [0]))
            ]
        },
    ]

    // MARK: Grids

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

    // MARK: References

    static let circles: [Defect] = [
        Defect("a grid that is its own tile", .damaged, "item 1 is made of itself", of: .grid()) {
            $0.references[0].to[5] = 1
        },
        Defect("two grids made of each other", .damaged, "item 1 is made of itself", of: .grid()) {
            $0.items[1].type = "grid"
            $0.references.append(("dimg", 2, [1]))
        },
        Defect("pictures that show each other", .damaged, "is made of itself", of: .single()) {
            $0.items += [.init(id: 2, type: "iden", data: []), .init(id: 3, type: "iden", data: [])]
            $0.references = [("dimg", 2, [3]), ("dimg", 3, [2])]
            $0.primary = 2
        },
        Defect("a circle far from the main picture", .damaged, "item 3 is made of itself", of: .single()) {
            $0.items += (2...6).map { .init(id: $0, type: "iden", data: []) }
            $0.references = [("dimg", 2, [3]), ("dimg", 3, [4]), ("dimg", 4, [5]), ("dimg", 5, [3]), ("dimg", 6, [1])]
        },
        Defect("a picture that is its own thumbnail", .damaged, "thumbnail of a thumbnail", of: .single()) {
            $0.references = [("thmb", 1, [1])]
        },
        Defect("a thumbnail of a thumbnail", .damaged, "thumbnail of a thumbnail", of: .transparent()) {
            $0.items.append($0.items[0])
            $0.items[2].id = 3
            $0.references = [("thmb", 3, [2]), ("thmb", 2, [1])]
        },
        Defect("an addition to itself", .damaged, "item 2 is an addition to itself", of: .transparent()) {
            $0.references = [("auxl", 2, [2])]
        },
        Defect("a picture shown of two", .damaged, "shows 2 other items instead of one", of: .transparent()) {
            $0.items.append(.init(id: 3, type: "iden", data: []))
            $0.references.append(("dimg", 3, [1, 2]))
            $0.primary = 3
        },
        Defect("two lists of parts", .damaged, "says twice what item 1 is made of", of: .grid()) {
            $0.references.append($0.references[0])
        },
        Defect("a thumbnail of nothing", .damaged, "refers to item 7, which is not there", of: .transparent()) {
            $0.references.append(("thmb", 2, [7]))
        },
        Defect("more references than any file has", .limitExceeded, "20000 references", of: .single()) {
            $0.references = (0..<30).map { _ in ("cdsc", 1, Array(repeating: 1, count: 1000)) }
        },
    ]

    // MARK: Items and properties

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

    // MARK: Coded data

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

    // MARK: Boxes

    static let boxes: [Defect] = [
        Defect(
            "no list of pictures", .damaged, "no list of pictures ('meta')", HEIFCraft.box("ftyp", Crafted.text("heic"))
        ),
        Defect("two lists of pictures", .damaged, "two lists of pictures", of: .single()) {
            $0.late = HEIFCraft.full("meta")
        },
        Defect("two lists of items", .damaged, "two boxes 'iinf'", of: .single()) { $0.order += ["iinf"] },
        Defect("no list of places", .damaged, "'iloc' is missing", of: .single()) {
            $0.order.removeAll { $0 == "iloc" }
        },
        Defect("no list of items", .damaged, "'iinf' is missing", of: .single()) {
            $0.order.removeAll { $0 == "iinf" }
        },
        Defect("no properties", .damaged, "'iprp' is missing", of: .single()) { $0.order.removeAll { $0 == "iprp" } },
        Defect("a list of something else", .damaged, "is not one of pictures", of: .single()) { $0.handler = "vide" },
        Defect("a box longer than its parent", .damaged, "'zzzz' is longer than what it lies in", of: .single()) {
            $0.extra = [Crafted.big(50, 4) + Crafted.text("zzzz")]
        },
        Defect("a box shorter than its header", .damaged, "shorter than its own header", of: .single()) {
            $0.extra = [Crafted.big(7, 4) + Crafted.text("zzzz")]
        },
        Defect("a box without a length", .damaged, "'zzzz' has no length", of: .single()) {
            $0.extra = [Crafted.big(0, 4) + Crafted.text("zzzz")]
        },
        Defect("a length of 64 bits", .damaged, "impossible length", of: .single()) {
            $0.extra = [Crafted.big(1, 4) + Crafted.text("zzzz") + Array(repeating: 0xFF, count: 8)]
        },
        Defect(
            "a file cut off in its last box", .truncated, "ends inside its box 'mdat'",
            Array(HEIFCraft.single().bytes().dropLast())),
        Defect("something else in front of the list", .damaged, "is no box", of: .single()) {
            $0.early = [[0, 0, 0, 9, 0, 1, 2, 3, 4]]
        },
        Defect("a property cut off", .damaged, "the box 'ispe' is too short", of: .single()) {
            $0.properties[0] = HEIFCraft.full("ispe", [0, 0])
        },
        Defect("a flood of boxes", .limitExceeded, "more than 100000 chunks", of: .single()) {
            $0.extra = [Array(repeating: HEIFCraft.box("free"), count: 100_001).flatMap { $0 }]
        },
        Defect(
            "a compact file", .unsupportedFormat, "compact form ('mini')",
            HEIFCraft.box("ftyp", Crafted.text("mif3avif")) + HEIFCraft.box("mini", [1])),
        Defect(
            "a sequence in tracks alone", .unsupportedFormat, "in tracks",
            HEIFCraft.box("ftyp", Crafted.text("msf1"), [0, 0, 0, 0], Crafted.text("hevc")) + movie(5)),
    ]

    /// A track of pictures, as far as the number of them.
    static func movie(_ count: Int) -> [UInt8] {
        let table = HEIFCraft.full("stsz", Crafted.big(0, 4), Crafted.big(count, 4))
        let handler = HEIFCraft.full("hdlr", Crafted.big(0, 4), Crafted.text("pict"), Array(repeating: 0, count: 13))
        let media = HEIFCraft.box("mdia", handler, HEIFCraft.box("minf", HEIFCraft.box("stbl", table)))
        return HEIFCraft.box("moov", HEIFCraft.box("trak", media))
    }

    static let all: [Defect] = [places, grids, circles, items, coded, boxes].flatMap { $0 }

    @Test(arguments: all)
    func `it is refused by name`(defect: Defect) throws {
        let error = try #require(headerError(defect.bytes))
        #expect(error.code == defect.code, "\(error)")
        #expect(error.message.contains(defect.says), "\(error)")
        #expect(error.hint != nil)
    }

    @Test func `the files that they were made from are good`() throws {
        for file in [HEIFCraft.single(), .avif(), .grid(), .transparent(), .phone()] {
            #expect(headerError(file.bytes()) == nil)
        }
        var most = HEIFCraft.single()
        most.items += (2...1000).map { .init(id: $0, type: "Exif", data: []) }
        #expect(headerError(most.bytes()) == nil)
        var file = HEIFCraft.single()
        file.late = Self.movie(5)
        #expect(try header(file.bytes()).isAnimated)
        file.late = Self.movie(1)
        #expect(try header(file.bytes()).isAnimated == false)
    }

    @Test func `metadata that would unpack to more than the limit is refused before anybody unpacks it`() throws {
        let text = Array(repeating: UInt8(65), count: 5000)
        var file = HEIFCraft.single()
        file.items.append(.init(id: 2, type: "mime", data: Crafted.storedZlib(text), encoding: "deflate"))
        file.references = [("cdsc", 2, [1])]
        #expect(headerError(file.bytes()) == nil)
        let small = FormatLimitsTests.limits { $0.metadataBytes = 6000 }
        #expect(headerError(file.bytes(), limits: small)?.code == .limitExceeded)
        // libheif 1.15 would look for its end for ever.
        file.items[1].data?.removeLast(100)
        #expect(headerError(file.bytes())?.message.contains("cannot be unpacked") == true)
        file.items[1].encoding = ""
        #expect(headerError(file.bytes()) == nil)
        let tiny = FormatLimitsTests.limits { $0.metadataBytes = 100 }
        #expect(headerError(file.bytes(), limits: tiny)?.code == .limitExceeded)
    }

    @Test func `items that share their data cannot multiply it without end`() {
        var file = HEIFCraft.single()
        file.items += (2...1000).map {
            .init(id: $0, isHidden: true, properties: [1, -2], data: [], place: [(0, 900)])
        }
        #expect(headerError(file.bytes()) == nil)
        let small = FormatLimitsTests.limits { $0.pictureBytes = 200_000 }
        #expect(headerError(file.bytes(), limits: small)?.message.contains("bytes together") == true)
    }
}
