/// The lists of a task that name media.
///
/// Source: the model's page, Request, `inputs`.
public enum MediaRole: String, Hashable, Sendable, CaseIterable, Codable {
    case frameImage = "frameImages"
    case referenceImage = "referenceImages"
    case referenceVideo = "referenceVideos"
    case referenceAudio = "referenceAudios"

    /// Whether the list holds pictures, which may stand in the task itself; the others take only UUIDs and URLs.
    public var isImage: Bool { self == .frameImage || self == .referenceImage }

    /// The path of the list in a task.
    public var path: String { "inputs.\(rawValue)" }

    static let references: [MediaRole] = [.referenceImage, .referenceVideo, .referenceAudio]
}
