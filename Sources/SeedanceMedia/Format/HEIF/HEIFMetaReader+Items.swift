extension HEIFMetaReader {
    /// Source: ISO/IEC 14496-12, 8.11.6 (`iinf`).
    mutating func readItems(_ box: HEIFBox) throws(MediaError) {
        try once(box)
        var fields = HEIFFields(box, context)
        let version = try fields.versionAndFlags().version
        let count = try fields.number(bytes: version == 0 ? 2 : 4)
        try checkItems(count)
        var boxes = HEIFBoxes(in: box, after: fields.position, context)
        var entries = 0
        while let entry = try boxes.next(&budget) {
            guard entry.type == "infe" else { continue }
            entries += 1
            try checkItems(entries)
            guard let item = try item(entry) else { continue }
            guard items.updateValue(item, forKey: item.id) == nil else {
                throw context.damaged("it has two items of the number \(item.id)")
            }
        }
        guard entries == count else {
            throw context.damaged("it says that it has \(count) items and lists \(entries)")
        }
    }

    func checkItems(_ count: Int) throws(MediaError) {
        guard count <= context.limits.items else {
            throw context.exceeded(
                "The \(context.format.name) file has \(count) items or more; the limit is \(context.limits.items).",
                hint: "Save or export it again.")
        }
    }

    /// Nil for the older versions, which no picture has.
    private func item(_ box: HEIFBox) throws(MediaError) -> HEIFItem? {
        var fields = HEIFFields(box, context)
        let (version, flags) = try fields.versionAndFlags()
        guard version == 2 || version == 3 else { return nil }
        let id = try fields.number(bytes: version == 2 ? 2 : 4)
        let isProtected = try fields.number(bytes: 2) != 0
        let type = try fields.type()
        _ = fields.text()
        var encoding = ""
        if type == "mime" {
            _ = fields.text()
            encoding = fields.text()
        }
        return HEIFItem(
            id: id, type: type, isHidden: flags & 1 != 0, isProtected: isProtected, contentEncoding: encoding)
    }

    /// Source: ISO/IEC 14496-12, 8.11.12 (`iref`).
    mutating func readReferences(_ box: HEIFBox) throws(MediaError) {
        try once(box)
        var fields = HEIFFields(box, context)
        let size = try fields.versionAndFlags().version == 0 ? 2 : 4
        var boxes = HEIFBoxes(in: box, after: fields.position, context)
        var total = 0
        while let reference = try boxes.next(&budget) {
            var fields = HEIFFields(reference, context)
            let from = try fields.number(bytes: size)
            let count = try fields.number(bytes: 2)
            total += count
            guard total <= context.limits.itemReferences else {
                throw context.exceeded(
                    "The \(context.format.name) file has more than \(context.limits.itemReferences) references between its "
                        + "items, the limit.", hint: "Save or export it again.")
            }
            var to: [Int] = []
            for _ in 0..<count { to.append(try fields.number(bytes: size)) }
            references.append(HEIFReference(type: reference.type, from: from, to: to))
        }
    }
}
