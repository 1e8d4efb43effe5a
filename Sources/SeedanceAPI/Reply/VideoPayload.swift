/// How a reply carries a video.
///
/// Source: the model's page, Response: `videoURL`, `videoBase64Data`, `videoDataURI`.
public enum VideoPayload: Hashable, Sendable {
    case url(String)
    case base64(String)
    case dataURI(String)
}
