/// Where an item's data lies, as the file says.
///
/// Source: ISO/IEC 14496-12, 8.11.3.
struct HEIFLocation {
    struct Extent {
        let offset: Int
        /// Nil for all that there is from the offset on.
        let length: Int?
    }

    /// 0 for places in the file, 1 for places in `idat`, 2 for places in another item.
    let construction: Int
    /// 0 for this file.
    let dataReference: Int
    let base: Int
    var extents: [Extent] = []

    /// Not in this file, or not at a place in it.
    var isElsewhere: Bool { dataReference != 0 || construction > 1 }
}

extension HEIFMetaReader {
    mutating func readLocations(_ box: HEIFBox) throws(MediaError) {
        try once(box)
        var fields = HEIFFields(box, context)
        let version = try fields.versionAndFlags().version
        guard version <= 2 else { throw context.damaged("its list of places has the version \(version)") }
        let sizes = try fields.number(bytes: 2)
        let (offset, length, base) = (sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15)
        // Only versions 1 and 2 have indices.
        let index = version == 0 ? 0 : sizes & 15
        for size in [offset, length, base, index] where ![0, 4, 8].contains(size) {
            throw context.damaged("its list of places has numbers of \(size) bytes")
        }
        let count = try fields.number(bytes: version < 2 ? 2 : 4)
        try checkItems(count)
        for _ in 0..<count {
            let id = try fields.number(bytes: version < 2 ? 2 : 4)
            let construction = version == 0 ? 0 : try fields.number(bytes: 2) & 15
            var location = HEIFLocation(
                construction: construction, dataReference: try fields.number(bytes: 2),
                base: try fields.number(bytes: base))
            let extents = try fields.number(bytes: 2)
            guard extents <= context.limits.itemExtents else {
                throw context.exceeded(
                    "Item \(id) of the \(context.format.name) file lies in \(extents) pieces; the limit is "
                        + "\(context.limits.itemExtents).", hint: "Save or export it again.")
            }
            for _ in 0..<extents {
                try budget.countChunk()
                _ = try fields.number(bytes: index)
                let start = try fields.number(bytes: offset)
                let count = try fields.number(bytes: length)
                location.extents.append(.init(offset: start, length: length == 0 ? nil : count))
            }
            guard locations.updateValue(location, forKey: id) == nil else {
                throw context.damaged("it says twice where item \(id) lies")
            }
        }
    }
}
