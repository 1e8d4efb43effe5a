/// How far the service is with a task or with one of its results.
///
/// Source: Runware's documentation, Task polling.
public enum TaskStatus: Hashable, Sendable, CustomStringConvertible {
    case processing
    case success
    case error
    /// A word that the documentation does not have.
    case other(String)

    /// Reads the service's word, in either case.
    public init(_ word: String) {
        switch word.lowercased() {
        case "processing": self = .processing
        case "success": self = .success
        case "error": self = .error
        default: self = .other(word)
        }
    }

    /// The service's word.
    public var description: String {
        switch self {
        case .processing: "processing"
        case .success: "success"
        case .error: "error"
        case .other(let word): word
        }
    }
}
