import SeedanceAPI

/// The properties of one item, sorted.
struct HEIFTraits {
    private(set) var size: PixelSize?
    private(set) var profile: ByteView?
    private(set) var codePoints: ColorCodePoints?
    private(set) var coding: HEIFCoding?
    private(set) var auxiliary: String?
    /// Whether another layer than the best is meant.
    private(set) var selectsLayer = false
    /// What is done to the picture, in order.
    private var steps: [HEIFProperty] = []
    private let context: HeaderContext

    /// **Throws**: `damaged` for what there can be only one of and is two, and as `HEIFItems.properties(of:)` does.
    init(_ item: HEIFItem, in items: HEIFItems) throws(MediaError) {
        context = items.context
        for property in try items.properties(of: item) {
            switch property {
            case .size(let size):
                guard self.size == nil else { throw context.damaged("item \(item.id) has two sizes") }
                self.size = size
            case .profile(let profile): self.profile = self.profile ?? profile
            case .codePoints(let points): codePoints = codePoints ?? points
            case .coding(let coding): self.coding = self.coding ?? coding
            case .auxiliary(let name): auxiliary = auxiliary ?? name
            case .rotation, .mirror, .aperture:
                guard !steps.contains(where: { $0.isOfKind(property) }) else {
                    throw context.damaged("item \(item.id) is to be turned, mirrored or cut out twice")
                }
                steps.append(property)
            case .layer: selectsLayer = true
            case .harmless, .unknown: break
            }
        }
    }

    var hasSteps: Bool { !steps.isEmpty }

    /// Does to a picture what is to be done to it.
    ///
    /// **Throws**: `damaged` where a part of it is to be shown that is not there.
    func apply(to geometry: inout HEIFGeometry) throws(MediaError) {
        for step in steps {
            switch step {
            case .rotation(let quarters):
                geometry.apply([.upright, .rotated90CounterClockwise, .rotated180, .rotated90Clockwise][quarters & 3])
            case .mirror(let isHorizontal):
                geometry.apply(isHorizontal ? .mirroredHorizontally : .mirroredVertically)
            case .aperture(let part):
                guard geometry.crop(part) else {
                    throw context.damaged("the part of it that is to be shown does not lie inside of the picture")
                }
            default: break
            }
        }
    }
}

extension HEIFProperty {
    fileprivate func isOfKind(_ other: HEIFProperty) -> Bool {
        switch (self, other) {
        case (.rotation, .rotation), (.mirror, .mirror), (.aperture, .aperture): true
        default: false
        }
    }
}
