import SeedanceAPI
import SeedanceMedia

extension TaskFile {
    /// A task with every picture it may carry stays under the service's 64 MB; more is read so that the answer can
    /// say what is too large.
    private static let byteLimit = 256_000_000

    private static let limits = Limits.standard

    /// **Throws**: `MediaError` for what cannot be read, `invalidJSON` for what is no JSON, `limitExceeded`.
    init(readingFrom argument: String) throws(MediaError) {
        let bytes = try MediaSource(argument: argument).read(limit: TaskFile.byteLimit)
        do throws(TaskFileError) {
            try self.init(parsing: bytes)
        } catch {
            // Whoever named a picture is helped more by hearing that than by what is wrong with it as JSON.
            if let sniffed = SniffedFormat.sniff(bytes), sniffed != .other(.json), sniffed != .other(.plainText) {
                throw MediaError(
                    .invalidJSON, argument, "This is \(sniffed), not a task.", hint: "A task is a JSON object.")
            }
            throw MediaError(
                .invalidJSON, argument, error.message, hint: "A task is a JSON object or an array of them.")
        }
        guard tasks.count <= TaskFile.limits.tasks else {
            throw MediaError(
                .limitExceeded, argument, "The file holds \(tasks.count) tasks; the limit is \(TaskFile.limits.tasks).",
                hint: "Split it into several files.")
        }
        let inputs = tasks.reduce(0) { $0 + $1.mediaInputs.count }
        guard inputs <= TaskFile.limits.inputs else {
            throw MediaError(
                .limitExceeded, argument,
                "The tasks have \(inputs) pictures, videos and sounds; the limit is \(TaskFile.limits.inputs).",
                hint: "Split the file into several.")
        }
    }
}

extension Validation {
    /// Problems and warnings for people, one line each.
    func show(_ input: String) {
        for problem in problems { Console.print("  \(problem.code.rawValue): \(problem)") }
        for warning in warnings { Console.note("seedance: \(input): warning: \(warning)") }
    }
}
