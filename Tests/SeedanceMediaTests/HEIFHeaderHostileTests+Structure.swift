import SeedanceAPI

@testable import SeedanceMedia

/// What lies of places, references and boxes.
extension HEIFHeaderHostileTests {
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
}
