/// Why a string names no media file.
public enum MediaReferenceError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    /// `file:` and nothing, or nothing but a frame.
    case emptyPath
    /// The form of a UUID, but not version 4 with the variant of RFC 4122.
    case uuidVersion
    /// An address that cannot be one; the sentence says why.
    case url(String)
    case dataURI(DataURIError)
    /// Base64 that begins like a media file, and is damaged.
    case base64(DataURIError)
    /// None of the forms.
    case unrecognized

    /// One sentence: what is wrong and what would be right.
    public var message: String {
        switch self {
        case .empty: "The string is empty."
        case .emptyPath: "\"file:\" names no file; write file:NAME."
        case .uuidVersion: "This UUID is not of version 4 with the variant of RFC 4122, as the service's own are."
        case .url(let sentence): sentence
        case .dataURI(let error): error.message
        case .base64(let error): error.message
        case .unrecognized:
            "This is neither a UUID, nor an http or https URL, nor a Data URI, nor base64 of a picture; "
                + "a local file is written file:NAME in a draft."
        }
    }

    public var description: String { message }
}
