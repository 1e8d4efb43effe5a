import SeedanceAPI

/// Every packet of every stream decodes without a detected error.
///
/// What counts: refused packets, pictures that the decoder marks as damaged, its strict detection, and what it logs.
/// Not found: damage that decodes to other pictures in silence, which a few flipped bits can be. So it says "without
/// detected errors", and not "intact". A policy cannot switch it off.
package struct DecodeCheck: Check {
    package let id = "decode"
    package let needs: Set<EvidenceKind> = []
    package let waitsFor: Set<EvidenceKind> = [.packets, .pictures, .sound]
    package let isOptional = false

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let packets = evidence.packets else {
            return CheckOutcome(.fail, "Nothing can be decoded. " + (evidence.failure?.message ?? ""))
        }
        guard packets.isDecoded else { return .skipped("Nothing was decoded (quick).") }
        var count = packets.decodingErrorCount
        var first = packets.decodingErrors.first?.message.trimmingTrailingPeriod
        if let damage = packets.damage {
            count += 1
            first = first ?? damage.trimmingTrailingPeriod
        }
        if packets.decodedPictures == 0, evidence.streams?.video != nil {
            let reason = first.map { ": \($0)" } ?? ""
            return CheckOutcome(
                .fail, value: JSONValue(max(1, count)), expected: "0",
                "Not a single picture could be decoded\(reason).",
                at: [])
        }
        guard count > 0 else {
            return CheckOutcome(
                .pass, value: 0, expected: "0",
                "All \(packets.streams.reduce(0) { $0 + $1.packets.count }) packets decode without detected errors.")
        }
        let places = packets.decodingErrors.compactMap(\.time).map { TimeSpan(from: max(0, $0), to: max(0, $0)) }
        let times = count == 1 ? "one sign of damage" : "\(count) signs of damage"
        return CheckOutcome(
            .fail, value: JSONValue(count), expected: "0", "Decoding gave \(times)\(first.map { ": \($0)" } ?? "").",
            at: Array(places.prefix(20)))
    }
}
