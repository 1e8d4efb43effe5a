/// What a video is made from.
///
/// Source: the model's page: which inputs exclude each other.
public enum TaskMode: String, Hashable, Sendable, CaseIterable, Codable {
    /// A prompt, with width and height.
    case text
    /// A prompt and the first frame, or the first and the last.
    case frames
    /// A prompt and reference images, videos or audio, with width and height.
    case references
}
