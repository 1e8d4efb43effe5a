/// One item of a HEIF file: a picture, a part of one, or what is said about one.
///
/// Source: ISO/IEC 14496-12, 8.11.6 (`infe`).
struct HEIFItem {
    let id: Int
    let type: BoxType
    /// Not to be shown on its own, as tiles are.
    let isHidden: Bool
    let isProtected: Bool
    /// How the data of a `mime` item is packed; empty where it is not.
    let contentEncoding: String
    /// Properties in the order in which they apply.
    var associations: [HEIFAssociation] = []
    /// Where its data lies in the file, in order; nil where the file does not say.
    var extents: [Range<Int>]?
    /// Whether it lies in another file, or inside of another item.
    var isElsewhere = false

    /// No more than the file has: see `HEIFLocations`.
    var byteCount: Int { (extents ?? []).reduce(0) { $0 + $1.count } }

    var isPicture: Bool { codec != nil || HEIFItem.pictures.contains(type) }

    /// Nil for what is not coded itself.
    var codec: HEIFDetails.Codec? {
        switch type {
        case "hvc1", "hev1": .hevc
        case "av01": .av1
        case "jpeg": .jpeg
        case "avc1", "j2k1", "vvc1", "evc1", "unci": .other
        default: nil
        }
    }

    private static let pictures: Set<BoxType> = ["grid", "iden", "iovl", "tmap"]
}

/// That an item has a property.
struct HEIFAssociation {
    /// From 0.
    let index: Int
    /// Who does not understand the property must not show the item.
    let isEssential: Bool
}

/// That items belong together in the order given.
struct HEIFReference {
    let type: BoxType
    let from: Int
    let to: [Int]
}
