extension HEIFItems {
    /// Metadata, which a decoder keeps, and all data together, which it reads once.
    func checkData(_ budget: inout HeaderBudget) throws(MediaError) {
        let most = max(context.limits.pictureBytes, file.count)
        let describing = Set(references.filter { $0.type == "cdsc" }.map(\.from))
        var total = 0
        for item in inOrder {
            total += item.byteCount
            guard total <= most else {
                throw context.exceeded(
                    "The items of the \(context.format.name) file have more than \(most) bytes together, the limit.",
                    hint: "Save or export it again.")
            }
            if !item.isPicture || describing.contains(item.id) { try budget.countMetadata(item.byteCount) }
            if item.contentEncoding == "deflate" { try checkPacked(item, &budget) }
        }
    }

    /// libheif unpacks such metadata when it opens a file, to whatever size; 1.15 for ever where the end is missing.
    private func checkPacked(_ item: HEIFItem, _ budget: inout HeaderBudget) throws(MediaError) {
        switch inflate(data(of: item).slice, limit: context.limits.metadataBytes) {
        case .bytes(let bytes): try budget.countMetadata(bytes.count)
        case .tooLarge: try budget.countMetadata(.max)
        case .damaged: throw context.damaged("its packed metadata, item \(item.id), cannot be unpacked")
        }
    }

    func checkReferences() throws(MediaError) {
        for reference in references where ["dimg", "thmb", "auxl", "cdsc"].contains(reference.type) {
            guard self[reference.from] != nil else { continue }
            for id in reference.to where self[id] == nil {
                throw context.damaged("item \(reference.from) refers to item \(id), which is not there")
            }
        }
        var derived: Set<Int> = []
        for reference in references where reference.type == "dimg" {
            guard derived.insert(reference.from).inserted else {
                throw context.damaged("it says twice what item \(reference.from) is made of")
            }
        }
        if let id = loop("dimg") { throw context.damaged("item \(id) is made of itself") }
        if let id = loop("auxl") { throw context.damaged("item \(id) is an addition to itself") }
        let thumbnails = Set(references.filter { $0.type == "thmb" }.map(\.from))
        for reference in references where reference.type == "thmb" {
            guard !reference.to.contains(where: thumbnails.contains) else {
                throw context.damaged("item \(reference.from) is a thumbnail of a thumbnail")
            }
        }
    }

    /// An item from which references of a kind lead back to it.
    private func loop(_ type: BoxType) -> Int? {
        var targets: [Int: Set<Int>] = [:]
        for reference in references where reference.type == type {
            targets[reference.from, default: []].formUnion(reference.to)
        }
        // Again and again those are taken away that lead nowhere; what remains leads in circles.
        var isShrinking = true
        while isShrinking {
            isShrinking = false
            for (id, list) in targets {
                let open = list.filter { targets[$0] != nil }
                targets[id] = open.isEmpty ? nil : open
                isShrinking = isShrinking || open.isEmpty
            }
        }
        guard var id = targets.keys.min() else { return nil }
        var seen: Set<Int> = []
        while seen.insert(id).inserted, let next = targets[id]?.min() { id = next }
        return id
    }
}
