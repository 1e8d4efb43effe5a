import SeedanceAPI

/// Finds a first or a last picture with nothing on it, black or of another colour, which makes a bad frame to go on from.
///
/// Videos that fade in or out begin or end so as well; whether that is wanted nobody can tell from the file.
package struct BlankEdgesCheck: Check {
    package init() {}

    package let id = "blank-edges"
    package let needs: Set<EvidenceKind> = [.pictures]
    /// How many of the two are blank.
    package let threshold: Threshold? = Threshold(.below(warn: 1, fail: nil), .frames)

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let pictures = evidence.pictures, let first = pictures.pictures.first, let last = pictures.pictures.last
        else { return .skipped("There are no pictures.") }
        var places: [TimeSpan] = []
        if first.isBlank { places.append(pictures.span(0..<1)) }
        if last.isBlank { places.append(pictures.span(pictures.pictures.count - 1..<pictures.pictures.count)) }
        func what(_ picture: PictureMeasurement) -> String { picture.isBlack ? "black" : "one colour" }
        let message =
            switch (first.isBlank, last.isBlank) {
            case (true, true): "The first picture is \(what(first)) and the last is \(what(last))."
            case (true, false): "The first picture is \(what(first))."
            case (false, true): "The last picture is \(what(last))."
            case (false, false): "The first and the last picture show something."
            }
        return CheckOutcome(
            context.status(of: Double(places.count)), value: .rounded(Double(places.count), places: 0),
            expected: context.threshold?.expected(), message, at: places)
    }
}
