extension HEIFMetaReader {
    /// Source: ISO/IEC 23008-12, 9.3 (`iprp`).
    mutating func readProperties(_ box: HEIFBox) throws(MediaError) {
        try once(box)
        var boxes = HEIFBoxes(in: box, context)
        while let part = try boxes.next(&budget) {
            switch part.type {
            case "ipco":
                try once(part)
                try readContainer(part)
            case "ipma": try readAssociations(part)
            default: break
            }
        }
    }

    private mutating func readContainer(_ box: HEIFBox) throws(MediaError) {
        var boxes = HEIFBoxes(in: box, context)
        while let property = try boxes.next(&budget) {
            // Another reader may descend into it, and into what is in it.
            if ["ipco", "iprp", "meta", "iinf", "iref", "dinf", "moov"].contains(property.type) {
                throw context.damaged("among its properties there is a box '\(property.type)'")
            }
            properties.append(property)
            guard properties.count <= context.limits.itemProperties else {
                throw context.exceeded(
                    "The \(context.format.name) file has more than \(context.limits.itemProperties) properties, the limit.",
                    hint: "Save or export it again.")
            }
        }
    }

    private mutating func readAssociations(_ box: HEIFBox) throws(MediaError) {
        var fields = HEIFFields(box, context)
        let (version, flags) = try fields.versionAndFlags()
        let count = try fields.number(bytes: 4)
        try checkItems(count)
        let (size, sign) = flags & 1 == 0 ? (1, 0x80) : (2, 0x8000)
        for _ in 0..<count {
            let id = try fields.number(bytes: version == 0 ? 2 : 4)
            var list: [HEIFAssociation] = []
            for _ in 0..<(try fields.number(bytes: 1)) {
                try budget.countChunk()
                let entry = try fields.number(bytes: size)
                // 0 is no property.
                guard entry & (sign - 1) != 0 else { continue }
                list.append(HEIFAssociation(index: entry & (sign - 1) - 1, isEssential: entry & sign != 0))
            }
            guard associations.updateValue(list, forKey: id) == nil else {
                throw context.damaged("it says twice what the properties of item \(id) are")
            }
        }
    }
}
