import SeedanceAPI

/// Finds brightness that goes up and down: pumping and flicker of the whole picture.
///
/// The mean brightness of the pictures is followed from one turn to the next; turns less than 5 % of the nominal range
/// apart do not count, and changes at cuts are not the picture's own. What moves through the picture seldom changes the
/// mean so much so often. What is dangerous to look at is for `flashes` to say.
package struct FlickerCheck: Check {
    package init() {}

    package let id = "flicker"
    package let needs: Set<EvidenceKind> = [.pictures]
    /// Swings from one turn to the next within one second.
    package let threshold: Threshold? = Threshold(.below(warn: 3, fail: nil), .times)
    /// How far brightness must go from turn to turn, of the nominal range.
    package let moreThresholds = ["amplitude": Threshold(.below(warn: 0.05, fail: nil), .share)]

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let pictures = evidence.pictures, !pictures.pictures.isEmpty else {
            return .skipped("There are no pictures.")
        }
        let turns = BrightnessTurns.find(in: pictures.pictures) { context.status(of: $0, "amplitude") != .pass }
        var (most, first) = (0, 0)
        var spans: [TimeSpan] = []
        for (number, time) in turns.enumerated() {
            while time - turns[first] > 1.0001 { first += 1 }
            let swings = number - first
            most = max(most, swings)
            guard context.status(of: Double(swings)) != .pass else { continue }
            if let last = spans.last, turns[first] <= last.to {
                spans[spans.count - 1].to = time
            } else {
                spans.append(TimeSpan(from: turns[first], to: time))
            }
        }
        let message =
            spans.first.map {
                "Brightness goes up and down, \(most) times within one second, from \(text($0.from)) s on."
            } ?? "Brightness does not flicker."
        return CheckOutcome(
            context.status(of: Double(most)), value: .rounded(Double(most), places: 0),
            expected: context.threshold?.expected(), message, at: spans)
    }
}
