import SeedanceAPI

/// Size, pixel format and colour labels stay the same from the first picture to the last.
package struct ConstantFormatCheck: Check {
    package let id = "constant-format"
    package let needs: Set<EvidenceKind> = [.pictures]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let changes = evidence.pictures?.changes, let first = changes.first else {
            return CheckOutcome(.pass, value: 0, expected: "0", "Size, pixel format and colour labels do not change.")
        }
        return CheckOutcome(
            .fail, value: JSONValue(changes.count), expected: "0",
            "At \(text(first.time)) s \(first.what)"
                + (changes.count > 1 ? ", and \(changes.count - 1) times more." : "."),
            at: changes.prefix(20).map { TimeSpan(from: $0.time, to: $0.time) })
    }
}
