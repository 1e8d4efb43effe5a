import SeedanceAPI

/// What became of a draft.
public struct PreparedTask: Sendable {
    /// One local file of the draft, and what became of it.
    public struct Input: Sendable {
        public enum Report: Hashable, Sendable {
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

    /// With Data URIs in the place of local files. Only to be submitted when `isValid`.
    public let task: VideoTask
    public let inputs: [Input]
    /// Everything that keeps the task from being submitted, files that could not be used among it.
    public let validation: Validation
    /// Why each file that could not be used could not.
    public let errors: [MediaError]

    /// What it will cost; nil unless the task is valid.
    public let price: Price?

    public var isValid: Bool { validation.isValid }
}
