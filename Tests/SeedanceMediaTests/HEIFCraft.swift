import SeedanceAPI

@testable import SeedanceMedia

/// Composes HEIF files box by box, good ones and bad ones.
///
/// Source: ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12.
struct HEIFCraft {
    struct Item {
        var id: Int
        var type = "hvc1"
        var isHidden = false
        var isProtected = false
        /// Numbers of properties from 1, negative for those that nobody may pass over.
        var properties: [Int] = []
        /// Nil for an item without a place.
        var data: [UInt8]?
        /// 0 for data in the file, 1 for data in `idat`.
        var construction = 0
        /// For `mime` items.
        var encoding = ""
        /// The place that the file gives instead of the right one, from the start of the file or of `idat`.
        var place: [(offset: Int, length: Int)]?
        var dataReference = 0
        /// In how many pieces of the same size its data is said to lie.
        var pieces = 1
    }

    var brands = ["heic", "mif1", "heic"]
    var handler = "pict"
    var primary: Int? = 1
    var items: [Item] = []
    /// Whole boxes.
    var properties: [[UInt8]] = []
    var references: [(type: String, from: Int, to: [Int])] = []
    /// Of the kind `altr`.
    var groups: [[Int]] = []
    /// The boxes in `meta`, in this order.
    var order = ["hdlr", "pitm", "iinf", "iprp", "iref", "iloc", "idat", "grpl"]
    /// Sizes of the numbers in `iloc`, its version, and what every offset is counted from.
    var offsetBytes = 4
    var lengthBytes = 4
    var baseBytes = 0
    var locationVersion = 1
    /// More boxes behind `ftyp`, and behind everything.
    var early: [[UInt8]] = []
    var late: [UInt8] = []
    /// More boxes in `meta`.
    var extra: [[UInt8]] = []
    /// Numbers of items have four bytes instead of two, and those of properties two instead of one.
    var isWide = false

    // MARK: Building blocks

    static func box(_ type: String, _ content: [UInt8]...) -> [UInt8] {
        let content = content.flatMap { $0 }
        return Crafted.cat(Crafted.big(content.count + 8, 4), Crafted.text(type), content)
    }

    /// One with a version and flags.
    static func full(_ type: String, version: Int = 0, flags: Int = 0, _ content: [UInt8]...) -> [UInt8] {
        box(type, Crafted.big(version, 1), Crafted.big(flags, 3), content.flatMap { $0 })
    }

    static func gridData(rows: Int, columns: Int, _ size: PixelSize, isLong: Bool = false) -> [UInt8] {
        let bytes = isLong ? 4 : 2
        return Crafted.cat(
            [0, isLong ? 1 : 0], Crafted.big(rows - 1, 1), Crafted.big(columns - 1, 1),
            Crafted.big(size.width, bytes), Crafted.big(size.height, bytes))
    }

    // MARK: The file

    func bytes() -> [UInt8] {
        let ftyp = HEIFCraft.box(
            "ftyp", Crafted.text(brands.first ?? ""), Crafted.big(0, 4), brands.dropFirst().flatMap { Crafted.text($0) }
        )
        let front = Crafted.cat(ftyp, early.flatMap { $0 })
        // Places are numbers of a fixed size, so that a first try tells how long everything is.
        let start = front.count + meta(data: 0).count + 8
        let media = items.filter { $0.construction == 0 }.flatMap { $0.data ?? [] }
        return Crafted.cat(front, meta(data: start), HEIFCraft.box("mdat", media), late)
    }

    private func meta(data start: Int) -> [UInt8] {
        let inside = items.filter { $0.construction == 1 }.flatMap { $0.data ?? [] }
        let boxes: [String: [UInt8]] = [
            "hdlr": HEIFCraft.full("hdlr", Crafted.big(0, 4), Crafted.text(handler), Array(repeating: 0, count: 13)),
            "pitm": primary.map { HEIFCraft.full("pitm", version: isWide ? 1 : 0, number($0)) } ?? [],
            "iinf": HEIFCraft.full("iinf", Crafted.big(items.count, 2), items.flatMap(entry)),
            "iprp": HEIFCraft.box("iprp", HEIFCraft.box("ipco", properties.flatMap { $0 }), associations),
            "iref": references.isEmpty
                ? [] : HEIFCraft.full("iref", version: isWide ? 1 : 0, references.flatMap(reference)),
            "iloc": locations(start),
            "idat": inside.isEmpty ? [] : HEIFCraft.box("idat", inside),
            "grpl": groups.isEmpty ? [] : HEIFCraft.box("grpl", groups.flatMap(group)),
        ]
        return HEIFCraft.full("meta", order.flatMap { boxes[$0] ?? [] }, extra.flatMap { $0 })
    }

    private func number(_ id: Int) -> [UInt8] { Crafted.big(id, isWide ? 4 : 2) }

    private func entry(_ item: Item) -> [UInt8] {
        let content = item.type == "mime" ? Crafted.text("application/rdf+xml\u{0}\(item.encoding)\u{0}") : []
        return HEIFCraft.full(
            "infe", version: isWide ? 3 : 2, flags: item.isHidden ? 1 : 0, number(item.id),
            Crafted.big(item.isProtected ? 1 : 0, 2), Crafted.text(item.type), [0], content)
    }

    private var associations: [UInt8] {
        let listed = items.filter { !$0.properties.isEmpty }
        let lists = listed.flatMap { item in
            let properties = item.properties.flatMap { index in
                isWide
                    ? Crafted.big(abs(index) | (index < 0 ? 0x8000 : 0), 2)
                    : Crafted.big(abs(index) | (index < 0 ? 0x80 : 0), 1)
            }
            return Crafted.cat(number(item.id), Crafted.big(item.properties.count, 1), properties)
        }
        return HEIFCraft.full(
            "ipma", version: isWide ? 1 : 0, flags: isWide ? 1 : 0, Crafted.big(listed.count, 4), lists)
    }

    private func reference(_ reference: (type: String, from: Int, to: [Int])) -> [UInt8] {
        HEIFCraft.box(
            reference.type, number(reference.from), Crafted.big(reference.to.count, 2), reference.to.flatMap(number))
    }

    private func group(_ entities: [Int]) -> [UInt8] {
        HEIFCraft.full(
            "altr", Crafted.big(9, 4), Crafted.big(entities.count, 4), entities.flatMap { Crafted.big($0, 4) })
    }

    private func locations(_ start: Int) -> [UInt8] {
        var (inFile, inside) = (start, 0)
        var entries: [[UInt8]] = []
        for item in items {
            guard let data = item.data else { continue }
            let offset = item.construction == 1 ? inside : inFile
            if item.construction == 1 { inside += data.count } else { inFile += data.count }
            let length = data.count / item.pieces
            let place =
                item.place
                ?? (0..<item.pieces).map { piece in
                    let first = offset + piece * length
                    return (first, piece == item.pieces - 1 ? offset + data.count - first : length)
                }
            // Half of an offset stands in the base, where there is one.
            let base = baseBytes > 0 ? (place.first?.0 ?? 0) / 2 : 0
            let extents = place.flatMap { place in
                Crafted.big(place.0 - base, offsetBytes) + Crafted.big(place.1, lengthBytes)
            }
            entries.append(
                Crafted.cat(
                    Crafted.big(item.id, locationVersion < 2 ? 2 : 4),
                    locationVersion > 0 ? Crafted.big(item.construction, 2) : [], Crafted.big(item.dataReference, 2),
                    Crafted.big(base, baseBytes), Crafted.big(place.count, 2), extents))
        }
        return HEIFCraft.full(
            "iloc", version: locationVersion, Crafted.big(offsetBytes << 12 | lengthBytes << 8 | baseBytes << 4, 2),
            Crafted.big(entries.count, locationVersion < 2 ? 2 : 4), entries.flatMap { $0 })
    }
}
