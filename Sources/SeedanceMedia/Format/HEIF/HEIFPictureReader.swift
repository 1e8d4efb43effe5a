import SeedanceAPI

/// Finds a picture of a HEIF file and holds all that belongs to it against the limits and against itself.
struct HEIFPictureReader {
    let items: HEIFItems
    var budget: HeaderBudget
    var context: HeaderContext { items.context }

    /// What an item shows before it is turned.
    struct Base {
        var size: PixelSize
        var coding: HEIFCoding
        var grid: PixelSize?
        /// What the first tile says; nil where there are no tiles.
        var tile: HEIFTraits?
        var tiles: Set<Int> = []
        /// What the coded data says.
        var color: ColorCodePoints?
    }

    /// **Throws**: `damaged`, `encrypted`, `limitExceeded`, `unsupportedFormat`.
    mutating func picture(_ id: Int) throws(MediaError) -> HEIFPicture {
        let chain = try chain(from: id)
        guard let item = chain.last else { throw context.damaged("item \(id) is not there") }
        var traits: [HEIFTraits] = []
        for item in chain { traits.append(try self.traits(of: item)) }
        guard let own = traits.last else { throw context.damaged("item \(id) is not there") }
        let base = item.type == "grid" ? try grid(item, own) : try single(item, own)
        var geometry = HEIFGeometry(base.size)
        // Those inside come first.
        for traits in traits.reversed() { try traits.apply(to: &geometry) }
        // Colours that the picture names go before those that one of its tiles does.
        let namesColors = traits.contains { $0.profile != nil || $0.codePoints != nil }
        return HEIFPicture(
            chain: chain, coding: base.coding, grid: base.grid, geometry: geometry,
            profile: traits.compactMap(\.profile).first ?? (namesColors ? nil : base.tile?.profile),
            codePoints: traits.compactMap(\.codePoints).first ?? base.tile?.codePoints ?? base.color, tiles: base.tiles)
    }

    /// From an item to the one with the pixels: items that show another one differently are followed.
    private func chain(from id: Int) throws(MediaError) -> [HEIFItem] {
        var (chain, next) = ([HEIFItem](), id)
        // The references have been looked through for circles; this bounds it all the same.
        for _ in 0...context.limits.items {
            guard let item = items[next] else { throw context.damaged("its picture, item \(next), is not there") }
            let sources = items.sources(of: next)
            switch item.type {
            case "iden":
                chain.append(item)
                guard sources.count == 1, let source = sources.first else {
                    throw context.damaged("item \(next) shows \(sources.count) other items instead of one")
                }
                next = source
            case "tmap":
                // What a gain map makes of a picture; the picture itself is the first source.
                guard let source = sources.first else { throw context.damaged("item \(next) is made of nothing") }
                next = source
            case "iovl": throw context.unsupported("an HEIF picture of several laid over one another ('iovl')")
            case "grid": return chain + [item]
            default:
                guard item.codec != nil else { throw context.damaged("its picture, item \(next), is none") }
                return chain + [item]
            }
        }
        throw context.damaged("item \(id) is made of itself")
    }

    /// **Throws**: `encrypted`, `unsupportedFormat`, `damaged`.
    func traits(of item: HEIFItem) throws(MediaError) -> HEIFTraits {
        guard !item.isProtected else {
            throw MediaError(
                .encrypted, context.name, "The \(context.format.name) picture is encrypted.",
                hint: "Save it without protection first.")
        }
        guard item.codec != .other else { throw context.unsupported("an HEIF picture coded as '\(item.type)'") }
        return try HEIFTraits(item, in: items)
    }

    /// A coded item.
    mutating func single(_ item: HEIFItem, _ traits: HEIFTraits) throws(MediaError) -> Base {
        guard !item.isElsewhere else {
            throw context.unsupported("an HEIF picture whose data lies in another file or inside of another item")
        }
        guard item.extents != nil else { throw context.damaged("item \(item.id) does not say where its data lies") }
        guard item.byteCount > 0 else { throw context.damaged("item \(item.id) has no data") }
        if let size = traits.size { try context.check(size) }
        let data = items.data(of: item)
        if item.codec == .jpeg { return try jpeg(item, traits, data) }
        guard let coding = traits.coding, coding.codec == item.codec else {
            throw context.damaged("item \(item.id) does not say how it is coded")
        }
        let sets = coding.parameters + (try HEIFStream(bytes: data, context: context).parameters(coding, &budget))
        guard let first = sets.first else {
            throw context.damaged("the coded data of item \(item.id) does not say how large it is")
        }
        // Older versions of libheif wrote none for transparency.
        guard let size = traits.size ?? (traits.auxiliary == nil ? nil : first.shown) else {
            throw context.damaged("item \(item.id) does not say how large it is")
        }
        try context.check(size)
        for other in sets {
            guard other.shown == size else {
                throw traits.selectsLayer
                    ? context.unsupported("an HEIF picture in layers of which a smaller one is to be shown")
                    : context.damaged(
                        "item \(item.id) says that it is \(size) pixels, and its coded data \(other.shown)")
            }
            guard other.isPlausible else {
                throw context.damaged(
                    "the coded data of item \(item.id) has \(other.stored) pixels, of which \(other.shown) are shown")
            }
        }
        return Base(size: size, coding: coding, color: sets.compactMap(\.color).first)
    }

    private func jpeg(_ item: HEIFItem, _ traits: HEIFTraits, _ data: ByteView) throws(MediaError) -> Base {
        let header = try JPEGHeader.parse(Array(data.slice), context)
        guard let size = traits.size, size == header.codedSize else {
            throw context.damaged(
                "item \(item.id) does not say how large it is, and its coded data \(header.codedSize)")
        }
        return Base(size: size, coding: .jpeg(isGray: header.colorModel == .gray))
    }
}
