/// Why a file holds neither a task nor tasks.
///
/// **Not an error**: JSON that is no valid task; that is what `TaskFile.validate(for:)` says.
public enum TaskFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file is empty, or has nothing but white space.
    case empty
    /// The file is not JSON.
    case notJSON(JSONError)

    /// One sentence, with line and column where there is one.
    public var message: String {
        switch self {
        case .empty: "The file is empty; a task is a JSON object."
        case .notJSON(let error): "This is not valid JSON. \(error)"
        }
    }

    public var description: String { message }
}
