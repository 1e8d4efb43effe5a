/// Reads the boxes of `meta`, which come in any order. Nothing is followed yet.
///
/// Source: ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12, 6 and 9.
struct HEIFMetaReader {
    let context: HeaderContext
    var budget: HeaderBudget
    private var seen: Set<BoxType> = []

    var primary: Int?
    var items: [Int: HEIFItem] = [:]
    var references: [HEIFReference] = []
    /// The entities of each `altr` group, of which a reader shows the first one that it can.
    var alternatives: [[Int]] = []
    var properties: [HEIFBox] = []
    var associations: [Int: [HEIFAssociation]] = [:]
    var locations: [Int: HEIFLocation] = [:]
    /// Data inside of `meta` itself.
    var data: Range<Int>?

    init(_ context: HeaderContext, _ budget: HeaderBudget) {
        (self.context, self.budget) = (context, budget)
    }

    mutating func read(_ meta: HEIFBox) throws(MediaError) {
        var boxes = HEIFBoxes(in: meta, after: 4, context)
        while let box = try boxes.next(&budget) {
            switch box.type {
            case "hdlr": try readHandler(box)
            case "pitm": try readPrimary(box)
            case "iinf": try readItems(box)
            case "iref": try readReferences(box)
            case "iprp": try readProperties(box)
            case "iloc": try readLocations(box)
            case "idat":
                try once(box)
                data = box.payload.range
            case "grpl": try readGroups(box)
            default: break
            }
        }
        // The list of a sequence need not name a picture.
        for type: BoxType in ["hdlr", "iinf", "iprp", "iloc"] where primary != nil && !seen.contains(type) {
            throw context.damaged("the box '\(type)' is missing")
        }
    }

    /// Two readers could each believe another one of two.
    mutating func once(_ box: HEIFBox) throws(MediaError) {
        guard seen.insert(box.type).inserted else { throw context.damaged("it has two boxes '\(box.type)'") }
    }

    private mutating func readHandler(_ box: HEIFBox) throws(MediaError) {
        try once(box)
        guard box.payload.has("pict", at: 8) else { throw context.damaged("its list of items is not one of pictures") }
    }

    /// Source: ISO/IEC 14496-12, 8.11.4.
    private mutating func readPrimary(_ box: HEIFBox) throws(MediaError) {
        try once(box)
        var fields = HEIFFields(box, context)
        let version = try fields.versionAndFlags().version
        primary = try fields.number(bytes: version == 0 ? 2 : 4)
    }

    /// Source: ISO/IEC 14496-12, 8.18.
    private mutating func readGroups(_ box: HEIFBox) throws(MediaError) {
        try once(box)
        var boxes = HEIFBoxes(in: box, context)
        while let group = try boxes.next(&budget) {
            guard group.type == "altr" else { continue }
            var fields = HEIFFields(group, context)
            _ = try fields.versionAndFlags()
            _ = try fields.number(bytes: 4)
            var entities: [Int] = []
            for _ in 0..<(try fields.number(bytes: 4)) {
                try budget.countChunk()
                entities.append(try fields.number(bytes: 4))
            }
            alternatives.append(entities)
        }
    }
}
