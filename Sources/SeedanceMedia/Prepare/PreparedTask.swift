import SeedanceAPI

/// What became of a draft.
public struct PreparedTask: Sendable {
    /// One local file of the draft, and what became of it.
    public struct Input: Sendable, Codable {
        public enum Report: Hashable, Sendable, Codable {
            /// A picture, and what it was made into.
            case fitted(FitReport)
            /// A reference video, what it was made into, and what that is.
            case conformed(ConformReport, MediaReport)
            /// A video or a sound, which stays outside of the task; `input` is how reports name it.
            case inspected(MediaReport, input: String)
        }

        /// Where in the task it stands, for example `inputs.frameImages[0].image`.
        public let path: String
        public let report: Report
    }

    /// With Data URIs in the place of local files. Only to be submitted when `isValid`, and after its ``uploads``.
    public let task: VideoTask
    public let inputs: [Input]
    /// Local reference videos and sounds that fit, and that have to be uploaded before the task is sent: their places in
    /// ``task``, with paths that are absolute or relative to the working directory. Empty unless
    /// ``DraftPreparer/uploadsReferences`` was asked for.
    public let uploads: [MediaInput]
    /// Everything that keeps the task from being submitted, files that could not be used among it.
    public let validation: Validation
    /// Why each file that could not be used could not.
    public let errors: [MediaError]

    /// What it will cost; nil unless the task is valid.
    public let price: Price?

    public var isValid: Bool { validation.isValid }

    /// The same without the pictures inside its task, for whoever reports on many.
    package var withoutMedia: PreparedTask {
        var task = task
        for input in task.mediaInputs where input.text.utf8.count > 4096 { task.setMedia("", for: input) }
        return PreparedTask(
            task: task, inputs: inputs, uploads: uploads, validation: validation, errors: errors, price: price)
    }
}
