/// The items of a HEIF file, each with its properties and its place: all that the file says, held against itself.
struct HEIFItems {
    let file: ByteView
    let context: HeaderContext
    /// The number of the main picture.
    let primary: Int
    let references: [HEIFReference]
    /// The entities of each `altr` group, of which a reader shows the first one that it can.
    let alternatives: [[Int]]
    private let items: [Int: HEIFItem]
    /// Read once, however many items have them. What is wrong with one matters to those alone that have it.
    private let properties: [Result<HEIFProperty, MediaError>]

    /// **Throws**: `damaged`, `truncated`, `limitExceeded`.
    init(_ reader: HEIFMetaReader, of file: ByteView, _ budget: inout HeaderBudget) throws(MediaError) {
        let context = reader.context
        guard let primary = reader.primary else { throw context.damaged("it does not name its main picture") }
        var items = reader.items
        let places = HEIFPlaces(file: file, data: reader.data, context: context)
        for (id, item) in reader.items.sorted(by: { $0.key < $1.key }) {
            let associations = reader.associations[id] ?? []
            guard associations.allSatisfy({ $0.index < reader.properties.count }) else {
                throw context.damaged("item \(id) has a property that is not there")
            }
            items[id]?.associations = associations
            guard let location = reader.locations[id] else { continue }
            items[id]?.isElsewhere = location.isElsewhere
            if !location.isElsewhere { items[id]?.extents = try places.ranges(of: item, location) }
        }
        var properties: [Result<HEIFProperty, MediaError>] = []
        for box in reader.properties { properties.append(HEIFProperty.read(box, &budget, context)) }
        (self.file, self.context, self.primary, self.items) = (file, context, primary, items)
        (references, alternatives, self.properties) = (reader.references, reader.alternatives, properties)
        try checkReferences()
        try checkData(&budget)
    }

    subscript(id: Int) -> HEIFItem? { items[id] }

    /// By their numbers.
    var inOrder: [HEIFItem] { items.values.sorted { $0.id < $1.id } }

    /// What the items are that one is made of, in order. Of no item are there two such lists.
    func sources(of id: Int) -> [Int] { references.first { $0.type == "dimg" && $0.from == id }?.to ?? [] }

    /// The items that are an addition to one of others, such as its transparency.
    func auxiliaries(of ids: Set<Int>) -> [HEIFItem] {
        references.filter { $0.type == "auxl" && !ids.isDisjoint(with: $0.to) }.compactMap { items[$0.from] }
    }

    /// What an addition is, as a name that begins with `urn:`.
    func auxiliaryType(of item: HEIFItem) -> String? {
        for association in item.associations where association.index < properties.count {
            if case .success(.auxiliary(let name)) = properties[association.index] { return name }
        }
        return nil
    }

    /// The properties of an item, in the order in which they apply.
    ///
    /// **Throws**: `damaged`, `unsupportedFormat` for one that nobody may pass over and that is not known here.
    func properties(of item: HEIFItem) throws(MediaError) -> [HEIFProperty] {
        var list: [HEIFProperty] = []
        for association in item.associations where association.index < properties.count {
            let property = try properties[association.index].get()
            if association.isEssential, case .unknown(let type) = property {
                throw context.unsupported("an HEIF picture that must not be shown without its property '\(type)'")
            }
            list.append(property)
        }
        return list
    }

    /// An item's data, or its beginning. Nothing is copied where it lies in one piece.
    func data(of item: HEIFItem, atMost count: Int = .max) -> ByteView {
        let extents = item.extents ?? []
        if extents.count == 1, let only = extents.first {
            return file.view(at: only.lowerBound, count: min(count, only.count)) ?? ByteView([])
        }
        var bytes: [UInt8] = []
        for extent in extents where bytes.count < count {
            bytes += file.view(at: extent.lowerBound, count: extent.count)?.slice.prefix(count - bytes.count) ?? []
        }
        return ByteView(bytes)
    }
}
