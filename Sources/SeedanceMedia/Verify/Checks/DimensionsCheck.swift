import SeedanceAPI

/// The size as shown, upright and with square pixels, is the size that was asked for.
package struct DimensionsCheck: Check {
    package let id = "dimensions"
    package let needs: Set<EvidenceKind> = [.streams]
    package let waitsFor: Set<EvidenceKind> = [.streams, .pictures]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let size = evidence.streams?.displayedSize else {
            return CheckOutcome(.fail, "The video does not say how large it is.")
        }
        let sizes = context.expectation.sizes
        let row = FrameSize.all.first { $0.size == size }
        let value = JSONValue(size.description)
        let expected: String? =
            sizes.count == 1
            ? sizes[0].description
            : context.expectation.isSizeAsked
                ? sizes.map(\.description).joined(separator: ", ") : "one of the \(sizes.count) supported sizes"
        guard sizes.contains(size) else {
            let nearest = FrameSize.nearest(to: size)
            let wanted =
                sizes.count == 1
                ? "asked for was \(sizes[0])" : "the nearest supported size is \(nearest.size) (\(nearest.name))"
            return CheckOutcome(.fail, value: value, expected: expected, "The video shows \(size); \(wanted).")
        }
        return CheckOutcome(
            .pass, value: value, expected: expected, "The video shows \(size)\(row.map { " (\($0.name))" } ?? "").")
    }
}
