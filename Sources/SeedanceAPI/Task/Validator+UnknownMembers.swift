extension Validator {
    /// The members that the model's page has, by the object that they stand in.
    private static let known: [(path: String, names: Set<String>)] = [
        (
            "",
            [
                "taskType", "taskUUID", "model", "positivePrompt", "outputType", "outputFormat", "outputQuality",
                "webhookURL", "deliveryMethod", "uploadEndpoint", "safety", "ttl", "includeCost", "inputs",
                "numberResults", "width", "height", "resolution", "duration", "settings",
            ]
        ),
        ("safety", ["checkContent", "mode"]),
        ("inputs", Set(MediaRole.allCases.map(\.rawValue))),
        ("settings", ["audio"]),
    ]

    /// Warns of each member that the page does not know. They are kept and sent all the same.
    mutating func warnOfUnknownMembers() {
        for group in Self.known {
            warn(of: group.path.isEmpty ? task.json : task[group.path], at: group.path, known: group.names)
        }
        for (index, element) in (task["inputs", "frameImages"]?.array ?? []).enumerated() {
            warn(of: element, at: "\(MediaRole.frameImage.path)[\(index)]", known: ["image", "frame"])
        }
    }

    private mutating func warn(of object: JSONValue?, at path: String, known: Set<String>) {
        guard let members = object?.object else { return }
        for name in members.keys.sorted() where !known.contains(name) {
            let isPlain = !name.isEmpty && name.utf8.count <= 60 && name.utf8.allSatisfy(Self.isIdentifier)
            let step = isPlain ? (path.isEmpty ? name : ".\(name)") : "[\(JSONValue.string(excerpt(name)))]"
            let hint: String
            if name == "seed" {
                hint = "the request has none, only the reply"
            } else if let meant = known.first(where: { $0.lowercased() == name.lowercased() }) {
                hint = "write \"\(meant)\""
            } else {
                hint = "the service may refuse or ignore it"
            }
            warn(
                .unknownMember, path + step, "The model's page does not know the member \"\(excerpt(name))\"; \(hint).")
        }
    }

    private static func isIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
