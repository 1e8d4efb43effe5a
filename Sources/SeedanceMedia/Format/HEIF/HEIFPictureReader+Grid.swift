import SeedanceAPI

extension HEIFPictureReader {
    /// An item that is put together of others.
    mutating func grid(_ item: HEIFItem, _ traits: HEIFTraits) throws(MediaError) -> Base {
        guard let grid = HEIFGrid(items.data(of: item, atMost: HEIFGrid.longest)) else {
            throw context.damaged("item \(item.id) does not say how its tiles are put together")
        }
        try context.check(grid.output)
        guard let size = traits.size else { throw context.damaged("item \(item.id) does not say how large it is") }
        guard size == grid.output else {
            throw context.damaged("item \(item.id) says that it is \(size) pixels, and its tiles make \(grid.output)")
        }
        let sources = items.sources(of: item.id)
        guard sources.count == grid.count, let first = sources.first.flatMap({ items[$0] }) else {
            throw context.damaged("it is put together of \(grid.count) tiles, and \(sources.count) are there")
        }
        let firstTraits = try self.traits(of: first)
        let tile = try self.tile(first, firstTraits)
        try check(grid, of: tile.size)
        let ids = Set(sources)
        for id in ids.sorted() where id != first.id {
            guard let item = items[id] else { continue }
            let other = try self.tile(item, self.traits(of: item))
            guard other.size == tile.size else {
                throw context.damaged("its tiles have several sizes, \(tile.size) and \(other.size) pixels")
            }
            guard other.coding == tile.coding else { throw context.damaged("its tiles are coded in several ways") }
        }
        return Base(
            size: size, coding: tile.coding, grid: grid.tiles, tile: firstTraits, tiles: ids, color: tile.color)
    }

    private func check(_ grid: HEIFGrid, of tile: PixelSize) throws(MediaError) {
        let whole = grid.whole(of: tile)
        guard whole.area <= context.limits.pixels else {
            throw context.exceeded(
                "The picture is put together of \(grid.count) tiles of \(tile) pixels "
                    + "(\(HeaderContext.pixelCount(whole.area))); the limit is "
                    + "\(HeaderContext.pixelCount(context.limits.pixels)).",
                hint: "Make it smaller first, or raise the limit (--max-megapixels).")
        }
        guard whole.width >= grid.output.width, whole.height >= grid.output.height else {
            throw context.damaged("its \(grid.count) tiles of \(tile) pixels do not cover \(grid.output) pixels")
        }
    }

    private mutating func tile(_ item: HEIFItem, _ traits: HEIFTraits) throws(MediaError) -> Base {
        guard item.codec != nil else {
            throw item.isPicture
                ? context.unsupported("an HEIF picture with tiles that are put together themselves")
                : context.damaged("its tile, item \(item.id), is no picture")
        }
        guard !traits.hasSteps else { throw context.unsupported("an HEIF picture whose tiles are turned or cut out") }
        return try single(item, traits)
    }
}
