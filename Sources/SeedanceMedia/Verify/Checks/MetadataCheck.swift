import SeedanceAPI

/// What a file says besides what is needed to play it: where it was made, with which device, and how.
///
/// Only reports. What is hidden in the media data itself, such as messages between pictures, is not looked for.
package struct MetadataCheck: Check {
    package let id = "metadata"
    package let needs: Set<EvidenceKind> = [.structure]

    package init() {}

    package func examine(_ evidence: Evidence, _ context: CheckContext) -> CheckOutcome {
        let items = evidence.structure?.metadata ?? []
        func some(_ kind: MetadataItem.Kind) -> [MetadataItem] { items.filter { $0.kind == kind } }
        var sentences: [String] = []
        if let place = some(.location).first { sentences.append("It says where it was made (\(Self.pair(place))).") }
        if let number = some(.serialNumber).first {
            sentences.append("It holds a device's serial number (\(Self.pair(number))).")
        }
        sentences.append(
            some(.provenance).isEmpty
                ? "There is no signed history (C2PA)." : "It holds a signed history (C2PA), which is not checked.")
        if let mark = some(.generated).first { sentences.append("It is marked as made by a machine (\(mark.key)).") }
        let others = some(.text)
        if !others.isEmpty {
            let shown = others.prefix(6).map { "\($0.key) '\(MetadataItem.clean($0.value, atMost: 60))'" }
            let more = others.count > 6 ? " and \(others.count - 6) more" : ""
            sentences.append("Further: " + shown.joined(separator: ", ") + more + ".")
        }
        var details: [String: JSONValue] = [
            "location": JSONValue(!some(.location).isEmpty), "serialNumbers": JSONValue(!some(.serialNumber).isEmpty),
            "c2pa": JSONValue(!some(.provenance).isEmpty),
        ]
        if !items.isEmpty { details["items"] = .array(items.map(Self.json)) }
        return CheckOutcome(.pass, value: JSONValue(items.count), sentences.joined(separator: " "), details: details)
    }

    private static func pair(_ item: MetadataItem) -> String { "\(item.key): \(item.value)" }

    private static func json(_ item: MetadataItem) -> JSONValue {
        ["kind": JSONValue(item.kind.rawValue), "key": JSONValue(item.key), "value": JSONValue(item.value)]
    }
}
