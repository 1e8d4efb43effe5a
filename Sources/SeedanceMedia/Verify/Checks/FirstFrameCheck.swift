import SeedanceAPI

/// Holds the first or the last picture against the one that was sent for it: another picture, one that is shifted, or
/// one in other colours.
///
/// Structure is compared where both pictures agree best within eight pixels; a wrong colour matrix hardly touches it
/// and shows in the colours. What the service cuts off a picture of another shape is not compared. Source: the limits
/// of structure and place come from pictures encoded well, badly and shifted; ISO/CIE 11664-6 for colour differences.
package struct FirstFrameCheck: Check {
    package let position: FramePosition
    package var id: String { position == .first ? "first-frame" : "last-frame" }
    package let needs: Set<EvidenceKind> = [.pictures]
    package let threshold: Threshold? = Threshold(.atLeast(warn: 0.9, fail: 0.6), .similarity)
    package let moreThresholds = [
        "color": Threshold(.atMost(warn: 5, fail: 15), .deltaE),
        "shift": Threshold(.below(warn: 2, fail: nil), .pixels),
    ]

    package init(_ position: FramePosition) { self.position = position }

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        let isFirst = position == .first
        guard let pictures = evidence.pictures, let found = isFirst ? pictures.first : pictures.last else {
            let absence = isFirst ? evidence.pictures?.firstAbsence : evidence.pictures?.lastAbsence
            return .skipped(absence ?? "No \(position.rawValue) frame was sent.")
        }
        let structure = context.status(of: found.similarity)
        let color = context.status(of: found.colorDifference, "color")
        let distance = (found.shiftX * found.shiftX + found.shiftY * found.shiftY).squareRoot()
        let shift = context.status(of: distance, "shift")
        let status = Finding.Status.worse(.worse(structure, color), shift)
        let time = isFirst ? 0 : pictures.pictures.last?.time ?? 0
        return CheckOutcome(
            status, value: .rounded(found.similarity, places: 3),
            expected: context.threshold?.expected(), message(found, structure, color, shift),
            at: status == .pass ? [] : [TimeSpan(from: time, to: time)],
            details: [
                "ssim": .rounded(found.similarity, places: 3),
                "shift": .array([.rounded(found.shiftX, places: 1), .rounded(found.shiftY, places: 1)]),
                "color": .rounded(found.colorDifference, places: 2),
            ])
    }

    private func message(
        _ found: FrameAgreement, _ structure: Finding.Status, _ color: Finding.Status, _ shift: Finding.Status
    ) -> String {
        func brief(_ value: Double, _ factor: Double) -> String { text((value * factor).rounded() / factor) }
        let similarity = "similarity \(brief(found.similarity, 1000))"
        let difference = "colour difference \(brief(found.colorDifference, 10))"
        let name = "The \(position.rawValue) picture"
        // Of another picture neither place nor colours mean anything.
        if structure == .fail { return "\(name) is not the one that was sent: \(similarity), \(difference)." }
        var complaints = [String]()
        if structure != .pass { complaints.append("differs from the one that was sent (\(similarity))") }
        if color != .pass { complaints.append("has other colours than the one that was sent (\(difference))") }
        if shift != .pass {
            complaints.append("is shifted by \(brief(found.shiftX, 10)), \(brief(found.shiftY, 10)) pixels")
        }
        return complaints.isEmpty
            ? "\(name) is the one that was sent: \(similarity), \(difference)."
            : "\(name) \(complaints.joined(separator: ", and "))."
    }
}
