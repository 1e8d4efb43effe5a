/// The resolutions that the service sells, by the names it uses.
///
/// Source: the model's page, Request, `resolution`.
public enum Resolution: String, Hashable, Sendable, CaseIterable, Codable {
    case p480 = "480p"
    case p720 = "720p"
}
