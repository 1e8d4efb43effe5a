/// What other pictures of a HEIF file add to one: its transparency, and how to brighten it.
struct HEIFAdditions {
    /// Nil for a picture without transparency, and where each tile has its own.
    let alpha: HEIFPicture?
    let hasAlpha: Bool
    let isAlphaPremultiplied: Bool
    let hasGainMap: Bool

    init(to picture: HEIFPicture, _ reader: inout HEIFPictureReader) throws(MediaError) {
        let (items, stages) = (reader.items, picture.stages)
        var (alpha, hasGainMap) = (HEIFPicture?.none, HEIFAdditions.isToneMapped(picture, items))
        for item in items.auxiliaries(of: stages) {
            guard let type = items.auxiliaryType(of: item) else { continue }
            if type == HEIFAdditions.gainMap { hasGainMap = true }
            guard alpha == nil, HEIFAdditions.alphas.contains(type), item.isPicture else { continue }
            alpha = try reader.picture(item.id)
        }
        if let alpha, alpha.geometry.whole != picture.geometry.whole {
            throw items.context.unsupported(
                "an HEIF picture of \(picture.geometry.whole) pixels whose transparency has \(alpha.geometry.whole)")
        }
        let haveTilesAlpha = items.auxiliaries(of: picture.tiles).contains { item in
            items.auxiliaryType(of: item).map(HEIFAdditions.alphas.contains) ?? false
        }
        self.alpha = alpha
        self.hasGainMap = hasGainMap
        hasAlpha = alpha != nil || haveTilesAlpha
        isAlphaPremultiplied = hasAlpha && items.references.contains { $0.type == "prem" && stages.contains($0.from) }
    }

    /// Source: ISO/IEC 23000-22 (MIAF), 7.3.5; ISO/IEC 23008-12, annexes B and E.
    private static let alphas: Set<String> = [
        "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1", "urn:mpeg:avc:2015:auxid:1",
    ]

    /// Apple's, since iOS 14.1.
    private static let gainMap = "urn:com:apple:photo:2020:aux:hdrgainmap"

    /// A picture and what a gain map makes of it are each other's alternatives. Source: ISO 21496-1, annex C.
    private static func isToneMapped(_ picture: HEIFPicture, _ items: HEIFItems) -> Bool {
        let stages = picture.stages
        return items.references.contains { reference in
            guard reference.type == "dimg", items[reference.from]?.type == "tmap", let base = reference.to.first,
                stages.contains(base)
            else { return false }
            return items.primary == reference.from
                || items.alternatives.contains { $0.contains(reference.from) && !stages.isDisjoint(with: $0) }
        }
    }
}
