import SeedanceAPI

/// Finds results of one task that are the same video, perhaps encoded anew: paid for twice.
///
/// Compares how brightness is spread and how it moves, not colours; does not find a video that was mirrored, cut
/// differently or given another speed. It looks at several files and not at one file's evidence.
package struct NearDuplicateCheck {
    package static let id = "near-duplicate"
    /// How alike two videos are: 1 for the same.
    package static let threshold = Threshold(.below(warn: 0.9, fail: nil), .similarity)

    /// What is found about one of several files.
    ///
    /// - Parameters:
    ///   - index: of the file, among `fingerprints` and `names`.
    ///   - fingerprints: nil for files that could not be decoded.
    package static func finding(
        for index: Int, among fingerprints: [VideoFingerprint?], names: [String],
        threshold: Threshold = NearDuplicateCheck.threshold
    ) -> CheckOutcome {
        guard fingerprints.count > 1 else { return .skipped("Only one file was given.") }
        guard fingerprints.indices.contains(index), let own = fingerprints[index] else {
            return .skipped("There are no decoded pictures to compare with those of the other files.")
        }
        let others = fingerprints.indices.compactMap { other -> (name: String, similarity: Double)? in
            guard other != index, let fingerprint = fingerprints[other] else { return nil }
            let name = names.indices.contains(other) ? names[other] : "file \(other + 1)"
            return (name, 1 - own.distance(to: fingerprint))
        }
        guard let nearest = others.max(by: { $0.similarity < $1.similarity }) else {
            return .skipped("None of the other files has decoded pictures to compare with.")
        }
        let status = threshold.status(of: nearest.similarity)
        let alike = others.filter { threshold.status(of: $0.similarity) != .pass }.map(\.name)
        let shown = (nearest.similarity * 1000).rounded() / 1000
        let message =
            alike.isEmpty
            ? "No other file shows the same; the nearest is \(nearest.name) (similarity \(text(shown)))."
            : "The video shows the same as \(list(alike)) (similarity \(text(shown)))."
        return CheckOutcome(
            status, value: .rounded(nearest.similarity, places: 3), expected: threshold.expected(), message,
            details: alike.isEmpty ? [:] : ["sameAs": .array(alike.map { JSONValue($0) })])
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
    }
}
