/// Why a video could not be rendered; the task fails with these words.
struct RenderError: Error, Hashable, Sendable, CustomStringConvertible {
    let message: String
    var description: String { message }

    init(_ message: String) { self.message = message }
}
