import SeedanceAPI

/// Whether everything is there that the file says is there, and whether it has the length and the hash that were
/// announced.
///
/// Says nothing of media data that is there and damaged (`decode`). A stream that was written live and ends between two
/// of its pieces cannot be told from a whole one. Source: the formats' own tables, see `ContainerStructure`.
package struct CompleteCheck: Check {
    package let id = "complete"
    package let needs: Set<EvidenceKind> = [.structure]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        guard let structure = evidence.structure else { return .skipped("Nothing is known of the structure.") }
        let file = evidence.file
        let expectation = context.expectation
        var complaints: [String] = []
        if let announced = expectation.byteCount, announced != file.bytes {
            complaints.append(Self.length(file.bytes, announced))
        }
        if let announced = expectation.sha256, let found = file.sha256, announced.lowercased() != found.lowercased() {
            complaints.append("The file's SHA-256 is \(found), and \(announced) was announced: this is another file.")
        }
        let damage = structure.problems.filter { $0.kind != .oddity }
        complaints += damage.prefix(3).map(\.message)
        let isCut = structure.problemCount > structure.problems.count
        if damage.count > 3 {
            complaints.append("\(counted(damage.count - 3, "further problem"))\(isCut ? " and more" : "").")
        }
        var details: [String: JSONValue] = [:]
        if !structure.problems.isEmpty {
            details["problems"] = .array(structure.problems.map(Self.json))
        }
        let remarks = structure.problems.filter { $0.kind == .oddity }.map(\.message)
        if complaints.isEmpty, !structure.isComplete {
            return CheckOutcome(
                .warn, value: JSONValue(file.bytes), expected: expectation.byteCount.map { "\($0)" },
                "The file has more parts than are looked at; those that were are whole.", details: details)
        }
        let pass = ["Everything that the file lists is in it (\(counted(file.bytes, "byte")))."] + remarks.prefix(2)
        return CheckOutcome(
            complaints.isEmpty ? .pass : .fail, value: JSONValue(file.bytes),
            expected: expectation.byteCount.map { "\($0)" },
            (complaints.isEmpty ? pass : complaints).joined(separator: " "), details: details)
    }

    private static func length(_ found: Int, _ announced: Int) -> String {
        let (difference, overflow) = announced.subtractingReportingOverflow(found)
        let sentence = "The file has \(counted(found, "byte")), and \(grouped(announced)) were announced"
        guard !overflow else { return sentence + "." }
        return difference > 0
            ? "\(sentence): \(grouped(difference)) are missing." : "\(sentence): \(grouped(-difference)) too many."
    }

    private static func json(_ problem: StructureProblem) -> JSONValue {
        let kind =
            switch problem.kind {
            case .missing: "missing"
            case .contradiction: "contradiction"
            case .oddity: "oddity"
            }
        return [
            "kind": JSONValue(kind), "offset": JSONValue(Int(problem.offset)), "message": JSONValue(problem.message),
        ]
    }
}
