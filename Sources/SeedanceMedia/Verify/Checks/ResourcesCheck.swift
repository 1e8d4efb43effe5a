import SeedanceAPI

/// What the verification was allowed, and what it had to do. Reported.
///
/// Seconds and bytes of memory differ from run to run, and a report must not: the command line prints them apart.
package struct ResourcesCheck: Check {
    package let id = "resources"
    package let needs: Set<EvidenceKind> = []
    package let waitsFor: Set<EvidenceKind> = Set(EvidenceKind.allCases)

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        func place(_ protections: [String]) -> String {
            guard protections.contains("worker") else { return "in this process and without a cage" }
            let others = protections.filter { $0 != "worker" }
            return "in a worker"
                + (others.isEmpty ? " without further protection" : " with \(others.joined(separator: ", "))")
        }
        let packets = evidence.packets?.streams.reduce(0) { $0 + $1.packets.count } ?? 0
        let pictures = evidence.packets?.decodedPictures ?? 0
        return CheckOutcome(
            .pass, value: JSONValue(packets),
            "\(packets) packets were read and \(pictures) pictures decoded, \(place(evidence.protections)).",
            details: ["protections": .array(evidence.protections.map { .string($0) })])
    }
}
