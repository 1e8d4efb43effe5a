/// Which frame of the video an image becomes.
///
/// Source: the model's page, Request, `inputs.frameImages[].frame`.
public enum FramePosition: String, Hashable, Sendable, CaseIterable, Codable {
    case first
    case last

    /// Reads every way in which the service writes it: a word, or an index as a number or as a string.
    public init?(json: JSONValue) {
        switch json {
        case "first", 0, "0": self = .first
        case "last", -1, "-1": self = .last
        default: return nil
        }
    }

    /// What a task may say, as the page lists it.
    public static let allowed: [JSONValue] = ["first", "last", 0, -1]

    /// What the images of a task become when some do not say: the first is first, the second is last.
    ///
    /// Source: inferred from the order in the page's examples; the page does not say.
    public static func resolved(_ positions: [FramePosition?]) -> [FramePosition?] {
        let byOrder = FramePosition.allCases
        return positions.enumerated().map { index, position in
            position ?? (byOrder.indices.contains(index) ? byOrder[index] : nil)
        }
    }
}
